package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.List;

/** Where a pod may run: node selector, affinity, tolerations, spreading. */
final class SchedulingValidation {
  private SchedulingValidation() {}

  static void validate(Value spec, Errors errors) {
    MetadataValidation.labels(spec.get("nodeSelector"), errors);
    tolerations(spec.get("tolerations"), errors);
    nodeAffinity(spec.in("affinity", "nodeAffinity"), errors);
    for (var kind : List.of("podAffinity", "podAntiAffinity")) {
      podAffinity(spec.in("affinity", kind), errors);
    }
    spread(spec.get("topologySpreadConstraints"), errors);
  }

  static void tolerations(Value tolerations, Errors errors) {
    for (var toleration : tolerations.items()) {
      var key = toleration.get("key");
      for (var error :
          key.text().isEmpty() ? List.<String>of() : LabelSyntax.qualifiedNameErrors(key.text())) {
        errors.invalid(key, error);
      }
      var operator = toleration.get("operator");
      if (key.text().isEmpty() && !operator.is("Exists")) {
        errors.invalid(
            operator,
            operator.text(),
            "operator must be Exists when `key` is empty, which means \"match all values and all"
                + " keys\"");
      }
      if (toleration.has("tolerationSeconds") && !toleration.get("effect").is("NoExecute")) {
        errors.invalid(
            toleration.get("effect"),
            toleration.get("effect").text(),
            "effect must be 'NoExecute' when `tolerationSeconds` is set");
      }
      if (operator.is("Exists") && !toleration.get("value").text().isEmpty()) {
        errors.invalid(
            operator,
            toleration.get("value").text(),
            "value must be empty when `operator` is 'Exists'");
      }
    }
  }

  private static void nodeAffinity(Value affinity, Errors errors) {
    var required = affinity.get("requiredDuringSchedulingIgnoredDuringExecution");
    if (required.exists()) {
      var terms = required.get("nodeSelectorTerms");
      if (terms.size() == 0) {
        errors.required(terms, "must have at least one node selector term");
      }
      terms.items().forEach(term -> nodeTerm(term, errors));
    }
    for (var preferred : affinity.get("preferredDuringSchedulingIgnoredDuringExecution").items()) {
      weight(preferred, errors);
      nodeTerm(preferred.get("preference"), errors);
    }
  }

  static void nodeTerm(Value term, Errors errors) {
    for (var expression : term.get("matchExpressions").items()) {
      nodeRequirement(expression, errors);
    }
    for (var field : term.get("matchFields").items()) {
      nodeField(field, errors);
    }
  }

  private static void nodeField(Value field, Errors errors) {
    var operator = field.get("operator");
    var values = field.get("values");
    if (!operator.is("In") && !operator.is("NotIn")) {
      errors.invalid(operator, operator.text(), "not a valid selector operator");
    } else if (values.size() != 1) {
      errors.required(
          values,
          "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
    }
    if (!field.get("key").is("metadata.name")) {
      errors.invalid(field.get("key"), field.get("key").text(), "not a valid field selector key");
    } else {
      for (var value : values.items()) {
        Names.subdomain(value.text()).forEach(error -> errors.invalid(value, error));
      }
    }
  }

  private static void nodeRequirement(Value expression, Errors errors) {
    var values = expression.get("values");
    var operator = expression.get("operator");
    switch (operator.text()) {
      case "In", "NotIn" -> {
        if (values.size() == 0) {
          errors.required(values, "must be specified when `operator` is 'In' or 'NotIn'");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (values.size() > 0) {
          errors.forbidden(
              values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      case "Gt", "Lt" -> {
        if (values.size() != 1) {
          errors.required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'");
        }
      }
      default -> errors.invalid(operator, operator.text(), "not a valid selector operator");
    }
    var key = expression.get("key");
    for (var error : LabelSyntax.qualifiedNameErrors(key.text())) {
      errors.invalid(key, key.text(), error);
    }
  }

  private static void podAffinity(Value affinity, Errors errors) {
    for (var term : affinity.get("requiredDuringSchedulingIgnoredDuringExecution").items()) {
      podTerm(term, errors);
    }
    for (var preferred : affinity.get("preferredDuringSchedulingIgnoredDuringExecution").items()) {
      weight(preferred, errors);
      podTerm(preferred.get("podAffinityTerm"), errors);
    }
  }

  private static void podTerm(Value term, Errors errors) {
    Checks.selector(term.get("labelSelector"), errors);
    Checks.selector(term.get("namespaceSelector"), errors);
    for (var namespace : term.get("namespaces").items()) {
      var at = Value.at(term.path() + ".namespace", namespace.node());
      Names.label(namespace.text()).forEach(error -> errors.invalid(at, error));
    }
    var key = term.get("topologyKey");
    if (key.text().isEmpty()) {
      errors.required(key, "can not be empty");
    }
    LabelSyntax.qualifiedNameErrors(key.text())
        .forEach(error -> errors.invalid(key, key.text(), error));
  }

  private static void weight(Value preferred, Errors errors) {
    var weight = preferred.get("weight");
    if (weight.number() < 1 || weight.number() > 100) {
      errors.invalid(weight, weight.number(), "must be in the range 1-100");
    }
  }

  private static void spread(Value constraints, Errors errors) {
    var pairs = constraints.items().stream().map(SchedulingValidation::pair).toList();
    for (var i = 0; i < pairs.size(); i++) {
      var constraint = constraints.items().get(i);
      var action = constraint.get("whenUnsatisfiable").text();
      if (action.isEmpty()) {
        errors.notSupported(
            Value.at(
                constraint.get("whenUnsatisfiable").path(),
                Errors.textOf(constraint.get("whenUnsatisfiable"))),
            List.of("DoNotSchedule", "ScheduleAnyway"));
      }
      if (pairs.subList(i + 1, pairs.size()).contains(pairs.get(i))) {
        errors.duplicate(
            constraint.get("{topologyKey, whenUnsatisfiable}"), Errors.quote(pairs.get(i)));
      }
      minDomains(constraint.get("minDomains"), action, errors);
      if (constraint.get("matchLabelKeys").size() > 0 && !constraint.has("labelSelector")) {
        errors.forbidden(
            constraint.get("matchLabelKeys"),
            "must not be specified when labelSelector is not set");
      }
      var skew = constraint.get("maxSkew");
      if (skew.number() <= 0) {
        errors.invalid(skew, skew.number(), "must be greater than zero");
      }
      if (constraint.get("topologyKey").text().isEmpty()) {
        errors.required(constraint.get("topologyKey"), "can not be empty");
      }
      Checks.selector(constraint.get("labelSelector"), errors);
    }
  }

  private static String pair(Value constraint) {
    return "{%s, %s}"
        .formatted(
            constraint.get("topologyKey").text(), constraint.get("whenUnsatisfiable").text());
  }

  private static void minDomains(Value domains, String action, Errors errors) {
    if (domains.exists() && domains.number() <= 0) {
      errors.invalid(domains, "must be greater than zero");
    }
    if (domains.exists() && action.equals("ScheduleAnyway")) {
      errors.invalid(
          domains,
          "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway");
    }
  }
}
