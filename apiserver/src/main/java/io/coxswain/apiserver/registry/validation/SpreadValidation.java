package io.coxswain.apiserver.registry.validation;

import java.util.List;

/** How evenly pods are spread over parts of the cluster. */
final class SpreadValidation {
  private static final List<String> ACTIONS = List.of("DoNotSchedule", "ScheduleAnyway");
  private static final List<String> POLICIES = List.of("Honor", "Ignore");

  private SpreadValidation() {}

  static void validate(Value constraints, Errors errors) {
    var all = constraints.items();
    for (var i = 0; i < all.size(); i++) {
      var constraint = all.get(i);
      var skew = constraint.get("maxSkew");
      if (skew.number() <= 0) {
        errors.invalid(skew, skew.number(), Checks.NOT_POSITIVE);
      }
      if (constraint.get("topologyKey").text().isEmpty()) {
        errors.required(constraint.get("topologyKey"), "can not be empty");
      }
      Checks.oneOf(constraint.get("whenUnsatisfiable"), ACTIONS, errors);
      if (isRepeated(constraint, all.subList(i + 1, all.size()))) {
        errors.duplicate(
            constraint.get("{topologyKey, whenUnsatisfiable}"),
            "\"{%s, %s}\""
                .formatted(
                    constraint.get("topologyKey").text(),
                    constraint.get("whenUnsatisfiable").text()));
      }
      minDomains(constraint, errors);
      for (var policy : List.of("nodeAffinityPolicy", "nodeTaintsPolicy")) {
        if (constraint.has(policy)) {
          Checks.oneOf(constraint.get(policy), POLICIES, errors);
        }
      }
      labelKeys(constraint, errors);
      Checks.selector(constraint.get("labelSelector"), errors);
    }
  }

  private static boolean isRepeated(Value constraint, List<Value> others) {
    for (var other : others) {
      if (constraint.get("topologyKey").same(other.get("topologyKey"))
          && constraint.get("whenUnsatisfiable").same(other.get("whenUnsatisfiable"))) {
        return true;
      }
    }
    return false;
  }

  private static void minDomains(Value constraint, Errors errors) {
    var domains = constraint.get("minDomains");
    if (!domains.exists()) {
      return;
    }
    if (domains.number() <= 0) {
      errors.invalid(domains, Checks.NOT_POSITIVE);
    }
    var action = constraint.get("whenUnsatisfiable").text();
    if (!action.equals("DoNotSchedule")) {
      errors.invalid(
          domains, "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + action);
    }
  }

  /**
   * Labels of the pod itself that others must share. Each has been made into an expression of the
   * selector by now, so that a second one, or a label, is the user's.
   */
  private static void labelKeys(Value constraint, Errors errors) {
    var keys = constraint.get("matchLabelKeys");
    if (keys.size() == 0) {
      return;
    }
    var selector = constraint.get("labelSelector");
    if (!selector.exists()) {
      errors.forbidden(keys, "must not be specified when labelSelector is not set");
    }
    for (var key : keys.items()) {
      Checks.qualifiedName(key, errors);
      if (mentions(selector, key) > 1) {
        errors.invalid(key, "exists in both matchLabelKeys and labelSelector");
      }
    }
  }

  private static int mentions(Value selector, Value key) {
    var mentions = selector.get("matchLabels").has(key.text()) ? 2 : 0;
    for (var expression : selector.get("matchExpressions").items()) {
      if (expression.get("key").same(key)) {
        mentions++;
      }
    }
    return mentions;
  }
}
