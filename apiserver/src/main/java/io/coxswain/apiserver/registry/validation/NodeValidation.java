package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.Set;

/** Nodes. */
public final class NodeValidation {
  private NodeValidation() {}

  public static void validate(Value node, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (var taint : node.in("spec", "taints").items()) {
      var key = taint.get("key");
      for (var error : LabelSyntax.qualifiedNameErrors(key.text())) {
        errors.invalid(key, key.text(), error);
      }
      for (var error : LabelSyntax.valueErrors(taint.get("value").text())) {
        errors.invalid(taint.get("value"), taint.get("value").text(), error);
      }
      if (taint.get("effect").text().isEmpty()) {
        errors.required(taint.get("effect"));
      }
      if (!seen.add(key.text() + ":" + taint.get("effect").text())) {
        errors.duplicate(taint);
      }
    }
    ranges(node.in("spec", "podCIDRs"), errors);
  }

  /** The ranges a node's pods have their addresses from: one of each family at most. */
  private static void ranges(Value ranges, Errors errors) {
    Set<String> seen = new HashSet<>();
    Set<Boolean> families = new HashSet<>();
    for (var range : ranges.items()) {
      Cidrs.check(range, errors);
      families.add(Cidrs.isIpv6(range.text()));
      if (!seen.add(range.text())) {
        errors.duplicate(range);
      }
    }
    if (ranges.size() > families.size()) {
      errors.invalid(ranges, "may specify no more than one CIDR for each IP family");
    }
  }

  public static void validateUpdate(Value node, Value old, Errors errors) {
    var cidrs = old.in("spec", "podCIDRs");
    if (cidrs.size() > 0 && !node.in("spec", "podCIDRs").same(cidrs)) {
      errors.forbidden(
          node.in("spec", "podCIDRs"),
          "node updates may not change podCIDR except from \"\" to valid");
    }
    var provider = old.in("spec", "providerID");
    if (!provider.text().isEmpty() && !node.in("spec", "providerID").same(provider)) {
      errors.forbidden(
          node.in("spec", "providerID"),
          "node updates may not change providerID except from \"\" to valid");
    }
  }
}
