package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import io.coxswain.api.selector.LabelSyntax;
import java.math.BigDecimal;
import java.util.Set;

/** Names and amounts that quotas and limit ranges may bound. */
final class QuotaResources {
  private static final Set<String> COMPUTE = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Set<String> STANDARD_QUOTA =
      Set.of(
          "cpu",
          "memory",
          "ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.storage",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage",
          "pods",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "persistentvolumeclaims",
          "configmaps",
          "services.nodeports",
          "services.loadbalancers");
  private static final Set<String> COUNTED =
      Set.of(
          "pods",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "configmaps",
          "persistentvolumeclaims",
          "services.nodeports",
          "services.loadbalancers");

  private QuotaResources() {}

  static boolean isStandard(String name) {
    return STANDARD_QUOTA.contains(name)
        || name.startsWith("hugepages-")
        || name.startsWith("requests.hugepages-");
  }

  /** A resource of a quota, whose key is its name. */
  static void check(Value entry, Errors errors) {
    var name = entry.key();
    qualified(entry, errors);
    if (!name.contains("/") && !isStandard(name)) {
      if (!name.equals("storage")) {
        errors.invalid(entry, name, "must be a standard resource type or fully qualified");
      }
      errors.invalid(entry, name, "must be a standard resource for quota");
    }
    var amount = Checks.quantity(entry);
    if (amount.compareTo(Quantity.ZERO) < 0) {
      errors.invalid(entry, entry.text(), Checks.NOT_NEGATIVE);
    }
    if (isCounted(name) && amount.value().remainder(BigDecimal.ONE).signum() != 0) {
      errors.invalid(entry, "must be an integer");
    }
  }

  /** A resource of a limit range. */
  static void checkLimited(String limitType, Value entry, Errors errors) {
    var name = entry.key();
    qualified(entry, errors);
    if (name.contains("/") || name.startsWith("hugepages-")) {
      return;
    }
    if (!isStandard(name) && !name.equals("storage")) {
      errors.invalid(entry, name, "must be a standard resource type or fully qualified");
    }
    if ((limitType.equals("Pod") || limitType.equals("Container")) && !COMPUTE.contains(name)) {
      errors.invalid(entry, name, "must be a standard resource for containers");
    }
  }

  private static void qualified(Value entry, Errors errors) {
    for (var error : LabelSyntax.qualifiedNameErrors(entry.key())) {
      errors.invalid(entry, entry.key(), error);
    }
  }

  private static boolean isCounted(String name) {
    return COUNTED.contains(name) || name.contains("/") && !name.contains("kubernetes.io/");
  }
}
