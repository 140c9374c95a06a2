package io.coxswain.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a group tells its watches of changes, on an event loop and a clock that the test moves. */
final class WatchGroupTest {
  private static final long MILLI = 1_000_000;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private long now = 1;
  private long telling; // how long it takes
  private int told;
  private int ended;
  private final WatchGroup group = new WatchGroup(channel.eventLoop(), () -> now);
  private final WatchGroup.Member watch =
      new WatchGroup.Member() {
        @Override
        public void pump() {
          told++;
          pass(telling);
        }

        @Override
        public void finish() {
          ended++;
          group.remove(this);
        }
      };

  WatchGroupTest() {
    channel.freezeTime();
    group.add(watch);
  }

  /** Time goes by, on both clocks. */
  private void pass(long nanos) {
    now += nanos;
    channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
  }

  private void run() {
    channel.runPendingTasks();
    channel.runScheduledPendingTasks();
  }

  @Test
  void theFirstChangeIsToldAtOnce() {
    group.wake();
    assertThat(told).isZero(); // not on the thread that changed something
    run();
    assertThat(told).isEqualTo(1);
    run();
    assertThat(told).isEqualTo(1);
  }

  @Test
  void changesTogetherAreToldOnce() {
    group.wake();
    group.wake();
    group.wake();
    run();
    assertThat(told).isEqualTo(1);
  }

  @Test
  void aGroupRestsFourTimesAsLongAsTellingTook() {
    telling = MILLI;
    group.wake();
    run();
    group.wake();
    run();
    pass(4 * MILLI - 1);
    run();
    assertThat(told).isEqualTo(1);
    group.wake(); // one that comes meanwhile is told with the one before
    pass(1);
    run();
    assertThat(told).isEqualTo(2);
    pass(20 * MILLI);
    run();
    assertThat(told).isEqualTo(2);
  }

  @Test
  void aRestIsNeverLongerThanTenMilliseconds() {
    telling = 500 * MILLI;
    group.wake();
    run();
    group.wake();
    run();
    pass(WatchGroup.LONGEST_REST_NANOS - 1);
    run();
    assertThat(told).isEqualTo(1);
    pass(1);
    run();
    assertThat(told).isEqualTo(2);
  }

  @Test
  void afterTheRestAChangeIsToldAtOnceAgain() {
    telling = MILLI;
    group.wake();
    run();
    pass(4 * MILLI);
    group.wake();
    run();
    assertThat(told).isEqualTo(2);
  }

  @Test
  void aChangeWhileItTellsIsNotLost() {
    group.remove(watch);
    group.add(
        new WatchGroup.Member() {
          @Override
          public void pump() {
            if (told++ == 0) {
              group.wake(); // after this watch has looked
            }
          }

          @Override
          public void finish() {}
        });
    group.wake();
    run();
    run();
    assertThat(told).isEqualTo(2);
  }

  @Test
  void endingEndsEachWatchAndThoseThatLeaveAreToldNothing() {
    group.end();
    run();
    assertThat(ended).isEqualTo(1);
    group.wake();
    run();
    assertThat(told).isZero();
  }
}
