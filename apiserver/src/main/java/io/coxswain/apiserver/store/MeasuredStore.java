package io.coxswain.apiserver.store;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.metrics.Distribution;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures another store under the names by which upstream measures etcd, whatever store it is. */
public final class MeasuredStore implements Store, MultiCollector {
  private static final double NANOS = 1e9;

  private record Key(String operation, String group, String resource) {
    private Labels labels() {
      return Labels.of("group", group, "operation", operation, "resource", resource);
    }
  }

  private static final class Series {
    private final Distribution duration = Distribution.ofRequests();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
  }

  private final Store store;
  private final Map<String, ResourceType> types = new HashMap<>();
  private final Map<Key, Series> all = new ConcurrentHashMap<>();

  /**
   * Around another one, which it closes.
   *
   * @param builtIn resources whose keys do not say their group
   */
  public MeasuredStore(Store store, Collection<ResourceType> builtIn, PrometheusRegistry registry) {
    this.store = store;
    builtIn.forEach(type -> types.put(StorageKeys.prefix(type), type));
    registry.register(this);
  }

  private <T> T measure(String operation, String key, Supplier<T> work) {
    var series = all.computeIfAbsent(key(operation, key), any -> new Series());
    var began = System.nanoTime();
    series.done.increment();
    try {
      return work.get();
    } catch (UnavailableException | TooLargeException e) {
      series.failed.increment();
      throw e;
    } finally {
      series.duration.observe((System.nanoTime() - began) / NANOS);
    }
  }

  /** Keys are {@code /registry/RESOURCE/...} or {@code /registry/GROUP/RESOURCE/...}. */
  private Key key(String operation, String key) {
    var first = end(key, StorageKeys.ROOT.length());
    var type = types.get(key.substring(0, first));
    var second = end(key, first);
    if (type == null) {
      type = types.get(key.substring(0, second));
    }
    return type == null
        ? new Key(
            operation, trimmed(key, StorageKeys.ROOT.length(), first), trimmed(key, first, second))
        : new Key(operation, type.group(), type.plural());
  }

  private static String trimmed(String key, int from, int to) {
    return from < to && key.charAt(to - 1) == '/'
        ? key.substring(from, to - 1)
        : key.substring(from, to);
  }

  /** Behind the next slash. */
  private static int end(String key, int from) {
    var slash = key.indexOf('/', Math.min(from, key.length()));
    return slash < 0 ? key.length() : slash + 1;
  }

  @Override
  public @Nullable Stored get(String key) {
    var found = new Stored[1];
    measure("get", key, () -> found[0] = store.get(key));
    return found[0];
  }

  @Override
  public Page range(String prefix, @Nullable String after, int limit, long revision) {
    return measure("list", prefix, () -> store.range(prefix, after, limit, revision));
  }

  @Override
  public Outcome create(String key, byte[] value) {
    return measure("create", key, () -> store.create(key, value));
  }

  @Override
  public Outcome update(String key, byte[] value, long expectedRevision) {
    return measure("update", key, () -> store.update(key, value, expectedRevision));
  }

  @Override
  public Outcome delete(String key, long expectedRevision) {
    return measure("delete", key, () -> store.delete(key, expectedRevision));
  }

  @Override
  public long currentRevision() {
    return store.currentRevision();
  }

  @Override
  public long localRevision() {
    return store.localRevision();
  }

  @Override
  public long compactRevision() {
    return store.compactRevision();
  }

  @Override
  public Watch watch(String prefix, long fromRevision, Watcher watcher) {
    return store.watch(prefix, fromRevision, watcher);
  }

  @Override
  public void compact(long revision) {
    store.compact(revision);
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public MetricSnapshots collect() {
    var durations =
        HistogramSnapshot.builder()
            .name("etcd_request_duration_seconds")
            .help("How long the store took, by operation and resource, in seconds");
    var done = CounterSnapshot.builder().name("etcd_requests").help("Requests to the store begun");
    var failed =
        CounterSnapshot.builder()
            .name("etcd_request_errors")
            .help("Requests that the store did not answer");
    all.forEach(
        (key, series) -> {
          durations.dataPoint(series.duration.snapshot(key.labels()));
          done.dataPoint(point(key, series.done));
          if (series.failed.sum() > 0) {
            failed.dataPoint(point(key, series.failed));
          }
        });
    return MetricSnapshots.of(durations.build(), done.build(), failed.build());
  }

  private static CounterDataPointSnapshot point(Key key, LongAdder count) {
    return CounterDataPointSnapshot.builder().labels(key.labels()).value(count.sum()).build();
  }
}
