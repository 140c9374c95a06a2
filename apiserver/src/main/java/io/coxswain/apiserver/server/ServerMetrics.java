package io.coxswain.apiserver.server;

import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.watch.WatchCache;
import io.coxswain.client.metrics.ProcessStatistics;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What the server is and holds, under upstream's names. */
public final class ServerMetrics {
  private final PrometheusRegistry registry;

  private ServerMetrics(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** Shows the objects in the cache, the process and its version. */
  public static void register(
      PrometheusRegistry registry, WatchCache cache, Supplier<Kinds> kinds) {
    var metrics = new ServerMetrics(registry);
    metrics.objects(cache, kinds);
    metrics.process();
    GaugeWithCallback.builder()
        .name("kubernetes_build_info")
        .help("The version, as a label")
        .labelNames("major", "minor", "git_version", "platform")
        .callback(
            callback -> {
              var version = Version.document();
              callback.call(
                  1,
                  version.path("major").asString(),
                  version.path("minor").asString(),
                  Version.GIT_VERSION,
                  version.path("platform").asString());
            })
        .register(registry);
  }

  private void objects(WatchCache cache, Supplier<Kinds> kinds) {
    GaugeWithCallback.builder()
        .name("apiserver_storage_objects")
        .help("Objects that are stored, by resource (and group)")
        .labelNames("resource")
        .callback(
            callback ->
                each(
                    cache,
                    kinds.get(),
                    (group, resource, count) ->
                        callback.call(count, group.isEmpty() ? resource : resource + "." + group)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("apiserver_resource_objects")
        .help("Objects that are stored, by group and resource")
        .labelNames("group", "resource")
        .callback(
            callback ->
                each(
                    cache,
                    kinds.get(),
                    (group, resource, count) -> callback.call(count, group, resource)))
        .register(registry);
  }

  private interface Counted {
    void count(String group, String resource, int count);
  }

  /** Each resource once, whatever versions of it there are. */
  private static void each(WatchCache cache, Kinds kinds, Counted counted) {
    var seen = new HashSet<String>();
    for (var type : kinds.all()) {
      var resource = cache.of(type);
      if (resource != null && seen.add(type.groupResource())) {
        counted.count(type.group(), type.plural(), resource.size());
      }
    }
  }

  private void process() {
    CounterWithCallback.builder()
        .name("process_cpu_seconds_total")
        .help("Processor time that was used, in seconds")
        .callback(callback -> callback.call(ProcessStatistics.cpuSeconds()))
        .register(registry);
    gauge("process_resident_memory_bytes", "Memory in use", ProcessStatistics::residentBytes);
    gauge("process_open_fds", "Open files and sockets", ProcessStatistics::openFiles);
    gauge(
        "process_start_time_seconds",
        "When the process started, in seconds since 1970",
        ProcessStatistics::startSeconds);
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }
}
