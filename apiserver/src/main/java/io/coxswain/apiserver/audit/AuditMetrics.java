package io.coxswain.apiserver.audit;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of events, under upstream's names. */
public final class AuditMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(AuditMetrics.class);

  private final Counter events;
  private final Counter levels;
  private final Counter rejected;
  private final Counter errors;

  public AuditMetrics(PrometheusRegistry registry) {
    events =
        Counter.builder()
            .name("apiserver_audit_event")
            .help("Audit events that were made")
            .register(registry);
    levels =
        Counter.builder()
            .name("apiserver_audit_level")
            .help("Requests by the level the audit policy gives them")
            .labelNames("level")
            .register(registry);
    rejected =
        Counter.builder()
            .name("apiserver_audit_requests_rejected")
            .help("Requests that were refused because they could not be audited")
            .register(registry);
    errors =
        Counter.builder()
            .name("apiserver_audit_error")
            .help("Audit events that were lost, by what lost them")
            .labelNames("plugin")
            .register(registry);
  }

  void made() {
    events.inc();
  }

  void decided(Level level) {
    levels.labelValues(level.text()).inc();
  }

  /** A request was refused because its event could not be written. */
  public void rejected() {
    rejected.inc();
  }

  /** Events were lost; they are told in the server's own log, in short. */
  public void lost(String plugin, String cause, List<AuditEvent> impacted) {
    errors.labelValues(plugin).inc(impacted.size());
    LOG.error(
        "Error in audit plugin '{}' affecting {} audit events: {}\nImpacted events:\n{}",
        plugin,
        impacted.size(),
        cause,
        impacted.stream().map(AuditEvent::line).collect(Collectors.joining("\n")));
  }
}
