package io.coxswain.apiserver.registry.validation;

/** Requirements of selectors in access reviews, which may have operators of later versions. */
public final class AccessSelectorValidation {
  private AccessSelectorValidation() {}

  /**
   * Adds what is wrong with one requirement.
   *
   * @param label whether it is of labels, whose keys and values have a form
   */
  public static void requirement(Value requirement, boolean label, Errors errors) {
    var key = requirement.get("key");
    var values = requirement.get("values");
    if (!label && key.text().isEmpty()) {
      errors.required(key, "must be specified");
    }
    Checks.isSetOperator(requirement.get("operator"), values, errors);
    if (label) {
      Checks.qualifiedName(key, errors);
      Checks.labelValues(values, errors);
    }
  }
}
