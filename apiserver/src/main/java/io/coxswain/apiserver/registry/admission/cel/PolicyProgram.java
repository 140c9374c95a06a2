package io.coxswain.apiserver.registry.admission.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.NullValue;
import io.coxswain.apiserver.cel.Budget;
import io.coxswain.apiserver.cel.Environment;
import io.coxswain.apiserver.cel.Environment.Compiled;
import io.coxswain.apiserver.registry.admission.cel.MatchConditions.Evaluated;
import io.coxswain.apiserver.registry.admission.cel.MatchConditions.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The expressions of one policy, compiled: conditions, variables, validations with their messages,
 * audit annotations. Evaluation follows upstream's validator. Safe for concurrent use.
 */
public final class PolicyProgram {
  private static final long BUDGET = 10_000_000;
  private static final int LONGEST_MESSAGE = 5 * 1024;
  private static final List<CelType> BOOL = List.of(SimpleType.BOOL);
  private static final List<CelType> TEXT = List.of(SimpleType.STRING);
  private static final List<CelType> TEXT_OR_NULL =
      List.of(SimpleType.STRING, SimpleType.NULL_TYPE);

  private final boolean ignoresFailure;
  private final Environment environment;
  private final Map<String, Compiled> variables = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final @Nullable MatchConditions conditions;
  private final List<Validation> validations = new ArrayList<>();
  private final List<Annotation> annotations = new ArrayList<>();

  private record Validation(
      String source,
      Compiled expression,
      String message,
      @Nullable Compiled messageExpression,
      String reason) {}

  private record Annotation(String key, String source, Compiled value) {}

  /**
   * What one validation decided against a request.
   *
   * @param index of the validation in its policy
   * @param reason of the refusal; empty where an expression failed
   */
  public record Decision(int index, String message, String reason) {}

  /**
   * What became of a request.
   *
   * @param decisions against it, in order; none where it may pass
   * @param annotations for the audit log, by key
   * @param failures of audit annotations, which refuse it whatever the binding's actions
   */
  public record Outcome(
      List<Decision> decisions, Map<String, String> annotations, List<String> failures) {
    static final Outcome ADMITTED = new Outcome(List.of(), Map.of(), List.of());
  }

  /** Compiles a policy's {@code spec}. */
  public static PolicyProgram of(JsonNode spec) {
    return new PolicyProgram(spec, SimpleType.DYN, Map.of(), SimpleType.DYN);
  }

  private PolicyProgram(
      JsonNode spec, CelType object, Map<String, StructType> structs, CelType params) {
    var ignores = spec.path("failurePolicy").asString("").equals("Ignore");
    ignoresFailure = ignores;
    environment = composed(spec, object, structs, params, variables, sources);
    var written = spec.path("matchConditions");
    conditions = written.isEmpty() ? null : new MatchConditions(written, ignores);
    for (var validation : spec.path("validations")) {
      var message = validation.path("messageExpression").asString("");
      validations.add(
          new Validation(
              text(validation, "expression"),
              RequestTypes.compile(environment, text(validation, "expression"), BOOL),
              text(validation, "message"),
              message.isBlank() ? null : RequestTypes.compile(environment, message, TEXT),
              text(validation, "reason")));
    }
    for (var annotation : spec.path("auditAnnotations")) {
      var source = text(annotation, "valueExpression");
      annotations.add(
          new Annotation(
              text(annotation, "key"),
              source,
              RequestTypes.compile(environment, source, TEXT_OR_NULL)));
    }
  }

  /** The environment in which every variable of the policy is known with its type. */
  static Environment composed(
      JsonNode spec,
      CelType object,
      Map<String, StructType> structs,
      CelType params,
      Map<String, Compiled> compiled,
      Map<String, String> sources) {
    var known = spec.has("paramKind") ? params : SimpleType.NULL_TYPE;
    var types = new LinkedHashMap<String, CelType>();
    var environment = RequestTypes.environment(object, structs, known, true, types);
    for (var variable : spec.path("variables")) {
      var name = text(variable, "name");
      var source = text(variable, "expression");
      var result = environment.compile(source);
      compiled.put(name, result);
      sources.put(name, source);
      types.put(
          name,
          result instanceof Compiled.Ready ready ? ready.expression().type() : SimpleType.DYN);
      environment = RequestTypes.environment(object, structs, known, true, types);
    }
    return environment;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  /**
   * Judges one request with one parameter.
   *
   * @param request the variables of the request, from {@link RequestVariables}
   */
  public Outcome judge(Map<String, Object> request, Object params, Object namespace) {
    var budget = new Budget(BUDGET);
    var known = new LinkedHashMap<String, Object>(request);
    known.put("params", params);
    known.put("namespaceObject", namespace);
    known.put("variables", new LazyVariables(variables, sources, known, budget));
    if (conditions != null) {
      switch (conditions.judge(known, () -> environment)) {
        case Judgement.Matches ignored -> {}
        case Judgement.Differs ignored -> {
          return Outcome.ADMITTED;
        }
        case Judgement.Failed failed -> {
          return new Outcome(List.of(new Decision(0, failed.message(), "")), Map.of(), List.of());
        }
      }
    }
    var decisions = new ArrayList<Decision>();
    for (var index = 0; index < validations.size(); index++) {
      var decision = decide(index, known, budget);
      if (decision != null) {
        decisions.add(decision);
      }
    }
    var noted = new LinkedHashMap<String, String>();
    var failures = annotate(known, budget, noted);
    return new Outcome(decisions, noted, failures);
  }

  private @Nullable Decision decide(int index, Map<String, Object> known, Budget budget) {
    var validation = validations.get(index);
    return switch (MatchConditions.evaluate(
        validation.expression, validation.source, known, budget)) {
      case Evaluated.Failed failed ->
          ignoresFailure ? null : new Decision(index, failed.message(), "");
      case Evaluated.Value(Object value) when Boolean.TRUE.equals(value) -> null;
      case Evaluated.Value ignored ->
          new Decision(
              index,
              message(validation, known, budget),
              validation.reason.isEmpty() ? "Invalid" : validation.reason);
    };
  }

  private static String message(Validation validation, Map<String, Object> known, Budget budget) {
    var expression = validation.messageExpression;
    if (expression != null
        && MatchConditions.evaluate(expression, "", known, budget)
            instanceof Evaluated.Value(Object made)
        && made instanceof String text
        && !text.isBlank()
        && text.length() <= LONGEST_MESSAGE
        && !text.strip().contains("\n")) {
      return text.strip();
    }
    return validation.message.isBlank()
        ? "failed expression: " + validation.source.strip()
        : validation.message.strip();
  }

  /** Notes what there is for the audit log; what fails refuses the request. */
  private List<String> annotate(
      Map<String, Object> known, Budget budget, Map<String, String> noted) {
    var failures = new ArrayList<String>();
    for (var annotation : annotations) {
      switch (MatchConditions.evaluate(annotation.value, annotation.source, known, budget)) {
        case Evaluated.Failed failed -> {
          if (!ignoresFailure) {
            failures.add(failed.message());
          }
        }
        case Evaluated.Value(Object value) -> {
          if (value instanceof String text && !text.isBlank()) {
            noted.put(annotation.key, text.strip());
          }
        }
      }
    }
    return failures;
  }

  /** The null of CEL, for parameters that there are none of. */
  public static Object nothing() {
    return NullValue.NULL_VALUE;
  }
}
