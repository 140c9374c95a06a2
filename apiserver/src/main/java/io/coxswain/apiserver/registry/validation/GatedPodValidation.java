package io.coxswain.apiserver.registry.validation;

import java.util.List;

/** How a pod that waits for its gates may be narrowed down: nodes are only ever taken away. */
final class GatedPodValidation {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String TERMS = "nodeSelectorTerms";

  private GatedPodValidation() {}

  static void validate(Value spec, Value before, Errors errors) {
    var selector = spec.get("nodeSelector");
    for (var entry : before.get("nodeSelector").properties()) {
      if (!entry.getValue().equals(selector.node().path(entry.getKey()))) {
        errors.invalid(
            selector,
            "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        break;
      }
    }
    terms(
        spec.in("affinity", "nodeAffinity", REQUIRED, TERMS),
        before.in("affinity", "nodeAffinity", REQUIRED, TERMS),
        errors);
  }

  /** Terms are alternatives: where there are some, another one would let more nodes in. */
  private static void terms(Value terms, Value old, Errors errors) {
    if (old.size() == 0) {
      return;
    }
    if (terms.size() != old.size()) {
      errors.invalid(
          Value.at(terms.path(), GoNames.of(terms.node())),
          "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
      return;
    }
    for (var i = 0; i < old.size(); i++) {
      var term = terms.items().get(i);
      if (!isNarrower(term, old.items().get(i))) {
        errors.invalid(
            Value.at(term.path(), GoNames.of(term, "matchExpressions", "matchFields")),
            "only additions are allowed (no mutations or deletions)");
      }
    }
  }

  private static boolean isNarrower(Value term, Value old) {
    var fields = List.of("matchExpressions", "matchFields");
    if (fields.stream().allMatch(field -> old.get(field).size() == 0)) {
      // a term without requirements fits no node
      return fields.stream().allMatch(field -> term.get(field).size() == 0);
    }
    for (var field : fields) {
      var had = old.get(field).items();
      var has = term.get(field).items();
      if (has.size() < had.size()) {
        return false;
      }
      for (var i = 0; i < had.size(); i++) {
        if (!has.get(i).same(had.get(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
