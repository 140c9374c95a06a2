package io.coxswain.apiserver.custom;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Structural;
import io.coxswain.api.schema.Structural.Rule;
import io.coxswain.apiserver.cel.Budget;
import io.coxswain.apiserver.cel.Environment.Compiled;
import io.coxswain.apiserver.cel.Expression.Result;
import io.coxswain.apiserver.custom.Rules.CompiledRule;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.registry.validation.FieldError.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Evaluates the CEL rules of a schema on one object. Rules on values that an update leaves as they
 * are hold already; those that read oldSelf are evaluated where there is one.
 */
final class RuleValidation {
  private final Budget budget = new Budget(Budget.PER_OBJECT);
  private final Errors errors;

  private RuleValidation(Errors errors) {
    this.errors = errors;
  }

  static void validate(JsonNode object, @Nullable JsonNode old, Rules rules, Errors errors) {
    new RuleValidation(errors).node("", object, old, rules, true);
  }

  /** Evaluates the rules of a schema on its default, which stands at a path. */
  static void validateDefault(String path, JsonNode value, Rules rules, Errors errors) {
    new RuleValidation(errors).node(path, value, null, rules, rules.schema().embeddedResource());
  }

  private void node(
      String path, JsonNode value, @Nullable JsonNode old, Rules rules, boolean resource) {
    if (value.isNull() || budget.isUsedUp()) {
      return;
    }
    var unchanged = old != null && old.equals(value);
    for (var rule : rules.own()) {
      if (!unchanged || rule.isTransition()) {
        rule(path, value, old, rules.schema(), rule, resource);
      }
    }
    if (value.isObject()) {
      object(path, value, old, rules);
    } else if (value.isArray() && rules.items() != null) {
      list(path, value, old, rules.schema(), rules.items());
    }
  }

  private void object(String path, JsonNode value, @Nullable JsonNode old, Rules rules) {
    for (var entry : value.properties()) {
      var known = rules.properties().get(entry.getKey());
      var below = known == null ? rules.additional() : known;
      if (below != null) {
        var before = old == null ? null : old.get(entry.getKey());
        var place = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
        var at = known == null ? path + "[" + entry.getKey() + "]" : place;
        node(at, entry.getValue(), before, below, below.schema().embeddedResource());
      }
    }
  }

  private void list(
      String path, JsonNode value, @Nullable JsonNode old, Structural schema, Rules items) {
    for (var i = 0; i < value.size(); i++) {
      var before =
          old != null && schema.listType() == ListType.MAP
              ? ListKeys.find(old, value.get(i), schema.listMapKeys())
              : null;
      node(path + "[" + i + "]", value.get(i), before, items, false);
    }
  }

  private void rule(
      String path,
      JsonNode value,
      @Nullable JsonNode old,
      Structural schema,
      CompiledRule compiled,
      boolean resource) {
    var rule = compiled.rule();
    var expression = compiled.ready();
    if (expression == null) {
      var wrong = compiled.expression() instanceof Compiled.Wrong w ? w.message() : "";
      add(path, Type.INVALID, schema, "rule compile error: " + wrong);
      return;
    }
    var optional = Boolean.TRUE.equals(rule.optionalOldSelf());
    if (expression.usesOldSelf() && old == null && !optional) {
      return;
    }
    var variables = new HashMap<String, Object>();
    var self = SchemaValues.of(value, schema, resource);
    if (self == null) {
      return;
    }
    variables.put("self", self);
    var before = old == null ? null : SchemaValues.of(old, schema, resource);
    if (optional) {
      variables.put("oldSelf", Optional.ofNullable(before));
    } else if (before != null) {
      variables.put("oldSelf", before);
    }
    budget.nextRule();
    switch (expression.evaluate(variables, budget)) {
      case Result.Value(Object result) when Boolean.TRUE.equals(result) -> {
        // holds
      }
      case Result.Value ignored -> failed(path, schema, compiled, variables);
      case Result.TooExpensive ignored ->
          add(
              path,
              Type.INVALID,
              schema,
              "call cost exceeds limit for rule: "
                  + rule.rule()
                  + ": validation failed due to running out of cost budget, no further validation"
                  + " rules will be run");
      case Result.Failed failed ->
          add(path, Type.INVALID, schema, failed.message() + " evaluating rule: " + name(rule));
    }
  }

  private void failed(
      String path, Structural schema, CompiledRule compiled, Map<String, Object> variables) {
    var rule = compiled.rule();
    var message = message(compiled, variables);
    var at = rule.fieldPath().isEmpty() ? path : path + fieldPath(path, rule.fieldPath());
    switch (rule.reason()) {
      case "FieldValueForbidden" ->
          errors.add(new FieldError(Type.FORBIDDEN, shown(at), "Forbidden: " + message));
      case "FieldValueRequired" ->
          errors.add(new FieldError(Type.REQUIRED, shown(at), "Required value: " + message));
      case "FieldValueDuplicate" ->
          errors.add(
              new FieldError(
                  Type.DUPLICATE, shown(at), "Duplicate value: \"" + schema.type() + "\""));
      default -> add(at, Type.INVALID, schema, message);
    }
  }

  private static String fieldPath(String path, String fieldPath) {
    return path.isEmpty() && fieldPath.startsWith(".") ? fieldPath.substring(1) : fieldPath;
  }

  private String message(CompiledRule compiled, Map<String, Object> variables) {
    if (compiled.message() instanceof Compiled.Ready ready
        && ready.expression().evaluate(variables, budget) instanceof Result.Value(Object made)
        && made instanceof String text
        && !text.isBlank()
        && !text.contains("\n")) {
      return text.strip();
    }
    return compiled.rule().message().isBlank()
        ? "failed rule: " + compiled.rule().rule().strip()
        : compiled.rule().message().strip();
  }

  /** How messages call a rule: its own message, or the rule itself. */
  private static String name(Rule rule) {
    return rule.message().isBlank() ? rule.rule() : rule.message();
  }

  private void add(String path, Type type, Structural schema, String detail) {
    errors.add(
        new FieldError(
            type,
            shown(path),
            "Invalid value: "
                + Json.text(Json.mapper().getNodeFactory().stringNode(schema.type()))
                + ": "
                + detail));
  }

  private static String shown(String path) {
    return path.isEmpty() ? "<nil>" : path;
  }
}
