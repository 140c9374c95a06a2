package io.coxswain.apiserver.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts requests, under upstream's name. */
public final class RequestMetrics {
  private final Counter requests;

  public RequestMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("apiserver_request_total")
            .help("Requests answered, by verb, group, version, resource and subresource")
            .labelNames("verb", "group", "version", "resource", "subresource")
            .register(registry);
  }

  void finished(Exchange exchange) {
    var info = exchange.info();
    if (info.isResource()) {
      requests
          .labelValues(
              info.verb(), info.group(), info.version(), info.resource(), info.subresource())
          .inc();
    }
  }
}
