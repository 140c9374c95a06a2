package io.coxswain.apiserver.registry.validation;

import java.util.List;
import java.util.regex.Pattern;

/** Probes and lifecycle hooks. */
final class ProbeValidation {
  private static final List<String> PROBE_HANDLERS =
      List.of("exec", "httpGet", "tcpSocket", "grpc");
  private static final List<String> HOOK_HANDLERS =
      List.of("exec", "httpGet", "tcpSocket", "sleep");

  private static final List<String> HOOKS = List.of("postStart", "preStop");
  private static final List<String> NUMBERS =
      List.of(
          "initialDelaySeconds",
          "timeoutSeconds",
          "periodSeconds",
          "successThreshold",
          "failureThreshold");
  private static final List<String> SCHEMES = List.of("HTTP", "HTTPS");

  private static final Pattern HEADER = Pattern.compile("[-A-Za-z0-9]+");
  private static final String HEADER_RULE =
      "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name',"
          + " regex used for validation is '[-A-Za-z0-9]+')";

  private ProbeValidation() {}

  /**
   * Probes and hooks of a container that runs as long as its pod.
   *
   * @param gracePeriod how long the pod may take to stop; where it is missing, that is reported
   *     elsewhere
   */
  static void validate(Value container, Value gracePeriod, Errors errors) {
    if (container.has("lifecycle")) {
      for (var hook : HOOKS) {
        hook(container.in("lifecycle", hook), gracePeriod, errors);
      }
    }
    probe(container.get("livenessProbe"), true, errors);
    probe(container.get("readinessProbe"), false, errors);
    probe(container.get("startupProbe"), true, errors);
  }

  private static void hook(Value hook, Value gracePeriod, Errors errors) {
    if (!hook.exists()) {
      return;
    }
    handler(hook, HOOK_HANDLERS, errors);
    var seconds = hook.in("sleep", "seconds");
    if (hook.has("sleep")
        && gracePeriod.exists()
        && (seconds.number() < 0 || seconds.number() > gracePeriod.number())) {
      errors.invalid(
          Value.at(hook.get("sleep").path(), seconds.node()),
          seconds.number(),
          "must be non-negative and less than terminationGracePeriodSeconds ("
              + gracePeriod.number()
              + ")");
    }
  }

  private static void probe(Value probe, boolean succeedsAtOnce, Errors errors) {
    if (!probe.exists()) {
      return;
    }
    handler(probe, PROBE_HANDLERS, errors);
    for (var field : NUMBERS) {
      Checks.notNegative(probe.get(field), errors);
    }
    var grace = probe.get("terminationGracePeriodSeconds");
    if (grace.exists() && grace.number() <= 0) {
      errors.invalid(grace, "must be greater than 0");
    }
    var successes = probe.get("successThreshold");
    if (succeedsAtOnce && successes.number() != 1) {
      errors.invalid(successes, successes.number(), "must be 1");
    }
    if (!succeedsAtOnce && grace.exists()) {
      errors.invalid(grace, "must not be set for readinessProbes");
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
          Checks.oneOf(handler.get("scheme"), SCHEMES, errors);
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
