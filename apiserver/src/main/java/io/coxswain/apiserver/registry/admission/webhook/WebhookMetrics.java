package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.webhook.WebhookCaller.Outcome;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;

/**
 * How calls to webhooks went, under upstream's names. Nothing is registered before the first call.
 * Two counters whose names do not end as the library wants counters' names to are gauges to it.
 */
final class WebhookMetrics {
  private static final double NANOS = 1e9;

  private final PrometheusRegistry registry;
  private volatile @Nullable Instruments made;

  WebhookMetrics(PrometheusRegistry registry) {
    this.registry = registry;
  }

  private record Instruments(
      Histogram duration, Gauge rejections, Gauge failedOpen, Counter requests) {}

  private synchronized Instruments instruments() {
    var known = made;
    if (known == null) {
      known = make();
      made = known;
    }
    return known;
  }

  private Instruments make() {
    var duration =
        Histogram.builder()
            .name("apiserver_admission_webhook_admission_duration_seconds")
            .help("How long admission webhooks took, by name, type, operation and rejection")
            .labelNames("name", "type", "operation", "rejected")
            .classicUpperBounds(0.005, 0.025, 0.1, 0.5, 1, 2.5, 10, 25)
            .classicOnly()
            .register(registry);
    var rejections =
        gauge(
            "apiserver_admission_webhook_rejection_count",
            "Requests refused because of an admission webhook",
            "name",
            "type",
            "operation",
            "error_type",
            "rejection_code");
    var failedOpen =
        gauge(
            "apiserver_admission_webhook_fail_open_count",
            "Requests that went on although an admission webhook could not be asked",
            "name",
            "type");
    var requests =
        Counter.builder()
            .name("apiserver_admission_webhook_request_total")
            .help("Calls of admission webhooks, by name, type, operation, code and rejection")
            .labelNames("name", "type", "operation", "code", "rejected")
            .register(registry);
    return new Instruments(duration, rejections, failedOpen, requests);
  }

  private Gauge gauge(String name, String help, String... labels) {
    return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  void called(Webhook hook, String type, Attributes attributes, Outcome outcome, long nanos) {
    var operation = attributes.operation().name();
    var rejected =
        !(outcome instanceof Outcome.Allowed)
            && !(outcome instanceof Outcome.Unreached && hook.ignoresFailure());
    var code =
        switch (outcome) {
          case Outcome.Allowed ignored -> 200;
          case Outcome.Denied denied ->
              denied.status().code() == null ? 400 : denied.status().code();
          case Outcome.Unreached unreached -> unreached.code();
          case Outcome.Refused refused -> refused.refusal() instanceof Refusal.BadRequest ? 400 : 0;
        };
    var known = made;
    var to = known == null ? instruments() : known;
    to.duration
        .labelValues(hook.name(), type, operation, Boolean.toString(rejected))
        .observe(nanos / NANOS);
    to.requests
        .labelValues(
            hook.name(),
            type,
            operation,
            Integer.toString(Math.min(code, 600)),
            Boolean.toString(rejected))
        .inc();
    if (rejected) {
      to.rejections
          .labelValues(
              hook.name(),
              type,
              operation,
              errorType(outcome),
              Integer.toString(Math.min(code, 600)))
          .inc();
    } else if (outcome instanceof Outcome.Unreached) {
      to.failedOpen.labelValues(hook.name(), type).inc();
    }
  }

  private static String errorType(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unreached ignored -> "calling_webhook_error";
      case Outcome.Refused ignored -> "apiserver_internal_error";
      case Outcome.Denied ignored -> "no_error";
      case Outcome.Allowed ignored -> "no_error";
    };
  }
}
