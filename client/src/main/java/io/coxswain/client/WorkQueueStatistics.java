package io.coxswain.client;

import io.coxswain.client.metrics.Histogram;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How a queue fares, under client-go's names.
 *
 * @param depth keys that wait for a worker
 * @param adds keys that were added and did not wait already
 * @param retries keys that were added again with a growing delay
 * @param unfinishedSeconds how long the keys that are worked on have been, together
 * @param longestSeconds the longest of them
 * @param waits how long keys waited, in seconds
 * @param works how long keys were worked on, in seconds
 */
public record WorkQueueStatistics(
    int depth,
    long adds,
    long retries,
    double unfinishedSeconds,
    double longestSeconds,
    Histogram waits,
    Histogram works) {

  /** All queues of a process, by name, in Prometheus' text format. */
  public static String text(Map<String, WorkQueueStatistics> queues) {
    var text = new StringBuilder();
    numbers(text, queues, "workqueue_depth", "gauge", queue -> (double) queue.depth);
    numbers(text, queues, "workqueue_adds_total", "counter", queue -> (double) queue.adds);
    numbers(text, queues, "workqueue_retries_total", "counter", queue -> (double) queue.retries);
    numbers(
        text,
        queues,
        "workqueue_unfinished_work_seconds",
        "gauge",
        WorkQueueStatistics::unfinishedSeconds);
    numbers(
        text,
        queues,
        "workqueue_longest_running_processor_seconds",
        "gauge",
        WorkQueueStatistics::longestSeconds);
    histograms(text, queues, "workqueue_queue_duration_seconds", WorkQueueStatistics::waits);
    histograms(text, queues, "workqueue_work_duration_seconds", WorkQueueStatistics::works);
    return text.toString();
  }

  private static void numbers(
      StringBuilder text,
      Map<String, WorkQueueStatistics> queues,
      String name,
      String type,
      Function<WorkQueueStatistics, Double> value) {
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    queues.forEach(
        (queue, statistics) -> {
          var number = value.apply(statistics);
          var written =
              number == Math.rint(number)
                  ? String.valueOf(number.longValue())
                  : String.format(Locale.ROOT, "%.9f", number);
          text.append("%s{name=\"%s\"} %s\n".formatted(name, queue, written));
        });
  }

  private static void histograms(
      StringBuilder text,
      Map<String, WorkQueueStatistics> queues,
      String name,
      Function<WorkQueueStatistics, Histogram> histogram) {
    text.append("# TYPE ").append(name).append(" histogram\n");
    queues.forEach(
        (queue, statistics) ->
            histogram.apply(statistics).write(text, name, "name=\"" + queue + "\""));
  }
}
