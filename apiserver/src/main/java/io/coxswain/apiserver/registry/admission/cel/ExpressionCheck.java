package io.coxswain.apiserver.registry.admission.cel;

import dev.cel.common.types.SimpleType;
import io.coxswain.apiserver.cel.Environment.Compiled;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;

/** Whether the expressions of webhooks compile; asked when they are written. */
public final class ExpressionCheck {
  private ExpressionCheck() {}

  /** Adds what is wrong with a webhook's {@code matchConditions}. */
  public static void ofWebhook(Value conditions, Errors errors) {
    for (var condition : conditions.items()) {
      var expression = condition.get("expression");
      if (!expression.text().isBlank()
          && RequestTypes.compile(
                  RequestTypes.ofWebhooks(), expression.text(), List.of(SimpleType.BOOL))
              instanceof Compiled.Wrong wrong) {
        errors.invalid(expression, wrong.message());
      }
    }
  }
}
