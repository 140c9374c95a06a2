package io.coxswain.apiserver.http;

import io.coxswain.api.schema.ResourceType;
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

/** What watchers were told, under upstream's names. */
final class WatchMetrics implements MultiCollector {

  private record Key(String group, String version, String resource) {}

  /** What the watchers of one resource were told. */
  static final class Series {
    private final LongAdder events = new LongAdder();
    private final Distribution sizes =
        new Distribution(1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072);

    void told(int bytes) {
      events.increment();
      sizes.observe(bytes);
    }
  }

  private final Map<Key, Series> all = new ConcurrentHashMap<>();

  WatchMetrics(PrometheusRegistry registry) {
    registry.register(this);
  }

  Series of(ResourceType type) {
    return all.computeIfAbsent(
        new Key(type.group(), type.version(), type.plural()), any -> new Series());
  }

  @Override
  public MetricSnapshots collect() {
    var events =
        CounterSnapshot.builder()
            .name("apiserver_watch_events")
            .help("Events that watchers were told");
    var sizes =
        HistogramSnapshot.builder()
            .name("apiserver_watch_events_sizes")
            .help("Sizes of the events that watchers were told, in bytes");
    all.forEach(
        (key, series) -> {
          var labels =
              Labels.of("group", key.group, "resource", key.resource, "version", key.version);
          events.dataPoint(
              CounterDataPointSnapshot.builder().labels(labels).value(series.events.sum()).build());
          sizes.dataPoint(series.sizes.snapshot(labels));
        });
    return MetricSnapshots.of(events.build(), sizes.build());
  }
}
