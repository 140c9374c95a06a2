package io.coxswain.apiserver.registry.validation;

import java.util.List;

/** Deployments and ReplicaSets. */
final class DeploymentValidation {
  private static final List<String> STRATEGIES = List.of("Recreate", "RollingUpdate");

  private DeploymentValidation() {}

  static void deployment(Value spec, Errors errors) {
    Checks.notNegative(spec.get("replicas"), errors);
    template(spec, errors);
    strategy(spec.get("strategy"), errors);
    Checks.notNegative(spec.get("minReadySeconds"), errors);
    Checks.notNegative(spec.get("revisionHistoryLimit"), errors);
    var deadline = spec.get("progressDeadlineSeconds");
    if (deadline.exists()) {
      Checks.notNegative(deadline, errors);
      if (deadline.number() <= spec.get("minReadySeconds").number()) {
        errors.invalid(deadline, "must be greater than minReadySeconds");
      }
    }
  }

  static void replicaSet(Value spec, Errors errors) {
    Checks.notNegative(spec.get("replicas"), errors);
    Checks.notNegative(spec.get("minReadySeconds"), errors);
    template(spec, errors);
  }

  private static void template(Value spec, Errors errors) {
    var selector = spec.get("selector");
    WorkloadValidation.selector(selector, "deployment", errors);
    if (!WorkloadValidation.isUsable(selector)) {
      errors.invalid(selector, "invalid label selector");
      return;
    }
    var template = spec.get("template");
    WorkloadValidation.selected(selector, template, errors);
    PodSpecValidation.validateTemplate(template, errors);
    WorkloadValidation.endless(template, "ReplicaSet", errors);
  }

  private static void strategy(Value strategy, Errors errors) {
    var rolling = strategy.get("rollingUpdate");
    switch (strategy.get("type").text()) {
      case "Recreate" -> {
        if (rolling.exists()) {
          errors.forbidden(rolling, "may not be specified when strategy `type` is 'Recreate'");
        }
      }
      case "RollingUpdate" -> rollingUpdate(rolling, errors);
      default -> WorkloadValidation.unknownStrategy(strategy, STRATEGIES, errors);
    }
  }

  private static void rollingUpdate(Value rolling, Errors errors) {
    var unavailable = rolling.get("maxUnavailable");
    var surge = rolling.get("maxSurge");
    Checks.amountOrPercent(unavailable, errors);
    Checks.amountOrPercent(surge, errors);
    if (unavailable.exists()
        && surge.exists()
        && Checks.isZero(unavailable)
        && Checks.isZero(surge)) {
      errors.invalid(unavailable, "may not be 0 when `maxSurge` is 0");
    }
    Checks.atMostAll(unavailable, errors);
  }
}
