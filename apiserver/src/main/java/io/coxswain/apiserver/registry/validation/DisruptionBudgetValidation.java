package io.coxswain.apiserver.registry.validation;

import java.util.List;

/** PodDisruptionBudgets. */
public final class DisruptionBudgetValidation {
  private DisruptionBudgetValidation() {}

  public static void validate(Value object, Errors errors) {
    var spec = object.get("spec");
    if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
      errors.invalid(spec, "minAvailable and maxUnavailable cannot be both set");
    }
    for (var field : List.of("minAvailable", "maxUnavailable")) {
      var amount = spec.get(field);
      if (amount.exists()) {
        Checks.amountOrPercent(amount, errors);
        Checks.atMostAll(amount, errors);
      }
    }
    Checks.selector(spec.get("selector"), errors);
  }

  public static void validateStatus(Value object, Errors errors) {
    var status = object.get("status");
    for (var field :
        List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods")) {
      Checks.notNegative(status.get(field), errors);
    }
  }
}
