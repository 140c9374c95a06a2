package io.coxswain.apiserver.registry.admission.cel;

import dev.cel.common.types.SimpleType;
import io.coxswain.apiserver.cel.Budget;
import io.coxswain.apiserver.cel.Environment;
import io.coxswain.apiserver.cel.Environment.Compiled;
import io.coxswain.apiserver.cel.Expression.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The {@code matchConditions} of a webhook or a policy: all must be true. One that is false
 * decides, whatever else fails. Compiled when they are first needed.
 */
public final class MatchConditions {
  private static final long BUDGET = 2_500_000;

  private final List<String> sources;
  private final boolean ignoresFailure;
  private volatile @Nullable List<Compiled> compiled;

  public MatchConditions(JsonNode conditions, boolean ignoresFailure) {
    sources = conditions.valueStream().map(each -> each.path("expression").asString("")).toList();
    this.ignoresFailure = ignoresFailure;
  }

  /** Whether a request is meant. */
  public sealed interface Judgement {
    record Matches() implements Judgement {}

    record Differs() implements Judgement {}

    record Failed(String message) implements Judgement {}
  }

  /** Judges for a webhook. */
  public Judgement judge(Map<String, Object> variables) {
    return judge(variables, RequestTypes::ofWebhooks);
  }

  /** Where the environment comes from when something is to be compiled. */
  interface Environments {
    Environment get();
  }

  Judgement judge(Map<String, Object> variables, Environments environments) {
    var budget = new Budget(BUDGET);
    var failures = new ArrayList<String>();
    var expressions = compiled(environments);
    for (var i = 0; i < expressions.size(); i++) {
      switch (evaluate(expressions.get(i), sources.get(i), variables, budget)) {
        case Evaluated.Value(Object value) when Boolean.FALSE.equals(value) -> {
          return new Judgement.Differs();
        }
        case Evaluated.Value ignored -> {}
        case Evaluated.Failed failed -> failures.add(failed.message());
      }
    }
    if (failures.isEmpty()) {
      return new Judgement.Matches();
    }
    return ignoresFailure ? new Judgement.Differs() : new Judgement.Failed(aggregate(failures));
  }

  private List<Compiled> compiled(Environments environments) {
    var known = compiled;
    if (known == null) {
      var environment = environments.get();
      known =
          sources.stream()
              .map(source -> RequestTypes.compile(environment, source, List.of(SimpleType.BOOL)))
              .toList();
      compiled = known;
    }
    return known;
  }

  /** Several errors as upstream prints them together. */
  static String aggregate(List<String> messages) {
    var distinct = messages.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.getFirst() : "[" + String.join(", ", distinct) + "]";
  }

  /** What came of an expression, its failure in upstream's words. */
  sealed interface Evaluated {
    record Value(Object value) implements Evaluated {}

    record Failed(String message) implements Evaluated {}
  }

  static Evaluated evaluate(
      Compiled compiled, String source, Map<String, Object> variables, Budget budget) {
    budget.nextRule();
    return evaluateWithin(compiled, source, variables, budget);
  }

  /** As above, as a part of the expression that is being evaluated. */
  static Evaluated evaluateWithin(
      Compiled compiled, String source, Map<String, Object> variables, Budget budget) {
    return switch (compiled) {
      case Compiled.Wrong wrong -> new Evaluated.Failed("compilation error: " + wrong.message());
      case Compiled.Ready ready ->
          switch (ready.expression().evaluate(variables, budget)) {
            case Result.Value(Object value) -> new Evaluated.Value(value);
            case Result.TooExpensive ignored ->
                new Evaluated.Failed(
                    "validation failed due to running out of cost budget, no further validation"
                        + " rules will be run");
            case Result.Failed failed ->
                new Evaluated.Failed(
                    "expression '" + source + "' resulted in error: " + failed.message());
          };
    };
  }
}
