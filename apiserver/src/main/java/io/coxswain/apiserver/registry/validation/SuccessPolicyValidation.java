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
    var named = 0L;
    if (indexes.text().length() > LONGEST_INDEXES) {
      errors.tooLong(indexes, LONGEST_INDEXES);
    }
    try {
      named = count(indexes.text(), completions);
    } catch (MalformedIndexesException e) {
      errors.invalid(indexes, "error parsing succeededIndexes: " + e.getMessage());
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

  /** How many indexes a list such as {@code 1,3-5} names. */
  private static long count(String indexes, long completions) throws MalformedIndexesException {
    var total = 0L;
    var last = -1L;
    for (var interval : indexes.isEmpty() ? new String[0] : indexes.split(",", -1)) {
      var limits = interval.split("-", -1);
      if (limits.length > 2) {
        throw new MalformedIndexesException(
            "the fragment "
                + Errors.quote(interval)
                + " violates the requirement that an index interval can have at most two parts"
                + " separated by '-'");
      }
      var first = index(limits[0], completions);
      var end = limits.length == 2 ? index(limits[1], completions) : first;
      if (limits.length == 2 && first >= end) {
        throw MalformedIndexesException.order(first, end);
      }
      if (last >= first) {
        throw MalformedIndexesException.order(last, first);
      }
      total += end - first + 1;
      last = end;
    }
    return total;
  }

  private static long index(String text, long completions) throws MalformedIndexesException {
    if (!text.matches("[0-9]{1,18}")) {
      throw new MalformedIndexesException(
          "cannot convert string to integer for index: " + Errors.quote(text));
    }
    var index = Long.parseLong(text);
    if (index >= completions) {
      throw new MalformedIndexesException("too large index: " + Errors.quote(text));
    }
    return index;
  }

  private static final class MalformedIndexesException extends Exception {
    MalformedIndexesException(String message) {
      super(message);
    }

    static MalformedIndexesException order(long previous, long current) {
      return new MalformedIndexesException(
          "non-increasing order, previous: %d, current: %d".formatted(previous, current));
    }
  }
}
