package io.coxswain.apiserver.registry.validation;

import java.util.List;

/** DaemonSets. */
final class DaemonSetValidation {
  private static final List<String> STRATEGIES = List.of("RollingUpdate", "OnDelete");

  private DaemonSetValidation() {}

  static void validate(Value spec, Errors errors) {
    var selector = spec.get("selector");
    var template = spec.get("template");
    Checks.selector(selector, errors);
    if (WorkloadValidation.isUsable(selector)) {
      WorkloadValidation.selected(selector, template, errors);
    }
    WorkloadValidation.notEmpty(selector, "daemonset", errors);
    PodSpecValidation.validateTemplate(template, errors);
    WorkloadValidation.endless(template, "DaemonSet", errors);
    Checks.notNegative(spec.get("minReadySeconds"), errors);
    strategy(spec.get("updateStrategy"), errors);
    Checks.notNegative(spec.get("revisionHistoryLimit"), errors);
  }

  private static void strategy(Value strategy, Errors errors) {
    switch (strategy.get("type").text()) {
      case "OnDelete" -> {}
      case "RollingUpdate" -> {
        if (!strategy.has("rollingUpdate")) {
          errors.required(strategy.get("rollingUpdate"));
        } else {
          rollingUpdate(strategy.get("rollingUpdate"), errors);
        }
      }
      default -> WorkloadValidation.unknownStrategy(strategy, STRATEGIES, errors);
    }
  }

  private static void rollingUpdate(Value rolling, Errors errors) {
    var unavailable = rolling.get("maxUnavailable");
    var surge = rolling.get("maxSurge");
    Checks.amountOrPercent(unavailable, errors);
    Checks.amountOrPercent(surge, errors);
    Checks.atMostAll(unavailable, errors);
    Checks.atMostAll(surge, errors);
    var stops = !Checks.isZero(unavailable);
    var surges = !Checks.isZero(surge);
    if (stops && surges) {
      errors.invalid(surge, "may not be set when maxUnavailable is non-zero");
    } else if (!stops && !surges) {
      errors.required(unavailable, "cannot be 0 when maxSurge is 0");
    }
  }
}
