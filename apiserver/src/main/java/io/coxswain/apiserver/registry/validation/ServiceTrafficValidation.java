package io.coxswain.apiserver.registry.validation;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** How traffic reaches a service: from outside, from inside and through a load balancer. */
public final class ServiceTrafficValidation {
  private static final List<String> POLICIES = List.of("Cluster", "Local");
  private static final List<String> DISTRIBUTIONS =
      List.of("PreferClose", "PreferSameNode", "PreferSameZone");
  private static final List<String> IP_MODES = List.of("Proxy", "VIP");
  private static final String RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
  private static final String BALANCED_ONLY = "may only be used when `type` is 'LoadBalancer'";

  private ServiceTrafficValidation() {}

  static void validate(Value service, Errors errors) {
    var spec = service.get("spec");
    ranges(service, errors);
    if (spec.has("allocateLoadBalancerNodePorts") && !isBalanced(spec)) {
      errors.forbidden(spec.get("allocateLoadBalancerNodePorts"), BALANCED_ONLY);
    }
    balancerClass(spec, errors);
    outside(spec, errors);
    var inside = spec.get("internalTrafficPolicy");
    if (inside.exists()) {
      Checks.oneOf(inside, POLICIES, errors);
    } else if (!spec.get("type").is("ExternalName")) {
      errors.required(inside);
    }
    if (spec.has("trafficDistribution")) {
      Checks.oneOf(spec.get("trafficDistribution"), DISTRIBUTIONS, errors);
    }
  }

  private static boolean isBalanced(Value spec) {
    return spec.get("type").is("LoadBalancer");
  }

  private static void ranges(Value service, Errors errors) {
    var spec = service.get("spec");
    var list = spec.get("loadBalancerSourceRanges");
    var annotation = service.in("metadata", "annotations").entry(RANGES);
    if (list.size() > 0) {
      // upstream writes it so
      var at = Value.at(spec.path() + ".LoadBalancerSourceRanges", list.node());
      if (!isBalanced(spec)) {
        errors.forbidden(at, BALANCED_ONLY);
      }
      at.items().forEach(range -> range(range, range.text(), errors));
    } else if (annotation.exists()) {
      if (!isBalanced(spec)) {
        errors.forbidden(annotation, BALANCED_ONLY);
      }
      if (!annotation.text().isBlank()) {
        for (var range : annotation.text().strip().split(",", -1)) {
          range(annotation, range, errors);
        }
      }
    }
  }

  private static void range(Value at, String text, Errors errors) {
    Cidrs.check(Value.at(at.path(), JsonNodeFactory.instance.stringNode(text.strip())), errors);
  }

  private static void balancerClass(Value spec, Errors errors) {
    var name = spec.get("loadBalancerClass");
    if (!name.exists()) {
      return;
    }
    if (isBalanced(spec)) {
      Checks.qualifiedName(name, errors);
    } else {
      errors.forbidden(name, BALANCED_ONLY);
    }
  }

  private static void outside(Value spec, Errors errors) {
    var policy = spec.get("externalTrafficPolicy");
    var type = spec.get("type");
    var reachable =
        type.is("NodePort")
            || isBalanced(spec)
            || type.is("ClusterIP") && spec.get("externalIPs").size() > 0;
    if (reachable) {
      Checks.requiredOneOf(policy, POLICIES, errors);
    } else if (!policy.text().isEmpty()) {
      errors.invalid(policy, "may only be set for externally-accessible services");
    }
    var health = spec.get("healthCheckNodePort");
    if (health.number() == 0) {
      return; // one is allocated where it is needed
    }
    if (!isBalanced(spec) || !policy.is("Local")) {
      errors.invalid(
          health,
          "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
    } else {
      Checks.port(health, errors);
    }
  }

  static void validateUpdate(Value spec, Value before, Errors errors) {
    var name = spec.get("loadBalancerClass");
    if (isBalanced(spec) && isBalanced(before) && !name.same(before.get("loadBalancerClass"))) {
      errors.invalid(name, "may not change once set");
    }
    balancerClass(spec, errors);
    if (isLocallyBalanced(spec)
        && isLocallyBalanced(before)
        && !spec.get("healthCheckNodePort").same(before.get("healthCheckNodePort"))) {
      errors.forbidden(spec.get("healthCheckNodePort"), Checks.IMMUTABLE);
    }
  }

  private static boolean isLocallyBalanced(Value spec) {
    return isBalanced(spec) && spec.get("externalTrafficPolicy").is("Local");
  }

  /** Where a load balancer has put a service. */
  public static void validateStatus(Value service, Errors errors) {
    var points = service.in("status", "loadBalancer", "ingress");
    if (!isBalanced(service.get("spec"))) {
      if (points.size() > 0) {
        errors.forbidden(points, "may only be used when `spec.type` is 'LoadBalancer'");
      }
      return;
    }
    for (var point : points.items()) {
      var address = point.get("ip");
      var mode = point.get("ipMode");
      if (!address.text().isEmpty()) {
        Addresses.check(address, errors);
      }
      if (!mode.exists()) {
        if (!address.text().isEmpty()) {
          errors.required(mode, "must be specified when `ip` is set");
        }
      } else if (address.text().isEmpty()) {
        errors.forbidden(mode, "may not be specified when `ip` is not set");
      } else {
        Checks.oneOf(mode, IP_MODES, errors);
      }
      hostname(point.get("hostname"), errors);
    }
  }

  /** The name of a load balancer. */
  static void hostname(Value name, Errors errors) {
    if (name.text().isEmpty()) {
      return;
    }
    Checks.subdomain(name, errors);
    if (Addresses.isIp(name.text())) {
      errors.invalid(name, "must be a DNS name, not an IP address");
    }
  }
}
