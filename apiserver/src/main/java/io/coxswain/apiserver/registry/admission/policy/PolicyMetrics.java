package io.coxswain.apiserver.registry.admission.policy;

import io.coxswain.apiserver.metrics.Distribution;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What policies decided against requests, under upstream's names. */
final class PolicyMetrics implements MultiCollector {
  private static final String NAME = "apiserver_validating_admission_policy_check";
  private static final double NANOS = 1e9;

  private record Key(String policy, String binding, String action, String error) {
    private Labels labels() {
      return Labels.of(
          "enforcement_action", action,
          "error_type", error,
          "policy", policy,
          "policy_binding", binding);
    }
  }

  private static final class Series {
    private final LongAdder count = new LongAdder();
    private final Distribution duration = new Distribution(5e-7, 0.001, 0.01, 0.1, 1);
  }

  private final Map<Key, Series> all = new ConcurrentHashMap<>();

  PolicyMetrics(PrometheusRegistry registry) {
    registry.register(this);
  }

  /**
   * Counts one decision.
   *
   * @param action deny, warn or audit
   * @param failed whether an expression could not be evaluated
   * @param nanos how long the policy took
   */
  void decided(String policy, String binding, String action, boolean failed, long nanos) {
    var key = new Key(policy, binding, action, failed ? "invalid_error" : "no_error");
    var series = all.computeIfAbsent(key, any -> new Series());
    series.count.increment();
    series.duration.observe(nanos / NANOS);
  }

  @Override
  public MetricSnapshots collect() {
    var counts =
        CounterSnapshot.builder()
            .name(NAME)
            .help("Decisions of policies, by policy, binding and what was done about them");
    var durations =
        HistogramSnapshot.builder()
            .name(NAME + "_duration_seconds")
            .help("How long policies took that decided something, in seconds");
    all.forEach(
        (key, series) -> {
          var labels = key.labels();
          counts.dataPoint(
              CounterDataPointSnapshot.builder().labels(labels).value(series.count.sum()).build());
          durations.dataPoint(series.duration.snapshot(labels));
        });
    return MetricSnapshots.of(counts.build(), durations.build());
  }
}
