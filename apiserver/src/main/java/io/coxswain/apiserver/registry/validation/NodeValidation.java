package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Nodes. */
public final class NodeValidation {
  private static final String FIXED_RANGES =
      "node updates may not change podCIDR except from \"\" to valid";

  private NodeValidation() {}

  public static void validate(Value node, Errors errors) {
    taints(node.in("spec", "taints"), errors);
    amounts(node.get("status"), errors);
    ranges(node.in("spec", "podCIDRs"), errors);
  }

  /** Upstream looks for taints in the metadata. */
  private static void taints(Value taints, Errors errors) {
    Set<String> seen = new HashSet<>(0);
    var index = 0;
    for (var entry : taints.items()) {
      var taint = Value.at("metadata.taints[" + index++ + "]", entry.node());
      Checks.qualifiedName(taint.get("key"), errors);
      var value = taint.get("value");
      var broken = LabelSyntax.valueErrors(value.text());
      if (!broken.isEmpty()) {
        errors.invalid(value, value.text(), String.join(";", broken));
      }
      Checks.requiredOneOf(taint.get("effect"), TolerationValidation.EFFECTS, errors);
      if (!seen.add(taint.get("key").text() + ":" + taint.get("effect").text())) {
        errors.duplicate(
            taint,
            "{\"Key\":%s,\"Value\":%s,\"Effect\":%s,\"TimeAdded\":%s}: taints must be unique by key and effect pair"
                .formatted(
                    Errors.quote(taint.get("key").text()),
                    Errors.quote(value.text()),
                    Errors.quote(taint.get("effect").text()),
                    Errors.quoted(taint.get("timeAdded").node())));
      }
    }
  }

  /** Upstream writes these paths without brackets. */
  private static void amounts(Value status, Errors errors) {
    for (var list : List.of("capacity", "allocatable")) {
      for (var entry : status.get(list).entries()) {
        if (!ResourceValidation.isAmount(entry)) {
          var broken = new Errors();
          ResourceValidation.nonNegative(entry, broken);
          for (var error : broken.list()) {
            errors.add(
                new FieldError(error.type(), "status." + list + "." + entry.key(), error.body()));
          }
        }
      }
    }
  }

  /** The ranges a node's pods have their addresses from: one of each family at most. */
  private static void ranges(Value ranges, Errors errors) {
    var all = ranges.items();
    for (var range : all) {
      Cidrs.check(range, errors);
    }
    if (all.size() < 2) {
      return;
    }
    var invalid = all.stream().filter(range -> !Cidrs.isCidr(range.text())).findFirst();
    if (invalid.isPresent()) {
      errors.internal(
          ranges,
          "invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR["
              + all.indexOf(invalid.get())
              + "]: <nil> (invalid CIDR address: "
              + invalid.get().text()
              + ")");
    }
    var dual =
        invalid.isEmpty()
            && all.stream().map(range -> Cidrs.isIpv6(range.text())).distinct().count() == 2;
    if (!dual || all.size() > 2) {
      errors.invalid(ranges, "may specify no more than one CIDR for each IP family");
    }
    Set<String> seen = new HashSet<>();
    for (var range : all) {
      if (!seen.add(range.text())) {
        errors.duplicate(range);
      }
    }
  }

  /** All rules for a node that is there, or for its status. */
  public static void validateChange(Value node, Value old, Errors errors) {
    amounts(node.get("status"), errors);
    addresses(node.in("status", "addresses"), errors);
    var ranges = node.in("spec", "podCIDRs");
    var before = old.in("spec", "podCIDRs");
    if (before.size() > 0 && ranges.size() != before.size()) {
      errors.forbidden(ranges, FIXED_RANGES);
    } else {
      for (var i = 0; i < before.size(); i++) {
        if (!before.items().get(i).same(ranges.items().get(i))) {
          errors.forbidden(ranges, FIXED_RANGES);
        }
      }
    }
    var provider = node.in("spec", "providerID");
    if (!old.in("spec", "providerID").text().isEmpty()
        && !provider.same(old.in("spec", "providerID"))) {
      errors.forbidden(
          provider, "node updates may not change providerID except from \"\" to valid");
    }
    taints(node.in("spec", "taints"), errors);
    if (!node.in("spec", "externalID").same(old.in("spec", "externalID"))) {
      errors.forbidden(node.in("spec", "externalID"), "may not be updated");
    }
  }

  private static void addresses(Value addresses, Errors errors) {
    Set<JsonNode> seen = new HashSet<>(0);
    for (var address : addresses.items()) {
      if (!seen.add(address.node())) {
        errors.duplicate(address, GoNames.of(address, "type", "address").toString());
      }
    }
  }
}
