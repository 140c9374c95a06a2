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

  /** What conditions see. */
  private final Environment conditions;

  /** What all else sees. */
  private final Environment others;

  private final Map<String, Compiled> variables;

  private ExpressionCheck(
      Environment conditions, Environment others, Map<String, Compiled> variables) {
    this.conditions = conditions;
    this.others = others;
    this.variables = variables;
  }

  /** Checks the conditions of webhooks. */
  public static ExpressionCheck ofWebhooks() {
    var environment = RequestTypes.ofWebhooks();
    return new ExpressionCheck(environment, environment, Map.of());
  }

  /** Checks the expressions of a policy with this spec, whose conditions see no variables. */
  public static ExpressionCheck ofPolicy(Value spec) {
    var compiled = new HashMap<String, Compiled>();
    var composed =
        PolicyProgram.composed(
            spec.node(), SimpleType.DYN, Map.of(), SimpleType.DYN, compiled, new HashMap<>());
    var params = spec.has("paramKind") ? SimpleType.DYN : SimpleType.NULL_TYPE;
    return new ExpressionCheck(
        RequestTypes.environment(SimpleType.DYN, Map.of(), params, true, Map.of()),
        composed,
        compiled);
  }

  /** Adds why a condition does not compile. */
  public void condition(Value expression, Errors errors) {
    check(conditions, expression, BOOL, errors);
  }

  /** Adds why the expression of a variable does not compile. */
  public void variable(Value variable, Errors errors) {
    if (variables.get(variable.get("name").text()) instanceof Compiled.Wrong wrong) {
      add(variable.get("expression"), wrong, errors);
    }
  }

  /** Adds why a validation does not compile. */
  public void validation(Value expression, Errors errors) {
    check(others, expression, BOOL, errors);
  }

  /** Adds why the expression of a message does not compile. */
  public void message(Value expression, Errors errors) {
    check(others, expression, TEXT, errors);
  }

  /** Adds why the value of an audit annotation does not compile. */
  public void annotation(Value expression, Errors errors) {
    check(others, expression, TEXT_OR_NULL, errors);
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
