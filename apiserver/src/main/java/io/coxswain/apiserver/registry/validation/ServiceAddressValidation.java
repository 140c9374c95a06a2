package io.coxswain.apiserver.registry.validation;

import io.coxswain.apiserver.registry.service.IpRange;
import java.util.List;

/** ServiceCIDRs and IPAddresses. */
public final class ServiceAddressValidation {
  private ServiceAddressValidation() {}

  public static void validateCidr(Value object, Errors errors) {
    var cidrs = object.in("spec", "cidrs");
    if (cidrs.size() == 0) {
      errors.required(cidrs, "at least one CIDR required");
      return;
    }
    if (cidrs.size() > 2) {
      errors.invalid(
          Value.at(cidrs.path(), GoNames.of(object.get("spec"), "cidrs")),
          "may only hold up to 2 values");
      return;
    }
    var families = new boolean[2];
    for (var cidr : cidrs.items()) {
      if (!Cidrs.check(cidr, errors)) {
        continue;
      }
      if (!Cidrs.isMasked(cidr.text())) {
        errors.invalid(cidr, "must not have bits set beyond the prefix length");
      }
      var family = Cidrs.isIpv6(cidr.text()) ? 1 : 0;
      if (families[family]) {
        errors.invalid(
            cidrs,
            "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and"
                + " 2001:db8::/64");
      }
      families[family] = true;
    }
  }

  /** One family may be added to the other; nothing else changes. */
  public static void validateCidrUpdate(Value object, Value old, Errors errors) {
    var cidrs = object.in("spec", "cidrs").items();
    var before = old.in("spec", "cidrs").items();
    if (cidrs.size() < before.size() || cidrs.size() > 2) {
      Checks.immutable(object.in("spec", "cidrs"), old.in("spec", "cidrs"), errors);
      return;
    }
    for (var i = 0; i < before.size(); i++) {
      if (!cidrs.get(i).same(before.get(i))) {
        errors.invalid(cidrs.get(i), Checks.IMMUTABLE);
      }
    }
  }

  /** What is wrong with the name of an IPAddress. */
  public static List<String> addressName(String name) {
    if (!Addresses.isIp(name)) {
      return List.of("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
    var canonical = IpRange.canonical(name);
    return canonical.equals(name)
        ? List.of()
        : List.of("must be in canonical form (\"" + canonical + "\")");
  }

  public static void validateAddress(Value object, Errors errors) {
    var parent = object.in("spec", "parentRef");
    if (!parent.exists()) {
      errors.required(parent);
      return;
    }
    var group = parent.get("group");
    if (!group.text().isEmpty()) {
      Checks.subdomain(group, errors);
    }
    for (var field : List.of("resource", "name")) {
      var value = parent.get(field);
      if (value.text().isEmpty()) {
        errors.required(value);
      } else {
        Names.pathSegment(value.text()).forEach(error -> errors.invalid(value, error));
      }
    }
    var namespace = parent.get("namespace");
    Names.pathSegment(namespace.text()).forEach(error -> errors.invalid(namespace, error));
  }

  public static void validateAddressUpdate(Value object, Value old, Errors errors) {
    Checks.immutable(object.in("spec", "parentRef"), old.in("spec", "parentRef"), errors);
  }
}
