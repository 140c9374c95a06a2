package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Services (upstream's ValidateService). */
public final class ServiceValidation {
  private static final int MAX_AFFINITY_SECONDS = 86400;

  private static final List<String> DISTRIBUTIONS =
      List.of("PreferClose", "PreferSameNode", "PreferSameZone");

  private ServiceValidation() {}

  public static void validate(Value service, Errors errors) {
    var spec = service.get("spec");
    var type = spec.get("type");
    var ports = spec.get("ports");
    var headless = spec.get("clusterIP").is("None");
    if (ports.size() == 0 && !headless && !type.is("ExternalName")) {
      errors.required(ports);
    }
    if (type.is("LoadBalancer") || type.is("NodePort")) {
      if (headless) {
        errors.invalid(
            Value.at("spec.clusterIPs[0]", spec.get("clusterIP").node()),
            "may not be set to 'None' for " + type.text() + " services");
      }
    }
    if (type.is("ExternalName")) {
      externalName(spec, errors);
    }
    ports(spec, errors);
    MetadataValidation.labels(spec.get("selector"), errors);
    addresses(spec, errors);
    affinity(spec, errors);
    traffic(spec, errors);
    for (var address : spec.get("externalIPs").items()) {
      Addresses.check(address, errors);
      Addresses.ordinary(address, errors);
    }
    var distribution = spec.get("trafficDistribution");
    if (distribution.exists() && !DISTRIBUTIONS.contains(distribution.text())) {
      errors.notSupported(distribution, DISTRIBUTIONS);
    }
  }

  /** The first address stays while the service keeps having one. */
  public static void validateUpdate(Value service, Value old, Errors errors) {
    var spec = service.get("spec");
    var before = old.get("spec");
    if (spec.get("type").is("ExternalName") || before.get("type").is("ExternalName")) {
      return;
    }
    var had = before.get("clusterIPs").items();
    var has = spec.get("clusterIPs").items();
    if (!had.isEmpty() && !had.getFirst().text().isEmpty()) {
      if (has.isEmpty() || !has.getFirst().same(had.getFirst())) {
        errors.invalid(
            Value.at("spec.clusterIPs[0]", spec.get("clusterIPs").node()),
            "may not change once set");
      }
    }
    var families = before.get("ipFamilies").items();
    if (!families.isEmpty()
        && spec.get("ipFamilies").size() > 0
        && !spec.get("ipFamilies").items().getFirst().same(families.getFirst())) {
      errors.invalid(
          Value.at("spec.ipFamilies[0]", families.getFirst().node()),
          spec.get("ipFamilies").items().getFirst().text(),
          "may not change once set");
    }
  }

  private static void externalName(Value spec, Errors errors) {
    for (var field : List.of("clusterIPs", "ipFamilies")) {
      if (spec.get(field).size() > 0) {
        errors.forbidden(spec.get(field), "may not be set when `type` is 'ExternalName'");
      }
    }
    var name = spec.get("externalName");
    var text =
        name.text().endsWith(".")
            ? name.text().substring(0, name.text().length() - 1)
            : name.text();
    if (text.isEmpty()) {
      errors.required(name);
    } else {
      Names.subdomain(text).forEach(error -> errors.invalid(name, error));
    }
  }

  private static void ports(Value spec, Errors errors) {
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    Set<String> nodePorts = new HashSet<>();
    var ports = spec.get("ports").items();
    var inward = spec.get("type").is("ClusterIP");
    for (var port : ports) {
      var name = port.get("name");
      if (name.text().isEmpty()) {
        if (ports.size() > 1) {
          errors.required(name);
        }
      } else {
        Names.label(name.text()).forEach(error -> errors.invalid(name, error));
        if (!names.add(name.text())) {
          errors.duplicate(name);
        }
      }
      var application = port.get("appProtocol");
      if (application.exists()) {
        LabelSyntax.qualifiedNameErrors(application.text())
            .forEach(error -> errors.invalid(application, error));
      }
      Checks.port(port.get("port"), errors);
      Checks.portOrName(port.get("targetPort"), errors);
      var protocol = port.get("protocol").text();
      if (!numbers.add(protocol + port.get("port").number())) {
        errors.duplicate(
            port, "{\"port\":" + port.get("port").number() + ",\"protocol\":\"" + protocol + "\"}");
      }
      var nodePort = port.get("nodePort");
      if (nodePort.number() != 0) {
        if (inward || spec.get("type").is("ExternalName")) {
          errors.forbidden(
              nodePort, "may not be used when `type` is '" + spec.get("type").text() + "'");
        } else if (!nodePorts.add(protocol + nodePort.number())) {
          errors.duplicate(nodePort);
        }
      }
    }
  }

  private static void addresses(Value spec, Errors errors) {
    var addresses = spec.get("clusterIPs").items();
    var first = spec.get("clusterIP");
    if (!addresses.isEmpty() && !addresses.getFirst().same(first)) {
      errors.invalid(spec.get("clusterIPs"), "first value must match `clusterIP`");
    }
    if (addresses.size() > 2) {
      errors.invalid(spec.get("clusterIPs"), "may only hold up to 2 values");
    }
    for (var address : addresses) {
      if (address.is("None")) {
        if (addresses.size() > 1) {
          errors.invalid(spec.get("clusterIPs"), "'None' must be the first and only value");
        }
      } else {
        Addresses.check(address, errors);
      }
    }
    Set<String> families = new HashSet<>();
    for (var family : spec.get("ipFamilies").items()) {
      if (!family.is("IPv4") && !family.is("IPv6")) {
        errors.notSupported(family, List.of("IPv4", "IPv6"));
      } else if (!families.add(family.text())) {
        errors.duplicate(family);
      }
    }
    var policy = spec.get("ipFamilyPolicy");
    var policies = List.of("PreferDualStack", "RequireDualStack", "SingleStack");
    if (!policy.text().isEmpty() && !policies.contains(policy.text())) {
      errors.notSupported(policy, policies);
    }
  }

  private static void affinity(Value spec, Errors errors) {
    var config = spec.get("sessionAffinityConfig");
    var seconds = config.in("clientIP", "timeoutSeconds");
    if (seconds.exists() && (seconds.number() < 1 || seconds.number() > MAX_AFFINITY_SECONDS)) {
      errors.invalid(seconds, "must be greater than 0 and less than " + MAX_AFFINITY_SECONDS);
    }
  }

  private static void traffic(Value spec, Errors errors) {
    var policy = spec.get("externalTrafficPolicy");
    var outward = spec.get("type").is("NodePort") || spec.get("type").is("LoadBalancer");
    if (policy.exists() && !outward && spec.get("externalIPs").size() == 0) {
      errors.invalid(policy, "may only be set for externally-accessible services");
    }
    var health = spec.get("healthCheckNodePort");
    if (health.exists() && (!spec.get("type").is("LoadBalancer") || !policy.is("Local"))) {
      errors.invalid(
          health,
          "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
    }
    for (var range : spec.get("loadBalancerSourceRanges").items()) {
      var trimmed = JsonNodeFactory.instance.stringNode(range.text().strip());
      Cidrs.check(Value.at(range.path(), trimmed), errors);
    }
    for (var field :
        List.of("allocateLoadBalancerNodePorts", "loadBalancerClass", "loadBalancerSourceRanges")) {
      if (spec.get(field).exists() && !spec.get("type").is("LoadBalancer")) {
        errors.forbidden(spec.get(field), "may only be used when `type` is 'LoadBalancer'");
      }
    }
  }
}
