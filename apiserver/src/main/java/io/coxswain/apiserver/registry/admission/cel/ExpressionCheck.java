package io.coxswain.apiserver.registry.admission.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.coxswain.apiserver.cel.Environment;
import io.coxswain.apiserver.cel.Environment.Compiled;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the expressions of webhooks and policies compile; asked when they are written. */
public final class ExpressionCheck {
  private static final List<CelType> BOOL = List.of(SimpleType.BOOL);
  private static final List<CelType> BOOL_OR_ANY = List.of(SimpleType.BOOL, SimpleType.DYN);
  private static final List<CelType> TEXT = List.of(SimpleType.STRING);
  private static final List<CelType> TEXT_OR_NULL =
      List.of(SimpleType.STRING, SimpleType.NULL_TYPE);

  private ExpressionCheck() {}

  /** Adds what is wrong with a webhook's {@code matchConditions}. */
  public static void ofWebhook(Value conditions, Errors errors) {
    for (var condition : conditions.items()) {
      var expression = condition.get("expression");
      check(RequestTypes.ofWebhooks(), expression, BOOL, errors);
    }
  }

  /** Adds what is wrong with the expressions of a policy's spec. */
  public static void ofPolicy(Value spec, Errors errors) {
    var compiled = new HashMap<String, Compiled>();
    var environment =
        PolicyProgram.composed(
            spec.node(), SimpleType.DYN, Map.of(), SimpleType.DYN, compiled, new HashMap<>());
    for (var variable : spec.get("variables").items()) {
      if (compiled.get(variable.get("name").text()) instanceof Compiled.Wrong wrong) {
        add(variable.get("expression"), wrong, errors);
      }
    }
    for (var condition : spec.get("matchConditions").items()) {
      check(environment, condition.get("expression"), BOOL, errors);
    }
    for (var validation : spec.get("validations").items()) {
      check(environment, validation.get("expression"), BOOL, errors);
      check(environment, validation.get("messageExpression"), TEXT, errors);
    }
    for (var annotation : spec.get("auditAnnotations").items()) {
      check(environment, annotation.get("valueExpression"), TEXT_OR_NULL, errors);
    }
  }

  /** Adds what is wrong with an expression that chooses among devices. */
  public static void ofDevices(Value expression, Errors errors) {
    switch (Devices.ENVIRONMENT.compile(expression.text())) {
      case Compiled.Wrong wrong -> add(expression, wrong, errors);
      case Compiled.Ready ready -> {
        var type = ready.expression().type();
        if (!BOOL_OR_ANY.contains(type)) {
          errors.invalid(
              expression, "must evaluate to bool or the unknown type, not " + type.name());
        }
      }
    }
  }

  /** Made when the first claim for a device comes, if ever. */
  private static final class Devices {
    static final Environment ENVIRONMENT =
        Environment.of(Map.of("device", SimpleType.DYN), Map.of());
  }

  private static void check(
      Environment environment, Value expression, List<CelType> results, Errors errors) {
    if (!expression.text().isBlank()
        && RequestTypes.compile(environment, expression.text(), results)
            instanceof Compiled.Wrong wrong) {
      add(expression, wrong, errors);
    }
  }

  private static void add(Value expression, Compiled.Wrong wrong, Errors errors) {
    errors.invalid(expression, wrong.message());
  }
}
