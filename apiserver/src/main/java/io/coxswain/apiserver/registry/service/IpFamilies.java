package io.coxswain.apiserver.registry.service;

import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which IP families a service gets: what it asks for, what its addresses are, what the cluster has
 * (KEP-563). Writes {@code ipFamilyPolicy} and {@code ipFamilies}.
 */
final class IpFamilies {
  private static final String SINGLE = "SingleStack";
  private static final String PREFER = "PreferDualStack";
  private static final String REQUIRE = "RequireDualStack";

  private IpFamilies() {}

  /**
   * Fills in a service that needs addresses, or is headless.
   *
   * @param configured the cluster's families, the primary first
   */
  static void apply(ObjectNode service, List<String> configured, Errors errors) {
    var spec = Trees.child(service, "spec");
    var families = texts(spec, "ipFamilies");
    var addresses = texts(spec, "clusterIPs");
    var headless = addresses.equals(List.of("None"));
    var anywhere = headless && spec.path("selector").isEmpty();
    var policy = Trees.text(spec, "ipFamilyPolicy");
    if (policy.isEmpty()) {
      policy = anywhere || families.size() == 2 || addresses.size() == 2 ? REQUIRE : SINGLE;
    }
    if (!headless) {
      familiesOfAddresses(service, addresses, families, errors);
    }
    var value = Value.root(service).get("spec");
    if (!anywhere) {
      for (var i = 0; i < families.size(); i++) {
        if (!configured.contains(families.get(i))) {
          errors.invalid(
              Value.at("spec.ipFamilies[" + i + "]", value.node()),
              families.get(i),
              "not configured on this cluster");
        }
      }
      if (policy.equals(REQUIRE) && configured.size() < 2) {
        errors.invalid(
            value.get("ipFamilyPolicy"),
            policy,
            "this cluster is not configured for dual-stack services");
      }
    }
    if (policy.equals(SINGLE) && families.size() > 1) {
      errors.invalid(
          value.get("ipFamilyPolicy"),
          policy,
          "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are"
              + " specified");
    }
    if (families.isEmpty()) {
      families.add(configured.getFirst());
    }
    if (families.size() == 1 && (policy.equals(REQUIRE) || policy.equals(PREFER))) {
      var other = families.getFirst().equals("IPv4") ? "IPv6" : "IPv4";
      if (anywhere || configured.contains(other)) {
        families.add(other);
      }
    }
    spec.put("ipFamilyPolicy", policy);
    var list = spec.putArray("ipFamilies");
    families.forEach(list::add);
  }

  /** Addresses that are asked for say their family. */
  private static void familiesOfAddresses(
      ObjectNode service, List<String> addresses, List<String> families, Errors errors) {
    for (var i = 0; i < addresses.size(); i++) {
      var family = IpRange.familyOf(addresses.get(i));
      if (i >= families.size()) {
        families.add(family);
      } else if (!families.get(i).equals(family)) {
        errors.invalid(
            Value.at("spec.clusterIPs[" + i + "]", service),
            addresses.get(i),
            "expected an " + families.get(i) + " value as indicated by `ipFamilies[" + i + "]`");
      }
    }
  }

  static List<String> texts(ObjectNode spec, String field) {
    List<String> texts = new ArrayList<>();
    spec.path(field).forEach(element -> texts.add(element.asString("")));
    return texts;
  }
}
