package io.coxswain.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.testkit.FakeClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final FakeClock clock = FakeClock.at("2026-03-01T10:00:00Z");
  private final WorkQueue<String> queue = new WorkQueue<>(clock);

  @Test
  void aKeyWaitsOnceHoweverOftenItIsAdded() {
    queue.add("a");
    queue.add("b");
    queue.add("a");

    assertThat(queue.poll()).isEqualTo("a");
    assertThat(queue.poll()).isEqualTo("b");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void aKeyAddedWhileItIsWorkedOnComesBackAfterwards() {
    queue.add("a");
    assertThat(queue.poll()).isEqualTo("a");
    queue.add("a");
    assertThat(queue.poll()).as("never handed to two workers").isNull();

    queue.done("a");
    assertThat(queue.poll()).isEqualTo("a");
    queue.done("a");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void theShortestOfSeveralDelaysCounts() {
    queue.addAfter("a", Duration.ofSeconds(10));
    queue.addAfter("a", Duration.ofSeconds(2));
    queue.addAfter("a", Duration.ofSeconds(30));

    clock.advance(Duration.ofMillis(1999));
    assertThat(queue.poll()).isNull();
    clock.advance(Duration.ofMillis(1));
    assertThat(queue.poll()).isEqualTo("a");
    queue.done("a");
    clock.advance(Duration.ofMinutes(1));
    assertThat(queue.poll()).as("the longer delays are forgotten").isNull();
  }

  @Test
  void failuresWaitTwiceAsLongEachTimeUntilASuccess() {
    for (var delay = Duration.ofMillis(5); delay.toMillis() < 100; delay = delay.multipliedBy(2)) {
      queue.addRateLimited("a");
      clock.advance(delay.minusNanos(1));
      assertThat(queue.poll()).as("before %s", delay).isNull();
      clock.advance(Duration.ofNanos(1));
      assertThat(queue.poll()).as("after %s", delay).isEqualTo("a");
      queue.done("a");
    }
    assertThat(queue.failures("a")).isEqualTo(5);

    queue.forget("a");
    queue.addRateLimited("a");
    clock.advance(Duration.ofMillis(5));
    assertThat(queue.poll()).isEqualTo("a");
  }

  @Test
  void aFailureNeverWaitsLongerThanAThousandSeconds() {
    for (var failure = 0; failure < 60; failure++) {
      queue.addRateLimited("a");
    }
    queue.forget("b");
    clock.advance(Duration.ofSeconds(1000));
    assertThat(queue.poll()).isEqualTo("a");
  }

  @Test
  void closingReleasesWaitingWorkersAndTakesNothingMore() throws Exception {
    var worker = CompletableFuture.supplyAsync(this::take);
    queue.close();
    assertThat(worker.get(60, TimeUnit.SECONDS)).isEqualTo("closed");
    queue.add("a");
    assertThat(queue.poll()).isNull();
  }

  private String take() {
    try {
      var key = queue.take();
      return key == null ? "closed" : key;
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  @Test
  void itsStatisticsAreClientGos() {
    queue.add("a");
    queue.add("a"); // waits already
    queue.add("b");
    clock.advance(Duration.ofMillis(50));
    assertThat(queue.poll()).isEqualTo("a");
    clock.advance(Duration.ofSeconds(2));
    queue.addRateLimited("c");
    var text = WorkQueueStatistics.text(Map.of("q", queue.statistics()));
    assertThat(text.lines())
        .contains(
            "# TYPE workqueue_depth gauge",
            "workqueue_depth{name=\"q\"} 1",
            "workqueue_adds_total{name=\"q\"} 2",
            "workqueue_retries_total{name=\"q\"} 1",
            "workqueue_unfinished_work_seconds{name=\"q\"} 2",
            "workqueue_longest_running_processor_seconds{name=\"q\"} 2",
            "workqueue_queue_duration_seconds_bucket{name=\"q\",le=\"0.01\"} 0",
            "workqueue_queue_duration_seconds_bucket{name=\"q\",le=\"0.1\"} 1",
            "workqueue_queue_duration_seconds_count{name=\"q\"} 1",
            "workqueue_work_duration_seconds_count{name=\"q\"} 0");
    queue.done("a");
    text = WorkQueueStatistics.text(Map.of("q", queue.statistics()));
    assertThat(text.lines())
        .contains(
            "workqueue_unfinished_work_seconds{name=\"q\"} 0",
            "workqueue_work_duration_seconds_bucket{name=\"q\",le=\"1.0\"} 0",
            "workqueue_work_duration_seconds_bucket{name=\"q\",le=\"10.0\"} 1");
  }
}
