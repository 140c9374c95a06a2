package io.coxswain.apiserver.flowcontrol;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Shows flow control under upstream's names; nothing is counted twice for it. */
public final class FlowMetrics {
  private static final String PREFIX = "apiserver_flowcontrol_";
  private static final String SCHEMA = "flow_schema";
  private static final String LEVEL = "priority_level";

  private final PrometheusRegistry registry;
  private final PriorityAndFairness fairness;

  private FlowMetrics(PrometheusRegistry registry, PriorityAndFairness fairness) {
    this.registry = registry;
    this.fairness = fairness;
  }

  public static void register(PrometheusRegistry registry, PriorityAndFairness fairness) {
    var metrics = new FlowMetrics(registry, fairness);
    metrics.flows();
    metrics.levels();
    registry.register(metrics::waits);
    registry.register(metrics::executions);
  }

  private void flows() {
    CounterWithCallback.builder()
        .name(PREFIX + "rejected_requests_total")
        .help("Requests refused by API Priority and Fairness")
        .labelNames(SCHEMA, LEVEL, "reason")
        .callback(
            callback ->
                fairness
                    .counts()
                    .forEach(
                        (names, counts) -> {
                          rejected(callback, names, "queue-full", counts.queueFull.sum());
                          rejected(
                              callback, names, "concurrency-limit", counts.concurrencyLimit.sum());
                          rejected(callback, names, "time-out", counts.timeOut.sum());
                          rejected(callback, names, "cancelled", counts.cancelled.sum());
                        }))
        .register(registry);
    CounterWithCallback.builder()
        .name(PREFIX + "dispatched_requests_total")
        .help("Requests that API Priority and Fairness let through")
        .labelNames(SCHEMA, LEVEL)
        .callback(
            callback ->
                fairness
                    .counts()
                    .forEach(
                        (names, counts) ->
                            callback.call(counts.dispatched.sum(), names.schema(), names.level())))
        .register(registry);
    flow("current_executing_requests", "Requests being served", FlowCounts::executing);
    flow("current_inqueue_requests", "Requests that wait", FlowCounts::waiting);
    flow(
        "current_executing_seats",
        "Seats of requests being served",
        counts -> counts.executing() + counts.extraSeats.sum());
  }

  private static void rejected(
      CounterWithCallback.Callback callback,
      PriorityAndFairness.Names names,
      String reason,
      long count) {
    if (count > 0) {
      callback.call(count, names.schema(), names.level(), reason);
    }
  }

  private void flow(String name, String help, ToLongFunction<FlowCounts> value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .labelNames(SCHEMA, LEVEL)
        .callback(
            callback ->
                fairness
                    .counts()
                    .forEach(
                        (names, counts) ->
                            callback.call(
                                value.applyAsLong(counts), names.schema(), names.level())))
        .register(registry);
  }

  private MetricSnapshot waits() {
    var waits =
        HistogramSnapshot.builder()
            .name(PREFIX + "request_wait_duration_seconds")
            .help("How long requests waited for seats, and whether they got them");
    fairness
        .counts()
        .forEach(
            (names, counts) -> {
              var labels = Labels.of(SCHEMA, names.schema(), LEVEL, names.level());
              waits.dataPoint(counts.waited.snapshot(labels.add("execute", "true")));
              if (counts.timeOut.sum() + counts.cancelled.sum() > 0) {
                waits.dataPoint(counts.waitedInVain.snapshot(labels.add("execute", "false")));
              }
            });
    return waits.build();
  }

  private MetricSnapshot executions() {
    var executions =
        HistogramSnapshot.builder()
            .name(PREFIX + "request_execution_seconds")
            .help("How long requests kept their seats; watches until they have begun");
    fairness
        .counts()
        .forEach(
            (names, counts) -> {
              var labels = Labels.of(SCHEMA, names.schema(), LEVEL, names.level());
              executions.dataPoint(counts.executed.snapshot(labels.add("type", "regular")));
              if (counts.executedWatches.count() > 0) {
                executions.dataPoint(counts.executedWatches.snapshot(labels.add("type", "watch")));
              }
            });
    return executions.build();
  }

  private void levels() {
    level("nominal_limit_seats", "A level's own seats", level -> level.bounds().nominal());
    level("lower_limit_seats", "Seats nobody can borrow", level -> level.bounds().least());
    level("upper_limit_seats", "Its own and borrowed seats", level -> level.bounds().most());
    level("current_limit_seats", "Seats of this period", Level::limit);
    level(
        "demand_seats_high_watermark",
        "Most seats wanted in the last period",
        level -> level.wanted().highest());
    level(
        "demand_seats_smoothed",
        "Seats usually wanted of late",
        level -> level.wanted().smoothed());
  }

  private void level(String name, String help, ToDoubleFunction<Level> value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .labelNames(LEVEL)
        .callback(
            callback ->
                fairness
                    .levels()
                    .values()
                    .forEach(level -> callback.call(value.applyAsDouble(level), level.name())))
        .register(registry);
  }
}
