package io.coxswain.apiserver.registry.validation;

/** What a Job says of when it has succeeded (successPolicy). */
final class SuccessPolicyValidation {
  private static final int MOST_RULES = 20;
  private static final int LONGEST_INDEXES = 64 * 1024;

  private SuccessPolicyValidation() {}

  static void validate(Value spec, Errors errors) {
    var policy = spec.get("successPolicy");
    if (!policy.exists()) {
      return;
    }
    if (!spec.get("completionMode").is("Indexed")) {
      errors.unfit(policy, "requires indexed completion mode");
      return;
    }
    var rules = policy.get("rules");
    if (rules.size() == 0) {
      errors.required(
          rules, "at least one rules must be specified when the successPolicy is specified");
    } else if (rules.size() > MOST_RULES) {
      errors.tooMany(rules, rules.size(), MOST_RULES);
    }
    for (var rule : rules.items()) {
      rule(rule, spec.get("completions").number(), errors);
    }
  }

  private static void rule(Value rule, long completions, Errors errors) {
    var indexes = rule.get("succeededIndexes");
    var count = rule.get("succeededCount");
    if (!indexes.exists() && !count.exists()) {
      errors.required(rule, "at least one of succeededCount or succeededIndexes must be specified");
    }
    if (indexes.text().length() > LONGEST_INDEXES) {
      errors.tooLong(indexes, LONGEST_INDEXES);
    }
    var list = JobIndexes.of(indexes.text(), completions);
    var named = list.count();
    if (!list.wrong().isEmpty()) {
      errors.invalid(indexes, "error parsing succeededIndexes: " + list.wrong());
    }
    Checks.notNegative(count, errors);
    if (count.number() > completions) {
      errors.invalid(
          count,
          "must be less than or equal to %d (the number of specified completions)"
              .formatted(completions));
    }
    if (indexes.exists() && count.number() > named) {
      errors.invalid(
          count,
          ("must be less than or equal to %d (the number of indexes in the specified"
                  + " succeededIndexes field)")
              .formatted(named));
    }
  }
}
