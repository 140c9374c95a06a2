package io.coxswain.apiserver.node;

import io.coxswain.apiserver.node.NodePods.Used;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The objects of its own namespace that a pod uses. */
final class PodReferences {
  private record Reference(Used kind, String name) {}

  private final Set<Reference> references = new HashSet<>();

  private PodReferences() {}

  /** Reads a pod. */
  static PodReferences of(JsonNode pod) {
    var found = new PodReferences();
    var spec = pod.path("spec");
    var name = pod.path("metadata").path("name").asString("");
    var account = spec.path("serviceAccountName").asString("");
    found.add(Used.SERVICE_ACCOUNT, account);
    spec.path("imagePullSecrets").forEach(secret -> found.add(Used.SECRET, text(secret, "name")));
    for (var volume : spec.path("volumes")) {
      if (volume.has("ephemeral")) {
        found.add(Used.CLAIM, name + "-" + text(volume, "name"));
      }
      found.walk(volume);
    }
    for (var list : new String[] {"initContainers", "containers", "ephemeralContainers"}) {
      for (var container : spec.path(list)) {
        found.walk(container.path("env"));
        found.walk(container.path("envFrom"));
      }
    }
    for (var claim : pod.path("status").path("resourceClaimStatuses")) {
      found.add(Used.RESOURCE_CLAIM, text(claim, "resourceClaimName"));
    }
    for (var claim : spec.path("resourceClaims")) {
      found.add(Used.RESOURCE_CLAIM, text(claim, "resourceClaimName"));
    }
    return found;
  }

  boolean has(Used kind, String name) {
    return references.contains(new Reference(kind, name));
  }

  /** Volumes and environments name what they use in a dozen places, but always in these words. */
  private void walk(JsonNode node) {
    for (var property : node.properties()) {
      var value = property.getValue();
      switch (property.getKey()) {
        case "secretName" -> add(Used.SECRET, value.asString(""));
        case "secret", "secretRef", "secretKeyRef", "nodePublishSecretRef" ->
            add(Used.SECRET, text(value, "name"));
        case "configMap", "configMapRef", "configMapKeyRef" ->
            add(Used.CONFIG_MAP, text(value, "name"));
        case "claimName" -> add(Used.CLAIM, value.asString(""));
        default -> {
          // nothing is named here
        }
      }
      walk(value);
    }
    if (node.isArray()) {
      node.forEach(this::walk);
    }
  }

  private void add(Used kind, String name) {
    if (!name.isEmpty()) {
      references.add(new Reference(kind, name));
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
