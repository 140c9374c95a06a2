package io.coxswain.apiserver.registry.strategy;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the {@code matchLabelKeys} and {@code mismatchLabelKeys} of a new pod into expressions of
 * the selectors beside them, by the pod's own labels (KEPs 3243 and 3633). Without a selector
 * nothing is selected, and keys change nothing.
 */
final class LabelKeys {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  private LabelKeys() {}

  static void apply(ObjectNode pod) {
    var spec = pod.path("spec");
    var labels = pod.path("metadata").path("labels");
    var affinity = spec.get("affinity");
    if (affinity != null) {
      for (var kind : List.of("podAffinity", "podAntiAffinity")) {
        for (var preferred : affinity.path(kind).path(PREFERRED)) {
          merge(preferred.path("podAffinityTerm"), labels);
        }
        affinity.path(kind).path(REQUIRED).forEach(term -> merge(term, labels));
      }
    }
    spec.path("topologySpreadConstraints").forEach(constraint -> merge(constraint, labels));
  }

  private static void merge(JsonNode term, JsonNode labels) {
    if (term.get("labelSelector") instanceof ObjectNode selector) {
      add(selector, term.path("matchLabelKeys"), "In", labels);
      add(selector, term.path("mismatchLabelKeys"), "NotIn", labels);
    }
  }

  private static void add(ObjectNode selector, JsonNode keys, String operator, JsonNode labels) {
    for (var key : keys) {
      var value = labels.get(key.asString());
      if (value == null) {
        continue;
      }
      var expressions =
          selector.get("matchExpressions") instanceof ArrayNode present
              ? present
              : selector.putArray("matchExpressions");
      var expression = expressions.addObject();
      expression.put("key", key.asString());
      expression.put("operator", operator);
      expression.putArray("values").add(value);
    }
  }
}
