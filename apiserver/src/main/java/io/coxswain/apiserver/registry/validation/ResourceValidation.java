package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import io.coxswain.api.selector.LabelSyntax;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** What containers may ask for (upstream's validateResourceRequirements). */
final class ResourceValidation {
  private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Set<String> COMPUTE = Set.of("cpu", "memory");
  static final String HUGE_PAGES = "hugepages-";
  private static final String NATIVE = "kubernetes.io/";

  private ResourceValidation() {}

  static void validate(Value resources, Errors errors) {
    amounts(resources, ResourceValidation::name, errors);
  }

  /** Amounts of a list of its own, as if they were limits. */
  static void limits(Value amounts, Errors errors) {
    var at = Value.at(amounts.path() + ".limits", amounts.node());
    for (var limit : at.entries()) {
      name(limit, errors);
      amount(limit, errors);
    }
    if (isHugePagesAlone(List.of(at))) {
      errors.forbidden(amounts, "HugePages require cpu or memory");
    }
  }

  /** Amounts and limits, with a rule for what may be asked for at all. */
  static void amounts(Value resources, BiConsumer<Value, Errors> name, Errors errors) {
    var limits = resources.get("limits");
    var requests = resources.get("requests");
    for (var limit : limits.entries()) {
      name.accept(limit, errors);
      amount(limit, errors);
    }
    for (var request : requests.entries()) {
      name.accept(request, errors);
      nonNegative(request, errors);
      within(request, limits, requests, errors);
      hugePages(request, errors);
    }
    if (isHugePagesAlone(List.of(limits, requests))) {
      errors.forbidden(resources, "HugePages require cpu or memory");
    }
  }

  private static void within(Value request, Value limits, Value requests, Errors errors) {
    var key = request.key();
    var limit = limits.get(key);
    if (!limit.exists()) {
      if (!mayOvercommit(key)) {
        errors.required(limits, "Limit must be set for non overcommitable resources");
      }
      return;
    }
    var amount = Checks.quantity(request);
    var order = amount.compareTo(Checks.quantity(limit));
    if (order != 0 && !mayOvercommit(key)) {
      errors.invalid(
          requests, amount.text(), "must be equal to " + key + " limit of " + limit.text());
    } else if (order > 0) {
      errors.invalid(
          requests,
          amount.text(),
          "must be less than or equal to " + key + " limit of " + limit.text());
    }
  }

  private static boolean isHugePagesAlone(List<Value> lists) {
    var huge = false;
    for (var list : lists) {
      for (var entry : list.properties()) {
        if (COMPUTE.contains(entry.getKey())) {
          return false;
        }
        huge |= entry.getKey().startsWith(HUGE_PAGES);
      }
    }
    return huge;
  }

  /** What containers may ask for at all. */
  static void name(Value entry, Errors errors) {
    containerName(entry, entry.key(), errors);
  }

  /** Whether a name is one of what containers may ask for. */
  static void containerName(Value entry, String name, Errors errors) {
    if (STANDARD.contains(name)) {
      return;
    }
    var broken = LabelSyntax.qualifiedNameErrors(name);
    broken.forEach(error -> errors.invalid(entry, name, error));
    if (!name.contains("/")) {
      if (name.startsWith(HUGE_PAGES)) {
        return;
      }
      if (broken.isEmpty() && !QuotaResources.isStandardName(name)) {
        errors.invalid(entry, name, "must be a standard resource type or fully qualified");
      }
      errors.invalid(entry, name, "must be a standard resource for containers");
    } else if (!isNative(name) && !isExtended(name)) {
      errors.invalid(entry, name, "doesn't follow extended resource name standard");
    }
  }

  /** What holds for every resource: a well formed name and an amount. */
  static void qualified(Value entry, Errors errors) {
    for (var error : LabelSyntax.qualifiedNameErrors(entry.key())) {
      errors.invalid(entry, entry.key(), error);
    }
    nonNegative(entry, errors);
  }

  private static void amount(Value entry, Errors errors) {
    nonNegative(entry, errors);
    hugePages(entry, errors);
  }

  /** No less than nothing, and nothing but whole ones of what can't be divided. */
  static void nonNegative(Value entry, Errors errors) {
    var amount = Checks.quantity(entry);
    if (amount.compareTo(Quantity.ZERO) < 0) {
      errors.invalid(entry, entry.text(), Checks.NOT_NEGATIVE);
    }
    var name = entry.key();
    if ((QuotaResources.isCounted(name) || isExtended(name)) && amount.millis() % 1000 != 0) {
      errors.invalid(entry, entry.text(), "must be an integer");
    }
  }

  /** Whether {@link #nonNegative} finds nothing wrong. */
  static boolean isAmount(Value entry) {
    var amount = Checks.quantity(entry).value();
    return amount.signum() >= 0 && amount.stripTrailingZeros().scale() <= 0;
  }

  private static void hugePages(Value entry, Errors errors) {
    var name = entry.key();
    if (!name.startsWith(HUGE_PAGES)) {
      return;
    }
    var size = BigDecimal.ZERO;
    try {
      size = Quantity.of(name.substring(HUGE_PAGES.length())).value();
    } catch (IllegalArgumentException e) {
      // no size that anything could be a multiple of
    }
    var amount = Checks.quantity(entry).value();
    if (size.signum() <= 0 || amount.remainder(size).signum() != 0) {
      errors.invalid(
          entry, entry.text(), entry.text() + " is not positive integer multiple of " + name);
    }
  }

  /** Kubernetes' own. */
  static boolean isNative(String name) {
    return !name.contains("/") || name.contains(NATIVE);
  }

  /** What a device plugin brings. */
  static boolean isExtended(String name) {
    return !isNative(name)
        && !name.startsWith("requests.")
        && LabelSyntax.isQualifiedName("requests." + name);
  }

  static boolean mayOvercommit(String name) {
    return isNative(name) && !name.startsWith(HUGE_PAGES);
  }
}
