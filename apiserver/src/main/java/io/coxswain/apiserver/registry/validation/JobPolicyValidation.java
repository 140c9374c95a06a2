package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a Job says of pods that failed (podFailurePolicy). */
final class JobPolicyValidation {
  private static final List<String> ACTIONS = List.of("Count", "FailIndex", "FailJob", "Ignore");
  private static final List<String> OPERATORS = List.of("In", "NotIn");
  private static final List<String> STATUSES = List.of("False", "True", "Unknown");
  private static final int MOST_RULES = 20;
  private static final int MOST_PATTERNS = 20;
  private static final int MOST_VALUES = 255;

  private final Value spec;
  private final Errors errors;
  private final Set<String> containers = new HashSet<>();

  private JobPolicyValidation(Value spec, Errors errors) {
    this.spec = spec;
    this.errors = errors;
    for (var list : List.of("containers", "initContainers")) {
      for (var container : spec.in("template", "spec").get(list).items()) {
        containers.add(container.get("name").text());
      }
    }
  }

  static void validate(Value spec, Errors errors) {
    var rules = spec.in("podFailurePolicy", "rules");
    if (rules.size() > MOST_RULES) {
      errors.tooMany(rules, rules.size(), MOST_RULES);
    }
    var validation = new JobPolicyValidation(spec, errors);
    rules.items().forEach(validation::rule);
  }

  private void rule(Value rule) {
    var action = rule.get("action");
    if (action.text().isEmpty()) {
      errors.required(action, valid(ACTIONS));
    } else if (!ACTIONS.contains(action.text())) {
      errors.notSupported(action, ACTIONS);
    } else if (action.is("FailIndex") && !spec.has("backoffLimitPerIndex")) {
      errors.invalid(action, "requires the backoffLimitPerIndex to be set");
    }
    var codes = rule.get("onExitCodes");
    var conditions = rule.get("onPodConditions");
    if (codes.exists()) {
      codes(codes);
    }
    if (conditions.size() > MOST_PATTERNS) {
      errors.tooMany(conditions, conditions.size(), MOST_PATTERNS);
    }
    for (var pattern : conditions.items()) {
      var type = pattern.get("type");
      LabelSyntax.qualifiedNameErrors(type.text())
          .forEach(error -> errors.invalid(type, type.text(), error));
      var status = pattern.get("status");
      if (status.text().isEmpty()) {
        errors.required(status, valid(STATUSES));
      } else if (!STATUSES.contains(status.text())) {
        errors.notSupported(status, STATUSES);
      }
    }
    if (codes.exists() && conditions.size() > 0) {
      errors.unfit(rule, "specifying both OnExitCodes and OnPodConditions is not supported");
    } else if (!codes.exists() && conditions.size() == 0) {
      errors.unfit(rule, "specifying one of OnExitCodes and OnPodConditions is required");
    }
  }

  private void codes(Value codes) {
    var operator = codes.get("operator");
    if (operator.text().isEmpty()) {
      errors.required(operator, valid(OPERATORS));
    } else if (!OPERATORS.contains(operator.text())) {
      errors.notSupported(operator, OPERATORS);
    }
    var container = codes.get("containerName");
    if (container.exists() && !containers.contains(container.text())) {
      errors.invalid(
          container, "must be one of the container or initContainer names in the pod template");
    }
    var values = codes.get("values");
    if (values.size() == 0) {
      errors.invalid(values, "at least one value is required");
    } else if (values.size() > MOST_VALUES) {
      errors.tooMany(values, values.size(), MOST_VALUES);
    }
    var seen = new HashSet<Long>();
    var last = Long.MIN_VALUE;
    var ordered = true;
    for (var value : values.items()) {
      if (operator.is("In") && value.number() == 0) {
        errors.invalid(value, "must not be 0 for the In operator");
      }
      if (!seen.add(value.number())) {
        errors.duplicate(value);
      } else if (value.number() < last) {
        ordered = false;
      }
      last = value.number();
    }
    if (!ordered) {
      errors.invalid(values, "must be ordered");
    }
  }

  private static String valid(List<String> values) {
    return values.stream()
        .map(Errors::quote)
        .collect(Collectors.joining(" ", "valid values: [", "]"));
  }
}
