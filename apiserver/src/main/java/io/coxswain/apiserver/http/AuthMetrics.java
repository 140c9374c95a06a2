package io.coxswain.apiserver.http;

import io.coxswain.apiserver.metrics.Distribution;
import io.coxswain.apiserver.request.UserInfo;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Who was let in, what was allowed and how long it took to find out, under upstream's names.
 * Counters whose names do not end as the library wants them to are gauges to it.
 */
final class AuthMetrics implements MultiCollector {
  private static final double NANOS = 1e9;

  /** Names that upstream shows; those of others are nobody's business. */
  private static final Set<String> SHOWN =
      Set.of(
          "admin", "client", "kube_proxy", "kubelet", "system:serviceaccount:kube-system:default");

  private final Map<String, LongAdder> users = new ConcurrentHashMap<>();
  private final Distribution authenticated = times();
  private final Distribution unauthenticated = times(); // an error in upstream's words
  private final Distribution allowed = times();
  private final Distribution notAllowed = times();
  private final LongAdder brokenHandshakes = new LongAdder();

  AuthMetrics(PrometheusRegistry registry) {
    registry.register(this);
  }

  /** Twice as long each, from a millisecond. */
  private static Distribution times() {
    return new Distribution(IntStream.range(0, 15).mapToDouble(i -> 0.001 * (1 << i)).toArray());
  }

  /** It is known who sends a request that was looked at since then, by the monotonic clock. */
  void authenticated(UserInfo user, long since) {
    authenticated.observe((System.nanoTime() - since) / NANOS);
    var label = label(user.name());
    var count = users.get(label);
    (count == null ? users.computeIfAbsent(label, any -> new LongAdder()) : count).increment();
  }

  /** What its sender has shown is not valid. */
  void refused(long since) {
    unauthenticated.observe((System.nanoTime() - since) / NANOS);
  }

  /** It is known whether a request is allowed. */
  void authorized(boolean allows, long since) {
    (allows ? allowed : notAllowed).observe((System.nanoTime() - since) / NANOS);
  }

  void handshakeFailed() {
    brokenHandshakes.increment();
  }

  static String label(String name) {
    return SHOWN.contains(name) ? name : name.contains("@") ? "email_id" : "other";
  }

  @Override
  public MetricSnapshots collect() {
    var requests =
        GaugeSnapshot.builder()
            .name("authenticated_user_requests")
            .help("Requests whose sender is known, by kind of name");
    users.forEach((name, count) -> requests.dataPoint(gauge("username", name, count.sum())));
    var attempts =
        GaugeSnapshot.builder()
            .name("authentication_attempts")
            .help("Requests whose sender was looked at, by result")
            .dataPoint(gauge("result", "success", authenticated.count()))
            .dataPoint(gauge("result", "error", unauthenticated.count()));
    var authentication =
        HistogramSnapshot.builder()
            .name("authentication_duration_seconds")
            .help("How long it took to find out who sends a request, by result")
            .dataPoint(authenticated.snapshot(Labels.of("result", "success")))
            .dataPoint(unauthenticated.snapshot(Labels.of("result", "error")));
    var decisions =
        CounterSnapshot.builder()
            .name("authorization_attempts")
            .help("Requests that were looked at for whether they are allowed, by result")
            .dataPoint(counter(Labels.of("result", "allowed"), allowed.count()))
            .dataPoint(counter(Labels.of("result", "no-opinion"), notAllowed.count()));
    var authorization =
        HistogramSnapshot.builder()
            .name("authorization_duration_seconds")
            .help("How long it took to find out whether a request is allowed, by result")
            .dataPoint(allowed.snapshot(Labels.of("result", "allowed")))
            .dataPoint(notAllowed.snapshot(Labels.of("result", "no-opinion")));
    var handshakes =
        CounterSnapshot.builder()
            .name("apiserver_tls_handshake_errors")
            .help("Connections that ended before TLS was agreed on")
            .dataPoint(counter(Labels.EMPTY, brokenHandshakes.sum()));
    return MetricSnapshots.of(
        requests.build(),
        attempts.build(),
        authentication.build(),
        decisions.build(),
        authorization.build(),
        handshakes.build());
  }

  private static GaugeDataPointSnapshot gauge(String label, String value, long count) {
    return GaugeDataPointSnapshot.builder().labels(Labels.of(label, value)).value(count).build();
  }

  private static CounterDataPointSnapshot counter(Labels labels, long count) {
    return CounterDataPointSnapshot.builder().labels(labels).value(count).build();
  }
}
