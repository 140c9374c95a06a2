package io.coxswain.apiserver.registry.validation;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is allowed in services but does nothing (upstream's GetWarningsForService). */
public final class ServiceWarnings {
  private ServiceWarnings() {}

  public static List<String> of(JsonNode service) {
    var root = Value.root(service);
    var spec = root.get("spec");
    List<String> warnings = new ArrayList<>(0);
    if (root.in("metadata", "annotations").has("service.kubernetes.io/topology-aware-hints")) {
      warnings.add(
          "annotation service.kubernetes.io/topology-aware-hints is deprecated, please use"
              + " service.kubernetes.io/topology-mode instead");
    }
    var type = spec.get("type");
    if (type.is("ClusterIP") && spec.get("clusterIP").is("None")) {
      headless(spec, warnings);
    }
    if (type.is("ExternalName") && spec.get("externalIPs").size() > 0) {
      warnings.add("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
    }
    if (!type.is("ExternalName") && !spec.get("externalName").text().isEmpty()) {
      warnings.add("spec.externalName is ignored when spec.type is not \"ExternalName\"");
    }
    return warnings;
  }

  private static void headless(Value spec, List<String> warnings) {
    if (!spec.get("loadBalancerIP").text().isEmpty()) {
      warnings.add("spec.loadBalancerIP is ignored for headless services");
    }
    if (spec.get("externalIPs").size() > 0) {
      warnings.add("spec.externalIPs is ignored for headless services");
    }
    if (!spec.get("sessionAffinity").is("None")) {
      warnings.add("spec.SessionAffinity is ignored for headless services");
    }
  }
}
