package io.coxswain.apiserver.registry.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Labels of nodes that were known by other names before. */
final class NodeLabels {
  private static final Map<String, String> GRADUATED =
      Map.of(
          "failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region",
          "beta.kubernetes.io/os", "kubernetes.io/os",
          "beta.kubernetes.io/arch", "kubernetes.io/arch",
          "beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type");

  /** What to use in place of labels that are on their way out. */
  static final Map<String, String> DEPRECATED =
      Map.of(
          "beta.kubernetes.io/arch",
          "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
          "beta.kubernetes.io/os",
          "deprecated since v1.14; use \"kubernetes.io/os\" instead",
          "failure-domain.beta.kubernetes.io/region",
          "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
          "failure-domain.beta.kubernetes.io/zone",
          "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
          "beta.kubernetes.io/instance-type",
          "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead");

  private NodeLabels() {}

  /** Advice on the labels that a term for nodes names. */
  static List<String> warnings(Value term) {
    List<String> warnings = new ArrayList<>(0);
    for (var expression : term.get("matchExpressions").items()) {
      var key = expression.get("key");
      var text = DEPRECATED.get(key.text());
      if (text != null) {
        warnings.add(key.path() + ": " + key.text() + " is " + text);
      }
    }
    return warnings;
  }

  /** Whether a selector of nodes is what it was, or names labels by their new names. */
  static boolean sameButForGraduated(JsonNode selector, JsonNode old) {
    if (selector.isString() && old.isString()) {
      var text = selector.stringValue();
      return text.equals(old.stringValue()) || text.equals(GRADUATED.get(old.stringValue()));
    }
    if (!selector.isContainer() || !old.isContainer() || selector.size() != old.size()) {
      return selector.equals(old);
    }
    if (selector.isArray()) {
      for (var i = 0; i < old.size(); i++) {
        if (!sameButForGraduated(selector.get(i), old.path(i))) {
          return false;
        }
      }
      return true;
    }
    for (var entry : old.properties()) {
      if (!sameButForGraduated(selector.path(entry.getKey()), entry.getValue())) {
        return false;
      }
    }
    return true;
  }
}
