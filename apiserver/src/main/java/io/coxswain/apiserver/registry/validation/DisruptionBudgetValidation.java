package io.coxswain.apiserver.registry.validation;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** PodDisruptionBudgets. */
public final class DisruptionBudgetValidation {
  private DisruptionBudgetValidation() {}

  public static void validate(Value object, Errors errors) {
    var spec = object.get("spec");
    if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
      errors.invalid(
          Value.at(spec.path(), asUpstreamHoldsIt(spec)),
          "minAvailable and maxUnavailable cannot be both set");
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

  /** Upstream shows the internal form, whose fields have Go's names. */
  private static ObjectNode asUpstreamHoldsIt(Value spec) {
    var shown = JsonNodeFactory.instance.objectNode();
    for (var field :
        List.of("minAvailable", "selector", "maxUnavailable", "unhealthyPodEvictionPolicy")) {
      var value = spec.get(field);
      shown.set(
          Character.toUpperCase(field.charAt(0)) + field.substring(1),
          value.exists() ? value.node() : JsonNodeFactory.instance.nullNode());
    }
    return shown;
  }

  public static void validateStatus(Value object, Errors errors) {
    var status = object.get("status");
    ConditionValidation.validate(status.get("conditions"), errors);
    for (var field :
        List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods")) {
      Checks.notNegative(status.get(field), errors);
    }
  }
}
