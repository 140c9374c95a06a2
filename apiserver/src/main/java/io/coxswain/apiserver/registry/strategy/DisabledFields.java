package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields of pod specs behind gates that v1.34 has off by default: dropped, as upstream drops them.
 */
final class DisabledFields {
  private DisabledFields() {}

  static void drop(ObjectNode spec) {
    spec.remove("hostnameOverride"); // HostnameOverride
    for (var list : PodSpecDefaults.CONTAINER_LISTS) {
      for (var container : spec.path(list)) {
        if (container instanceof ObjectNode object) {
          dropInContainer(object);
        }
      }
    }
    for (var volume : spec.path("volumes")) {
      if (volume instanceof ObjectNode object) {
        object.remove("image"); // ImageVolume
        dropInSources(object.path("projected").path("sources"));
      }
    }
  }

  private static void dropInContainer(ObjectNode container) {
    container.remove("restartPolicyRules"); // ContainerRestartRules
    if (Trees.object(container, "lifecycle") instanceof ObjectNode lifecycle) {
      lifecycle.remove("stopSignal"); // ContainerStopSignals
    }
    for (var variable : container.path("env")) {
      if (variable.get("valueFrom") instanceof ObjectNode source) {
        source.remove("fileKeyRef"); // EnvFiles
      }
    }
  }

  private static void dropInSources(JsonNode sources) {
    for (var source : sources) {
      if (source instanceof ObjectNode object) {
        // ClusterTrustBundleProjection, PodCertificateRequest
        object.remove(List.of("clusterTrustBundle", "podCertificate"));
      }
    }
  }
}
