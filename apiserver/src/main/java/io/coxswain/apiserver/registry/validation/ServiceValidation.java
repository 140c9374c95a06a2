package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Services (upstream's ValidateService). */
public final class ServiceValidation {
  private static final int MAX_AFFINITY_SECONDS = 86400;
  private static final String HINTS = "service.kubernetes.io/topology-aware-hints";
  private static final String MODE = "service.kubernetes.io/topology-mode";
  private static final List<String> AFFINITIES = List.of("ClientIP", "None");
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

  private ServiceValidation() {}

  public static void validate(Value service, Errors errors) {
    topology(service.in("metadata", "annotations"), errors);
    var spec = service.get("spec");
    var type = spec.get("type");
    var ports = spec.get("ports");
    var headless = ServiceFamilyValidation.isHeadless(spec);
    if (ports.size() == 0 && !headless && !type.is("ExternalName")) {
      errors.required(ports);
    }
    if (headless && (type.is("LoadBalancer") || type.is("NodePort"))) {
      errors.invalid(
          spec.get("clusterIPs").items().getFirst(),
          "may not be set to 'None' for " + type.text() + " services");
    }
    if (type.is("ExternalName")) {
      externalName(spec, errors);
    }
    ports(ports.items(), errors);
    MetadataValidation.labels(spec.get("selector"), errors);
    Checks.requiredOneOf(spec.get("sessionAffinity"), AFFINITIES, errors);
    affinity(spec, errors);
    ServiceFamilyValidation.validate(spec, errors);
    for (var address : spec.get("externalIPs").items()) {
      Addresses.check(address, errors);
      Addresses.ordinary(address, errors);
    }
    Checks.requiredOneOf(type, TYPES, errors);
    if (type.is("ClusterIP")) {
      for (var port : ports.items()) {
        if (port.get("nodePort").number() != 0) {
          errors.forbidden(port.get("nodePort"), "may not be used when `type` is 'ClusterIP'");
        }
      }
    }
    repeated(ports.items(), errors);
    ServiceTrafficValidation.validate(service, errors);
  }

  /** What stays, then what a service is in any case. */
  public static void validateChange(Value service, Value old, Errors errors) {
    var spec = service.get("spec");
    var before = old.get("spec");
    ServiceFamilyValidation.validateUpdate(spec, before, errors);
    ServiceTrafficValidation.validateUpdate(spec, before, errors);
    validate(service, errors);
  }

  private static void topology(Value annotations, Errors errors) {
    var mode = annotations.entry(MODE);
    var hints = annotations.get(HINTS);
    if (mode.exists() && hints.exists() && !mode.same(hints)) {
      errors.invalid(mode, "must match annotations[" + HINTS + "] when both are specified");
    }
  }

  private static void externalName(Value spec, Errors errors) {
    for (var field : List.of("clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
      var value = spec.get(field);
      if (value.size() > 0 || value.isText()) {
        errors.forbidden(value, "may not be set for ExternalName services");
      }
    }
    var name = spec.get("externalName");
    var text = name.text();
    text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (text.isEmpty()) {
      errors.required(name);
    }
    for (var error : text.isEmpty() ? List.<String>of() : Names.subdomain(text)) {
      errors.invalid(name, text, error);
    }
  }

  private static void ports(List<Value> ports, Errors errors) {
    Set<String> names = new HashSet<>();
    for (var port : ports) {
      var name = port.get("name");
      if (name.text().isEmpty()) {
        if (ports.size() > 1) {
          errors.required(name);
        }
      } else {
        Checks.label(name, errors);
        if (!names.add(name.text())) {
          errors.duplicate(name);
        }
      }
      Checks.port(port.get("port"), errors);
      Checks.requiredOneOf(port.get("protocol"), PortValidation.PROTOCOLS, errors);
      Checks.portOrName(port.get("targetPort"), errors);
      if (port.has("appProtocol")) {
        Checks.qualifiedName(port.get("appProtocol"), errors);
      }
    }
  }

  /** Ports that are taken twice, of nodes and of the service. */
  private static void repeated(List<Value> ports, Errors errors) {
    if (ports.size() < 2) {
      return;
    }
    Set<String> taken = new HashSet<>();
    for (var port : ports) {
      var number = port.get("nodePort");
      if (number.number() != 0 && !taken.add(port.get("protocol").text() + number.number())) {
        errors.duplicate(number);
      }
    }
    taken.clear();
    for (var port : ports) {
      var protocol = port.get("protocol").text();
      var number = port.get("port").number();
      if (!taken.add(protocol + number)) {
        errors.duplicate(
            port,
            "{\"Name\":\"\",\"Protocol\":%s,\"AppProtocol\":null,\"Port\":%d,\"TargetPort\":0,\"NodePort\":0}"
                .formatted(Errors.quote(protocol), number));
      }
    }
  }

  private static void affinity(Value spec, Errors errors) {
    var config = spec.get("sessionAffinityConfig");
    if (spec.get("sessionAffinity").is("None") && config.exists()) {
      errors.forbidden(config, "must not be set when session affinity is None");
    }
    if (!spec.get("sessionAffinity").is("ClientIP")) {
      return;
    }
    var client = config.get("clientIP");
    var seconds = client.get("timeoutSeconds");
    for (var level : List.of(config, client, seconds)) {
      if (!level.exists()) {
        errors.required(level, "when session affinity type is ClientIP");
        return;
      }
    }
    if (seconds.number() < 1 || seconds.number() > MAX_AFFINITY_SECONDS) {
      errors.invalid(seconds, "must be greater than 0 and less than " + MAX_AFFINITY_SECONDS);
    }
  }
}
