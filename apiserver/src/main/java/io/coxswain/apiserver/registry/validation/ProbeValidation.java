package io.coxswain.apiserver.registry.validation;

import java.util.List;
import java.util.regex.Pattern;

/** Probes and lifecycle hooks. */
final class ProbeValidation {
  private static final List<String> PROBE_HANDLERS =
      List.of("exec", "httpGet", "tcpSocket", "grpc");
  private static final List<String> HOOK_HANDLERS =
      List.of("exec", "httpGet", "tcpSocket", "sleep");

  private static final Pattern HEADER = Pattern.compile("[-A-Za-z0-9]+");
  private static final String HEADER_RULE =
      "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name',"
          + " regex used for validation is '[-A-Za-z0-9]+')";

  private ProbeValidation() {}

  static void validate(Value container, long gracePeriod, Errors errors) {
    probe(container.get("livenessProbe"), true, errors);
    probe(container.get("readinessProbe"), false, errors);
    probe(container.get("startupProbe"), true, errors);
    var readiness = container.in("readinessProbe", "terminationGracePeriodSeconds");
    if (readiness.exists()) {
      errors.invalid(readiness, "must not be set for readinessProbes");
    }
    for (var hook : List.of("postStart", "preStop")) {
      var value = container.in("lifecycle", hook);
      if (value.exists()) {
        handler(value, HOOK_HANDLERS, errors);
        var sleep = value.in("sleep", "seconds");
        if (sleep.exists() && (sleep.number() < 0 || sleep.number() > gracePeriod)) {
          errors.invalid(
              Value.at(value.get("sleep").path(), sleep.node()),
              "must be non-negative and less than terminationGracePeriodSeconds ("
                  + gracePeriod
                  + ")");
        }
      }
    }
  }

  private static void probe(Value probe, boolean succeedsAtOnce, Errors errors) {
    if (!probe.exists()) {
      return;
    }
    handler(probe, PROBE_HANDLERS, errors);
    for (var field :
        List.of(
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold")) {
      Checks.notNegative(probe.get(field), errors);
    }
    var grace = probe.get("terminationGracePeriodSeconds");
    if (grace.exists() && grace.number() <= 0) {
      errors.invalid(grace, "must be greater than 0");
    }
    if (succeedsAtOnce && probe.get("successThreshold").number() != 1) {
      errors.invalid(probe.get("successThreshold"), "must be 1");
    }
  }

  private static void handler(Value parent, List<String> kinds, Errors errors) {
    var found = 0;
    for (var kind : kinds) {
      var handler = parent.get(kind);
      if (!handler.exists()) {
        continue;
      }
      if (++found > 1) {
        errors.forbidden(handler, "may not specify more than 1 handler type");
        continue;
      }
      switch (kind) {
        case "exec" -> {
          if (handler.get("command").size() == 0) {
            errors.required(handler.get("command"));
          }
        }
        case "httpGet" -> {
          Checks.required(handler.get("path"), errors);
          Checks.portOrName(handler.get("port"), errors);
          for (var header : handler.get("httpHeaders").items()) {
            var name = header.get("name").text();
            if (!HEADER.matcher(name).matches()) {
              errors.invalid(handler.get("httpHeaders"), name, HEADER_RULE);
            }
          }
        }
        case "tcpSocket" -> Checks.portOrName(handler.get("port"), errors);
        case "grpc" -> Checks.port(handler.get("port"), errors);
        default -> {}
      }
    }
    if (found == 0) {
      errors.required(parent, "must specify a handler type");
    }
  }
}
