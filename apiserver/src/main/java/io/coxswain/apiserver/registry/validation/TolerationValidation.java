package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.List;

/** Which taints of nodes a pod bears. */
final class TolerationValidation {
  static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
  private static final List<String> OPERATORS = List.of("Equal", "Exists");

  private TolerationValidation() {}

  static void validate(Value tolerations, Errors errors) {
    for (var toleration : tolerations.items()) {
      var key = toleration.get("key");
      if (!key.text().isEmpty()) {
        Checks.qualifiedName(key, errors);
      }
      var operator = toleration.get("operator");
      if (key.text().isEmpty() && !operator.is("Exists")) {
        errors.invalid(
            operator,
            operator.text(),
            "operator must be Exists when `key` is empty, which means \"match all values and all"
                + " keys\"");
      }
      var effect = toleration.get("effect");
      if (toleration.has("tolerationSeconds") && !effect.is("NoExecute")) {
        errors.invalid(
            effect, effect.text(), "effect must be 'NoExecute' when `tolerationSeconds` is set");
      }
      value(operator, toleration.get("value").text(), errors);
      if (!effect.text().isEmpty()) {
        Checks.oneOf(effect, EFFECTS, errors);
      }
    }
  }

  private static void value(Value operator, String value, Errors errors) {
    switch (operator.text()) {
      case "", "Equal" -> {
        var broken = LabelSyntax.valueErrors(value);
        if (!broken.isEmpty()) {
          errors.invalid(operator, value, String.join(";", broken));
        }
      }
      case "Exists" -> {
        if (!value.isEmpty()) {
          errors.invalid(operator, value, "value must be empty when `operator` is 'Exists'");
        }
      }
      default -> Checks.oneOf(operator, OPERATORS, errors);
    }
  }
}
