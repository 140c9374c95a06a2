package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.cel.Environment.Compiled;
import io.coxswain.apiserver.custom.Rules.CompiledRule;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import java.util.Set;

/** Checks the CEL rules of a definition: that they are complete, and that they compile. */
final class RuleCheck {
  private static final List<String> REASONS =
      List.of(
          "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");

  private static final String WRONG_TYPE = "must evaluate to ";

  private RuleCheck() {}

  /** Adds what is wrong with a rule, except that it may not compile. */
  static void words(Value rule, Value schema, Errors errors) {
    var expression = rule.get("rule");
    var message = rule.get("message");
    if (expression.text().isBlank()) {
      errors.required(expression, "rule is not specified");
    } else if (!message.text().isEmpty() && message.text().isBlank()) {
      errors.invalid(message, "message must be non-empty if specified");
    } else if (hasNewLines(message.text().strip())) {
      errors.invalid(message, "message must not contain line breaks");
    } else if (hasNewLines(expression.text().strip()) && message.text().isBlank()) {
      errors.required(message, "message must be specified if rule contains line breaks");
    }
    var messageExpression = rule.get("messageExpression");
    if (!messageExpression.text().isEmpty() && messageExpression.text().isBlank()) {
      errors.required(messageExpression, "messageExpression must be non-empty if specified");
    }
    var reason = rule.get("reason");
    if (reason.exists() && !Set.copyOf(REASONS).contains(reason.text())) {
      errors.notSupported(reason, REASONS);
    }
    fieldPath(rule.get("fieldPath"), schema, errors);
  }

  private static void fieldPath(Value path, Value schema, Errors errors) {
    if (path.text().isEmpty()) {
      return;
    }
    if (path.text().isBlank()) {
      errors.invalid(path, "fieldPath must be non-empty if specified");
    }
    if (hasNewLines(path.text())) {
      errors.invalid(path, "fieldPath must not contain line breaks");
    }
    if (!FieldPath.of(path.text(), Structural.of(schema.node()), true).wrong().isEmpty()) {
      errors.invalid(path, "fieldPath must be a valid path");
    }
  }

  private static boolean hasNewLines(String text) {
    return text.contains("\n") || text.contains("\r");
  }

  /**
   * Adds why a rule does not compile, or reads what is not there.
   *
   * @param uncorrelatable the list or map above whose elements have no past; empty for none
   */
  static void compiled(Value rule, CompiledRule compiled, String uncorrelatable, Errors errors) {
    var expression = rule.get("rule");
    if (expression.text().isBlank()) {
      return;
    }
    if (compiled.expression() instanceof Compiled.Wrong wrong) {
      errors.invalid(
          Value.at(expression.path(), GoSchema.rule(rule.node())),
          wrong.message().startsWith(WRONG_TYPE)
              ? "cel expression must evaluate to a bool"
              : wrong.message());
    } else if (compiled.message() instanceof Compiled.Wrong wrong) {
      var at = Value.at(rule.get("messageExpression").path(), GoSchema.rule(rule.node()));
      errors.invalid(
          at,
          "messageExpression "
              + (wrong.message().startsWith(WRONG_TYPE)
                  ? "must evaluate to a string"
                  : wrong.message()));
    }
    if (compiled.isTransition() && !uncorrelatable.isEmpty()) {
      errors.invalid(
          expression,
          "oldSelf cannot be used on the uncorrelatable portion of the schema within "
              + uncorrelatable);
    }
    if (!compiled.isTransition() && rule.get("optionalOldSelf").exists()) {
      errors.invalid(rule.get("optionalOldSelf"), "may not be set if oldSelf is not used in rule");
    }
  }
}
