package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import io.coxswain.api.selector.LabelSyntax;
import java.util.Set;
import java.util.function.BiConsumer;

/** What containers may ask for. */
final class ResourceValidation {
  private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");

  private ResourceValidation() {}

  static void validate(Value resources, Errors errors) {
    amounts(resources, ResourceValidation::resource, errors);
  }

  /** Amounts and limits, with a rule for what may be asked for at all. */
  static void amounts(Value resources, BiConsumer<Value, Errors> name, Errors errors) {
    var limits = resources.get("limits");
    var requests = resources.get("requests");
    for (var limit : limits.entries()) {
      name.accept(limit, errors);
    }
    for (var request : requests.entries()) {
      name.accept(request, errors);
      var key = request.key();
      var limit = limits.get(key);
      var amount = Checks.quantity(request);
      if (limit.exists() && amount.compareTo(Checks.quantity(limit)) > 0) {
        errors.invalid(
            requests,
            amount.text(),
            "must be less than or equal to " + key + " limit of " + limit.text());
      } else if (!mayOvercommit(key)
          && (!limit.exists() || amount.compareTo(Checks.quantity(limit)) != 0)) {
        if (limit.exists()) {
          errors.invalid(
              requests, amount.text(), "must be equal to " + key + " limit of " + limit.text());
        } else {
          errors.required(limits, "Limit must be set for non overcommitable resources");
        }
      }
    }
  }

  static void resource(Value entry, Errors errors) {
    var name = entry.key();
    qualified(entry, errors);
    if (!name.contains("/") && !STANDARD.contains(name) && !name.startsWith("hugepages-")) {
      errors.invalid(entry, name, "must be a standard resource type or fully qualified");
      errors.invalid(entry, name, "must be a standard resource for containers");
    }
  }

  /** What holds for every resource: a well formed name and an amount. */
  static void qualified(Value entry, Errors errors) {
    for (var error : LabelSyntax.qualifiedNameErrors(entry.key())) {
      errors.invalid(entry, entry.key(), error);
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
