package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import io.coxswain.api.selector.LabelSyntax;
import java.util.Set;

/** What containers may ask for. */
final class ResourceValidation {
  private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");

  private ResourceValidation() {}

  static void validate(Value resources, Errors errors) {
    var limits = resources.get("limits");
    var requests = resources.get("requests");
    for (var limit : limits.entries()) {
      resource(limit, errors);
    }
    for (var request : requests.entries()) {
      resource(request, errors);
      var name = request.key();
      var limit = limits.get(name);
      var amount = Checks.quantity(request);
      if (limit.exists() && amount.compareTo(Checks.quantity(limit)) > 0) {
        errors.invalid(
            requests,
            amount.text(),
            "must be less than or equal to " + name + " limit of " + limit.text());
      } else if (!mayOvercommit(name)
          && (!limit.exists() || amount.compareTo(Checks.quantity(limit)) != 0)) {
        if (limit.exists()) {
          errors.invalid(
              requests, amount.text(), "must be equal to " + name + " limit of " + limit.text());
        } else {
          errors.required(limits, "Limit must be set for non overcommitable resources");
        }
      }
    }
  }

  static void resource(Value entry, Errors errors) {
    var name = entry.key();
    for (var error : LabelSyntax.qualifiedNameErrors(name)) {
      errors.invalid(entry, name, error);
    }
    if (!name.contains("/") && !STANDARD.contains(name) && !name.startsWith("hugepages-")) {
      errors.invalid(entry, name, "must be a standard resource type or fully qualified");
      errors.invalid(entry, name, "must be a standard resource for containers");
    }
    if (Checks.quantity(entry).compareTo(Quantity.ZERO) < 0) {
      errors.invalid(entry, entry.text(), Checks.NOT_NEGATIVE);
    }
  }

  static boolean mayOvercommit(String name) {
    return !name.startsWith("hugepages-")
        && (!name.contains("/") || name.contains("kubernetes.io/"));
  }
}
