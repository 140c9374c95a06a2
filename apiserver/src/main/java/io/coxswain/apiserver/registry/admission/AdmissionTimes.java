package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.metrics.Distribution;
import io.coxswain.apiserver.registry.admission.Admission.Operation;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;

/** How long admission took, in all and by plugin, under upstream's names. For any thread. */
public final class AdmissionTimes implements MultiCollector {
  private static final double NANOS = 1e9;

  /** What is asked, as labels call it. */
  public enum Type {
    ADMIT,
    VALIDATE
  }

  /** The series of one plugin, or of all; those that nothing was observed of do not exist. */
  private static final class Series {
    private final AtomicReferenceArray<Distribution> all =
        new AtomicReferenceArray<>(Operation.values().length * 4);

    private void observe(Type type, Operation operation, boolean rejected, long nanos) {
      var at = operation.ordinal() * 4 + type.ordinal() * 2 + (rejected ? 1 : 0);
      var series = all.get(at);
      if (series == null) {
        all.compareAndSet(at, null, new Distribution(0.005, 0.025, 0.1, 0.5, 1, 2.5));
        series = all.get(at);
      }
      series.observe(nanos / NANOS);
    }

    private void each(BiConsumer<Labels, Distribution> action) {
      for (var at = 0; at < all.length(); at++) {
        var series = all.get(at);
        if (series != null) {
          var type = at % 4 < 2 ? "admit" : "validate";
          var labels =
              Labels.of(
                  "operation",
                  Operation.values()[at / 4].name(),
                  "rejected",
                  String.valueOf(at % 2 == 1),
                  "type",
                  type);
          action.accept(labels, series);
        }
      }
    }
  }

  private final List<String> names;
  private final List<Series> plugins;
  private final Series steps = new Series();

  /**
   * Of plugins in the order in which they are asked.
   *
   * @param names upstream's
   */
  public AdmissionTimes(List<String> names) {
    this.names = List.copyOf(names);
    plugins = names.stream().map(name -> new Series()).toList();
  }

  /** A plugin has answered. */
  public void plugin(int index, Type type, Operation operation, boolean rejected, long nanos) {
    plugins.get(index).observe(type, operation, rejected, nanos);
  }

  /** All plugins, webhooks and policies have answered. */
  public void step(Type type, Operation operation, boolean rejected, long nanos) {
    steps.observe(type, operation, rejected, nanos);
  }

  @Override
  public MetricSnapshots collect() {
    var inAll =
        HistogramSnapshot.builder()
            .name("apiserver_admission_step_admission_duration_seconds")
            .help("How long admission took in all, by operation, type and rejection");
    steps.each((labels, series) -> inAll.dataPoint(series.snapshot(labels)));
    var each =
        HistogramSnapshot.builder()
            .name("apiserver_admission_controller_admission_duration_seconds")
            .help("How long admission plugins took, by name, operation, type and rejection");
    for (var i = 0; i < names.size(); i++) {
      var name = names.get(i);
      plugins
          .get(i)
          .each((labels, series) -> each.dataPoint(series.snapshot(labels.add("name", name))));
    }
    return MetricSnapshots.of(inAll.build(), each.build());
  }
}
