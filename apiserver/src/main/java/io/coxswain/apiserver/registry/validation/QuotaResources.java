package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.Set;

/** Names and amounts that quotas and limit ranges may bound. */
final class QuotaResources {
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

  /** Any resource with a name of its own, of quotas or not. */
  static boolean isStandardName(String name) {
    return isStandard(name) || name.equals("storage");
  }

  /** What comes in whole ones. */
  static boolean isCounted(String name) {
    return COUNTED.contains(name);
  }

  /** A resource of a quota, whose key is its name. */
  static void check(Value entry, Errors errors) {
    var name = entry.key();
    name(entry, errors);
    if (!name.contains("/") && !isStandard(name)) {
      errors.invalid(entry, name, "must be a standard resource for quota");
    }
    ResourceValidation.nonNegative(entry, errors);
  }

  /** A resource of a limit range. */
  static void checkLimited(String limitType, Value entry, Errors errors) {
    if (limitType.equals("Pod") || limitType.equals("Container")) {
      ResourceValidation.name(entry, errors);
    } else {
      name(entry, errors);
    }
  }

  /** A name that somebody gave a meaning to. */
  static void name(Value entry, Errors errors) {
    var name = entry.key();
    var broken = LabelSyntax.qualifiedNameErrors(name);
    broken.forEach(error -> errors.invalid(entry, name, error));
    if (broken.isEmpty() && !name.contains("/") && !isStandardName(name)) {
      errors.invalid(entry, name, "must be a standard resource type or fully qualified");
    }
  }
}
