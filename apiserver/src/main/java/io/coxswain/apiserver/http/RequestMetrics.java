package io.coxswain.apiserver.http;

import io.coxswain.apiserver.metrics.Distribution;
import io.coxswain.apiserver.request.RequestInfo;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What became of requests, under upstream's names. Only requests for what is served have series of
 * their own: anybody may ask for any path.
 */
final class RequestMetrics implements MultiCollector {
  private static final double NANOS = 1e9;
  private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");
  private static final Set<String> CONNECTING =
      Set.of("log", "exec", "portforward", "attach", "proxy");
  private static final Set<String> SUBRESOURCES =
      Set.of(
          "",
          "approval",
          "attach",
          "binding",
          "ephemeralcontainers",
          "eviction",
          "exec",
          "finalize",
          "log",
          "portforward",
          "proxy",
          "resize",
          "scale",
          "status",
          "token");

  /** The labels of one kind of request. */
  private record Key(
      String verb,
      String dryRun,
      String group,
      String version,
      String resource,
      String subresource,
      String scope,
      String component) {
    private Labels labels() {
      return Labels.of(
          "component", component,
          "group", group,
          "resource", resource,
          "scope", scope,
          "subresource", subresource,
          "verb", verb,
          "version", version);
    }

    private Labels labelsWithDryRun() {
      return labels().add("dry_run", dryRun);
    }
  }

  /** What is counted of one kind of request. */
  static final class Series {
    private final Map<Integer, LongAdder> codes = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> terminated = new ConcurrentHashMap<>();
    private final Distribution duration = Distribution.ofRequests();
    private final Distribution alone = Distribution.ofRequestsAlone();
    private final LongAdder running = new LongAdder();
    private final @Nullable Distribution sizes;

    private Series(Key key) {
      sizes =
          !key.resource.isEmpty() && (key.verb.equals("GET") || key.verb.equals("LIST"))
              ? new Distribution(1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9)
              : null;
    }
  }

  private final Map<Key, Series> all = new ConcurrentHashMap<>();
  private final Answers answers;

  RequestMetrics(PrometheusRegistry registry, Answers answers) {
    this.answers = answers;
    registry.register(this);
  }

  /** A request goes to what answers it. */
  void routed(Exchange exchange) {
    var key = key(exchange);
    if (key != null) {
      var series = all.computeIfAbsent(key, Series::new);
      exchange.measured(series);
      if (InFlight.isLongRunning(exchange.info())) {
        series.running.increment();
      }
    }
  }

  /** A request got no seats. */
  void dropped(Exchange exchange) {
    var key = key(exchange);
    if (key != null) {
      var series = all.computeIfAbsent(key, Series::new);
      count(series.codes, 429);
      count(series.terminated, 429);
    }
  }

  /** A request took too long. */
  void timedOut(Exchange exchange) {
    var series = exchange.measured();
    if (series != null) {
      count(series.terminated, 504);
    }
  }

  void finished(Exchange exchange) {
    var series = exchange.measured();
    if (series == null) {
      return;
    }
    if (InFlight.isLongRunning(exchange.info())) {
      series.running.decrement();
    }
    if (exchange.code() == 0) {
      return; // its client has gone before there was an answer
    }
    var nanos = System.nanoTime() - exchange.receivedAt();
    count(series.codes, exchange.code());
    series.duration.observe(nanos / NANOS);
    series.alone.observe((nanos - exchange.nanosElsewhere()) / NANOS);
    if (series.sizes != null && exchange.bytes() >= 0) {
      series.sizes.observe(exchange.bytes());
    }
  }

  private static void count(Map<Integer, LongAdder> codes, int code) {
    var counter = codes.get(code);
    (counter == null ? codes.computeIfAbsent(code, any -> new LongAdder()) : counter).increment();
  }

  private @Nullable Key key(Exchange exchange) {
    var info = exchange.info();
    if (!info.isResource()) {
      return HEALTH.contains(info.path()) && exchange.method().equals("GET")
          ? new Key("GET", "", "", "", "", info.path(), "", "")
          : null;
    }
    if (!SUBRESOURCES.contains(info.subresource()) || answers.typeOf(exchange).isEmpty()) {
      return null;
    }
    var scope = scope(info);
    return new Key(
        verb(exchange, scope),
        dryRun(exchange.query().get("dryRun")),
        info.group(),
        info.version(),
        info.resource(),
        info.subresource(),
        scope,
        "apiserver");
  }

  /** One object, or those of a namespace or of the cluster; selectors don't count. */
  private static String scope(RequestInfo info) {
    var one =
        switch (info.verb()) {
          case "create" -> true;
          case "list", "deletecollection" -> false;
          case "watch" -> !info.name().isEmpty() && info.path().endsWith("/" + info.name());
          default -> !info.name().isEmpty();
        };
    return one ? "resource" : info.namespace().isEmpty() ? "cluster" : "namespace";
  }

  private static String verb(Exchange exchange, String scope) {
    var info = exchange.info();
    if (CONNECTING.contains(info.subresource())) {
      return "CONNECT";
    }
    if (info.verb().equals("watch")) {
      return "WATCH";
    }
    return switch (exchange.method()) {
      case "GET", "HEAD" -> scope.equals("resource") ? "GET" : "LIST";
      case "PATCH" ->
          exchange.header("content-type").equals("application/apply-patch+yaml")
              ? "APPLY"
              : "PATCH";
      case "POST", "PUT", "DELETE" -> exchange.method();
      default -> "other";
    };
  }

  private static String dryRun(@Nullable List<String> values) {
    if (values == null || values.isEmpty()) {
      return "";
    }
    return values.stream().allMatch("All"::equals) ? "All" : "invalid";
  }

  @Override
  public MetricSnapshots collect() {
    var total =
        CounterSnapshot.builder()
            .name("apiserver_request")
            .help("Requests by verb, dry run, group, version, resource, scope, and code");
    var terminations =
        CounterSnapshot.builder()
            .name("apiserver_request_terminations")
            .help("Requests that the server refused or ended to protect itself");
    var durations =
        HistogramSnapshot.builder()
            .name("apiserver_request_duration_seconds")
            .help("How long requests took, in seconds");
    var alone =
        HistogramSnapshot.builder()
            .name("apiserver_request_sli_duration_seconds")
            .help("How long requests took but for webhooks and waiting in queues, in seconds");
    var sizes =
        HistogramSnapshot.builder()
            .name("apiserver_response_sizes")
            .help("Sizes of answers to reads, in bytes");
    var running =
        GaugeSnapshot.builder()
            .name("apiserver_longrunning_requests")
            .help("Watches and connections that are open");
    all.forEach(
        (key, series) -> {
          var labels = key.labels();
          var dryRun = key.labelsWithDryRun();
          series.codes.forEach((code, count) -> total.dataPoint(point(dryRun, code, count)));
          series.terminated.forEach(
              (code, count) -> terminations.dataPoint(point(labels, code, count)));
          durations.dataPoint(series.duration.snapshot(dryRun));
          if (key.dryRun.isEmpty()) { // upstream does not tell them apart here
            alone.dataPoint(series.alone.snapshot(labels));
          }
          if (series.sizes != null) {
            sizes.dataPoint(series.sizes.snapshot(labels));
          }
          if (key.verb.equals("WATCH") || key.verb.equals("CONNECT")) {
            running.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(series.running.sum())
                    .build());
          }
        });
    return MetricSnapshots.of(
        total.build(),
        terminations.build(),
        durations.build(),
        alone.build(),
        sizes.build(),
        running.build());
  }

  private static CounterDataPointSnapshot point(Labels labels, int code, LongAdder count) {
    return CounterDataPointSnapshot.builder()
        .labels(labels.add("code", Integer.toString(code)))
        .value(count.sum())
        .build();
  }
}
