package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Conditions of {@code meta/v1} in a status (upstream's ValidateConditions). */
final class ConditionValidation {
  private static final List<String> STATUSES = List.of("False", "True", "Unknown");
  private static final Pattern REASON = Pattern.compile("[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?");
  private static final int LONGEST_REASON = 1024;
  private static final int LONGEST_MESSAGE = 32 * 1024;
  private static final String REASON_RULE =
      "a condition reason must start with alphabetic character, optionally followed by a string of"
          + " alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'"
          + " (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or"
          + " 'ReasonA:ReasonB', regex used for validation is '"
          + REASON.pattern()
          + "')";

  private ConditionValidation() {}

  static void validate(Value conditions, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (var condition : conditions.items()) {
      var type = condition.get("type");
      if (!seen.add(type.text())) {
        errors.duplicate(Value.at(type.path(), Errors.textOf(type)));
      }
      for (var error : LabelSyntax.qualifiedNameErrors(type.text())) {
        errors.invalid(type, type.text(), error);
      }
      Checks.oneOf(condition.get("status"), STATUSES, errors);
      if (condition.get("observedGeneration").number() < 0) {
        errors.invalid(
            condition.get("observedGeneration"), "must be greater than or equal to zero");
      }
      if (condition.get("lastTransitionTime").text().isEmpty()) {
        errors.required(condition.get("lastTransitionTime"), "must be set");
      }
      reason(condition.get("reason"), errors);
      if (condition.get("message").text().length() > LONGEST_MESSAGE) {
        errors.tooLong(condition.get("message"), LONGEST_MESSAGE);
      }
    }
  }

  private static void reason(Value reason, Errors errors) {
    if (reason.text().isEmpty()) {
      errors.required(reason, "must be set");
      return;
    }
    if (!REASON.matcher(reason.text()).matches()) {
      errors.invalid(reason, REASON_RULE);
    }
    if (reason.text().length() > LONGEST_REASON) {
      errors.tooLong(reason, LONGEST_REASON);
    }
  }
}
