package io.coxswain.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.coordination.v1.Lease;
import io.coxswain.testkit.FakeApi;
import io.coxswain.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderElectorTest {
  private final FakeClock clock = FakeClock.at("2026-03-01T10:00:00Z");
  private final FakeApi api = new FakeApi(clock);
  private final LinkedBlockingQueue<String> news = new LinkedBlockingQueue<>();
  private final java.util.List<LeaderElector> electors = new java.util.ArrayList<>();

  @AfterEach
  void close() {
    electors.forEach(LeaderElector::close);
  }

  @Test
  void theFirstLeadsAndTheSecondWaits() throws Exception {
    var first = compete("one");
    assertNews("one leads");
    var second = compete("two");
    clock.awaitSleepers(2);

    for (var period = 0; period < 10; period++) {
      advanceAPeriod(2);
    }

    assertThat(first.isLeader()).isTrue();
    assertThat(second.isLeader()).isFalse();
    assertThat(lease().spec().holderIdentity()).isEqualTo("one");
    assertThat(lease().spec().leaseTransitions()).isZero();
  }

  @Test
  void aJumpOfTheWallClockDoesNotMakeASecondLeader() throws Exception {
    compete("one");
    assertNews("one leads");
    var second = compete("two");
    clock.awaitSleepers(2);

    clock.jumpWallTo(Instant.parse("2030-01-01T00:00:00Z"));
    for (var period = 0; period < 5; period++) {
      advanceAPeriod(2);
    }

    assertThat(second.isLeader()).isFalse();
    assertThat(news).isEmpty();
  }

  @Test
  void aLeaderThatGoesAwayCleanlyLetsTheNextInAtOnce() throws Exception {
    var first = compete("one");
    assertNews("one leads");
    compete("two");
    clock.awaitSleepers(2);

    first.close();
    assertNews("one stopped");
    clock.advance(Duration.ofSeconds(5));

    assertNews("two leads");
    assertThat(lease().spec().holderIdentity()).isEqualTo("two");
    assertThat(lease().spec().leaseTransitions()).isEqualTo(1);
  }

  @Test
  void aLeaderThatCannotRenewStopsBeforeOthersMayStart() throws Exception {
    var leader = compete("one");
    assertNews("one leads");
    clock.awaitSleepers(1);
    api.crash();

    var failing = Duration.ZERO;
    while (leader.isLeader() && failing.toSeconds() < 15) {
      clock.advance(Duration.ofSeconds(2));
      failing = failing.plusSeconds(2);
      if (!leader.awaitEnd(Duration.ofMillis(1))) {
        awaitSleeperOrEnd(leader);
      }
    }

    assertNews("one stopped");
    assertThat(failing).isGreaterThan(Duration.ofSeconds(10)).isLessThan(Duration.ofSeconds(15));
    assertThat(lease().spec().holderIdentity()).as("not released: nobody answers").isEqualTo("one");
  }

  /** Either the elector sleeps again or it has ended. */
  private void awaitSleeperOrEnd(LeaderElector elector) throws InterruptedException {
    var waiter = Thread.ofVirtual().start(() -> awaitSleeper());
    while (waiter.isAlive() && !elector.awaitEnd(Duration.ofMillis(1))) {
      Thread.onSpinWait();
    }
    waiter.interrupt();
    waiter.join();
  }

  private void awaitSleeper() {
    try {
      clock.awaitSleepers(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void advanceAPeriod(int sleepers) throws InterruptedException {
    clock.advance(Duration.ofSeconds(2));
    clock.awaitSleepers(sleepers);
  }

  private LeaderElector compete(String identity) {
    var elector =
        LeaderElector.start(
            api.client(),
            LeaderElector.Options.of("kube-system", "kube-scheduler", identity),
            clock,
            new LeaderElector.Listener() {
              @Override
              public void startedLeading() {
                news.add(identity + " leads");
              }

              @Override
              public void stoppedLeading() {
                news.add(identity + " stopped");
              }
            });
    electors.add(elector);
    return elector;
  }

  private Lease lease() {
    return api.all(Lease.class).getFirst();
  }

  private void assertNews(String expected) throws InterruptedException {
    assertThat(news.poll(60, TimeUnit.SECONDS)).isEqualTo(expected);
  }
}
