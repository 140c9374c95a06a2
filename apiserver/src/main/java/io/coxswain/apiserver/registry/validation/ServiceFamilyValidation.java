package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Addresses of services inside the cluster and their families, now and over time. */
final class ServiceFamilyValidation {
  private static final List<String> FAMILIES = List.of("IPv4", "IPv6");
  private static final List<String> POLICIES =
      List.of("PreferDualStack", "RequireDualStack", "SingleStack");
  private static final String NOT_AGAIN = "may not change once set";

  private ServiceFamilyValidation() {}

  static boolean isHeadless(Value spec) {
    var addresses = spec.get("clusterIPs");
    return addresses.size() == 1 && addresses.items().getFirst().is("None");
  }

  static void validate(Value spec, Errors errors) {
    if (spec.get("type").is("ExternalName")) {
      return;
    }
    var all = spec.get("clusterIPs");
    aligned(spec.get("clusterIP").text(), all, errors);
    families(spec.get("ipFamilies"), errors);
    if (spec.has("ipFamilyPolicy")) {
      Checks.oneOf(spec.get("ipFamilyPolicy"), POLICIES, errors);
    }
    if (!addresses(all, errors)) {
      return;
    }
    var addresses = all.items();
    if (addresses.size() > 1 && isIpv6(addresses.get(0)) == isIpv6(addresses.get(1))) {
      errors.invalid(all, "may specify no more than one IP for each IP family");
    }
    if (!isHeadless(spec)) {
      matching(addresses, spec.get("ipFamilies").items(), errors);
    }
  }

  private static void aligned(String first, Value all, Errors errors) {
    if (first.isEmpty()) {
      if (all.size() > 0) {
        errors.invalid(all, "must be empty when `clusterIP` is not specified");
      }
    } else if (all.size() == 0) {
      errors.required(all);
    } else if (!all.items().getFirst().is(first)) {
      errors.invalid(all, "first value must match `clusterIP`");
    }
  }

  private static void families(Value families, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (var family : families.items()) {
      Checks.oneOf(family, FAMILIES, errors);
      if (!seen.add(family.text())) {
        errors.duplicate(family);
      }
    }
  }

  /** Whether all are addresses that can be compared. */
  private static boolean addresses(Value all, Errors errors) {
    var before = errors.list().size();
    var addresses = all.items();
    for (var i = 0; i < addresses.size(); i++) {
      if (i > 0 || !addresses.get(i).is("None")) {
        Addresses.check(addresses.get(i), errors);
      } else if (addresses.size() > 1) {
        errors.invalid(all, "'None' must be the first and only value");
      }
    }
    var valid = errors.list().size() == before;
    if (addresses.size() > 2) {
      errors.invalid(all, "may only hold up to 2 values");
    }
    return valid;
  }

  private static void matching(List<Value> addresses, List<Value> families, Errors errors) {
    for (var i = 0; i < Math.min(addresses.size(), families.size()); i++) {
      var family = families.get(i).text();
      if (FAMILIES.contains(family) && family.equals("IPv6") != isIpv6(addresses.get(i))) {
        errors.invalid(
            addresses.get(i),
            "expected an " + family + " value as indicated by `ipFamilies[" + i + "]`");
      }
    }
  }

  private static boolean isIpv6(Value address) {
    return Addresses.isIpv6(address.text());
  }

  /** The first address and family stay as long as there are any; a second comes and goes. */
  static void validateUpdate(Value spec, Value before, Errors errors) {
    if (spec.get("type").is("ExternalName") || before.get("type").is("ExternalName")) {
      return;
    }
    var headless = isHeadless(spec);
    if (!headless || !isHeadless(before)) {
      change("clusterIP", spec.get("clusterIPs"), before.get("clusterIPs"), spec, errors);
    }
    if (!headless && !isHeadless(before)) {
      change("ipFamily", spec.get("ipFamilies"), before.get("ipFamilies"), spec, errors);
    }
  }

  private static void change(String what, Value list, Value old, Value spec, Errors errors) {
    var now = list.items();
    var had = old.items();
    if (now.size() == had.size()) {
      for (var i = 0; i < had.size(); i++) {
        if (!now.get(i).same(had.get(i))) {
          // upstream counts addresses, not families
          var index = what.equals("clusterIP") ? i : 0;
          errors.invalid(at(list, index, list), NOT_AGAIN);
        }
      }
      return;
    }
    if (now.size() < had.size() && spec.get("clusterIPs").size() == 0) {
      errors.invalid(at(list, 0, list), "primary " + what + " can not be unset");
    }
    if (!had.isEmpty() && !now.isEmpty() && !now.getFirst().same(had.getFirst())) {
      errors.invalid(at(list, 0, spec.get("clusterIPs")), NOT_AGAIN);
    }
    var policy = spec.get("ipFamilyPolicy");
    if (now.size() == 1 && had.size() > 1 && !policy.is("SingleStack")) {
      errors.invalid(policy, "must be set to 'SingleStack' when releasing the secondary " + what);
    }
  }

  private static Value at(Value list, int index, Value shown) {
    return Value.at(list.path() + "[" + index + "]", shown.node());
  }
}
