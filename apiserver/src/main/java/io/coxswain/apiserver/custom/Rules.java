package io.coxswain.apiserver.custom;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import io.coxswain.api.schema.Structural;
import io.coxswain.api.schema.Structural.Rule;
import io.coxswain.apiserver.cel.Environment;
import io.coxswain.apiserver.cel.Environment.Compiled;
import io.coxswain.apiserver.cel.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compiled CEL rules of a schema and of everything below it.
 *
 * @param properties rules below, by property; those without any are left out
 */
record Rules(
    Structural schema,
    List<CompiledRule> own,
    Map<String, Rules> properties,
    @Nullable Rules items,
    @Nullable Rules additional) {

  /**
   * A rule ready to be evaluated.
   *
   * @param message the expression that makes the message; null for a fixed one
   */
  record CompiledRule(Rule rule, Compiled expression, @Nullable Compiled message) {
    boolean isTransition() {
      return expression instanceof Compiled.Ready ready && ready.expression().usesOldSelf();
    }

    @Nullable Expression ready() {
      return expression instanceof Compiled.Ready ready ? ready.expression() : null;
    }
  }

  /** Compiles the rules of a schema; null where it has none, which costs nothing. */
  static @Nullable Rules of(Structural schema, String name, boolean resource) {
    var properties = new HashMap<String, Rules>();
    schema
        .properties()
        .forEach(
            (field, child) -> {
              var below = of(child, name + "." + field, child.embeddedResource());
              if (below != null) {
                properties.put(field, below);
              }
            });
    var items = schema.items() == null ? null : of(schema.items(), name + ".@idx", false);
    var additional =
        schema.additional() == null ? null : of(schema.additional(), name + ".@elem", false);
    if (schema.rules().isEmpty() && properties.isEmpty() && items == null && additional == null) {
      return null;
    }
    return new Rules(schema, compile(schema, name, resource), properties, items, additional);
  }

  private static List<CompiledRule> compile(Structural schema, String name, boolean resource) {
    var rules = new ArrayList<CompiledRule>();
    if (schema.rules().isEmpty()) {
      return rules;
    }
    var types = new SchemaTypes();
    var self = types.of(schema, name, resource);
    var type = self == null ? SimpleType.DYN : self;
    var plain = Environment.of(Map.of("self", type, "oldSelf", type), types.structs());
    for (var rule : schema.rules()) {
      var environment = Boolean.TRUE.equals(rule.optionalOldSelf()) ? optional(type, types) : plain;
      var message =
          rule.messageExpression().isBlank()
              ? null
              : environment.compile(rule.messageExpression(), SimpleType.STRING);
      rules.add(new CompiledRule(rule, environment.compile(rule.rule(), SimpleType.BOOL), message));
    }
    return rules;
  }

  private static Environment optional(CelType type, SchemaTypes types) {
    return Environment.of(
        Map.of("self", type, "oldSelf", OptionalType.create(type)), types.structs());
  }
}
