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

  private final Errors errors;

  private RuleCheck(Errors errors) {
    this.errors = errors;
  }

  static void check(Value schema, Errors errors) {
    var rules = Rules.of(Structural.of(schema.node()), "selfType", true);
    if (rules != null) {
      new RuleCheck(errors).node(schema, rules, "");
    }
  }

  /** {@code uncorrelatable} is the list above whose elements have no past; empty for none. */
  private void node(Value schema, Rules rules, String uncorrelatable) {
    var written = schema.get("x-kubernetes-validations").items();
    for (var i = 0; i < written.size(); i++) {
      words(written.get(i));
      if (i < rules.own().size()) {
        compiled(written.get(i), rules.own().get(i), uncorrelatable);
      }
    }
    for (var property : schema.get("properties").entries()) {
      var below = rules.properties().get(property.key());
      if (below != null) {
        node(property, below, uncorrelatable);
      }
    }
    if (rules.items() != null) {
      var correlatable = schema.get("x-kubernetes-list-type").is("map");
      var above = correlatable || !uncorrelatable.isEmpty() ? uncorrelatable : schema.path();
      node(schema.get("items"), rules.items(), above);
    }
    if (rules.additional() != null) {
      node(schema.get("additionalProperties"), rules.additional(), uncorrelatable);
    }
  }

  private void words(Value rule) {
    var expression = rule.get("rule");
    var message = rule.get("message");
    if (expression.text().isBlank()) {
      errors.required(expression, "rule is not specified");
    } else if (!message.text().isEmpty() && message.text().isBlank()) {
      errors.invalid(message, "must be non-empty if specified");
    } else if (message.text().strip().contains("\n")) {
      errors.invalid(message, "must not contain line breaks");
    } else if (expression.text().strip().contains("\n") && message.text().isBlank()) {
      errors.required(message, "message must be specified if rule contains line breaks");
    }
    var reason = rule.get("reason");
    if (!reason.text().isEmpty() && !Set.copyOf(REASONS).contains(reason.text())) {
      errors.notSupported(reason, REASONS);
    }
  }

  private void compiled(Value rule, CompiledRule compiled, String uncorrelatable) {
    var expression = rule.get("rule");
    if (expression.text().isBlank()) {
      return;
    }
    if (compiled.expression() instanceof Compiled.Wrong wrong) {
      errors.invalid(Value.at(expression.path(), rule.node()), wrong.message());
    }
    if (compiled.message() instanceof Compiled.Wrong wrong) {
      var at = Value.at(rule.get("messageExpression").path(), rule.node());
      errors.invalid(at, "messageExpression " + wrong.message());
    }
    if (compiled.isTransition() && !uncorrelatable.isEmpty()) {
      errors.invalid(
          expression,
          "oldSelf cannot be used on the uncorrelatable portion of the schema within "
              + uncorrelatable);
    }
    if (!compiled.isTransition()
        && compiled.expression() instanceof Compiled.Ready
        && rule.get("optionalOldSelf").exists()) {
      errors.invalid(rule.get("optionalOldSelf"), "may not be set if oldSelf is not used in rule");
    }
  }
}
