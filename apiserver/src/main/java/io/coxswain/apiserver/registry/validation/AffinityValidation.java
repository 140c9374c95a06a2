package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** To which nodes and to which other pods a pod is drawn. */
final class AffinityValidation {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final List<String> POD_AFFINITIES = List.of("podAffinity", "podAntiAffinity");

  private AffinityValidation() {}

  static void validate(Value affinity, Errors errors) {
    if (!affinity.exists()) {
      return;
    }
    var nodes = affinity.get("nodeAffinity");
    if (nodes.has(REQUIRED)) {
      nodeSelector(nodes.get(REQUIRED), errors);
    }
    for (var preferred : nodes.get(PREFERRED).items()) {
      weight(preferred, errors);
      nodeTerm(preferred.get("preference"), false, errors);
    }
    for (var kind : POD_AFFINITIES) {
      var pods = affinity.get(kind);
      pods.get(REQUIRED).items().forEach(term -> podTerm(term, errors));
      for (var preferred : pods.get(PREFERRED).items()) {
        weight(preferred, errors);
        podTerm(preferred.get("podAffinityTerm"), errors);
      }
    }
  }

  /** Terms of which a node must fit one. */
  static void nodeSelector(Value selector, Errors errors) {
    var terms = selector.get("nodeSelectorTerms");
    if (terms.size() == 0) {
      errors.required(terms, "must have at least one node selector term");
    }
    terms.items().forEach(term -> nodeTerm(term, true, errors));
  }

  /**
   * What a node must be like.
   *
   * @param checksValues what is only preferred may name values that no label has
   */
  static void nodeTerm(Value term, boolean checksValues, Errors errors) {
    for (var expression : term.get("matchExpressions").items()) {
      nodeRequirement(expression, checksValues, errors);
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

  private static void nodeRequirement(Value expression, boolean checksValues, Errors errors) {
    var values = expression.get("values");
    var operator = expression.get("operator");
    if (operator.is("Gt") || operator.is("Lt")) {
      if (values.size() != 1) {
        errors.required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'");
      }
    } else if (!Checks.isSetOperator(operator, values, errors)) {
      errors.invalid(operator, operator.text(), "not a valid selector operator");
    }
    Checks.qualifiedName(expression.get("key"), errors);
    if (checksValues) {
      Checks.labelValues(values, errors);
    }
  }

  private static void podTerm(Value term, Errors errors) {
    Checks.selector(term.get("labelSelector"), errors);
    Checks.selector(term.get("namespaceSelector"), errors);
    for (var namespace : term.get("namespaces").items()) {
      var at = Value.at(term.path() + ".namespace", namespace.node());
      Names.label(namespace.text()).forEach(error -> errors.invalid(at, error));
    }
    labelKeys(term, errors);
    var key = term.get("topologyKey");
    if (key.text().isEmpty()) {
      errors.required(key, "can not be empty");
    }
    Checks.qualifiedName(key, errors);
  }

  /** Labels of the pod itself that others must share or must not; the selector has them already. */
  private static void labelKeys(Value term, Errors errors) {
    var match = term.get("matchLabelKeys");
    var mismatch = term.get("mismatchLabelKeys");
    if (match.size() + mismatch.size() == 0) {
      return;
    }
    var selector = term.get("labelSelector");
    for (var keys : List.of(match, mismatch)) {
      if (keys.size() > 0 && !selector.exists()) {
        errors.forbidden(keys, "must not be specified when labelSelector is not set");
      } else {
        keys.items().forEach(key -> Checks.qualifiedName(key, errors));
      }
    }
    var matched = match.items().stream().map(Value::text).toList();
    Set<String> selected = new HashSet<>();
    selector.get("matchLabels").properties().forEach(label -> selected.add(label.getKey()));
    for (var expression : selector.get("matchExpressions").items()) {
      var key = expression.get("key").text();
      var index = matched.lastIndexOf(key);
      if (!selected.add(key) && index >= 0) {
        // upstream counts the key but names the term
        errors.invalid(
            Value.at(term.path() + "[" + index + "]", term.node()),
            key,
            "exists in both matchLabelKeys and labelSelector");
      }
    }
    for (var key : match.items()) {
      if (mismatch.items().stream().anyMatch(key::same)) {
        errors.invalid(key, "exists in both matchLabelKeys and mismatchLabelKeys");
      }
    }
  }

  private static void weight(Value preferred, Errors errors) {
    var weight = preferred.get("weight");
    if (weight.number() < 1 || weight.number() > 100) {
      errors.invalid(weight, weight.number(), "must be in the range 1-100");
    }
  }
}
