package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Profiles of AppArmor that a new pod names in annotations, as before v1.30: made into fields. */
final class AppArmorAnnotations {
  private static final String PREFIX = "container.apparmor.security.beta.kubernetes.io/";
  private static final String LOCALHOST = "localhost/";
  private static final String FIELD = "appArmorProfile";

  private AppArmorAnnotations() {}

  static void apply(ObjectNode pod, Call call) {
    var annotations = pod.path("metadata").path("annotations");
    var spec = pod.path("spec");
    if (annotations.isEmpty() || spec.path("os").path("name").asString("").equals("windows")) {
      return;
    }
    var ofPod = spec.path("securityContext").get(FIELD);
    for (var list : PodSpecDefaults.CONTAINER_LISTS) {
      for (var container : spec.path(list)) {
        var key = PREFIX + container.path("name").asString("");
        if (!annotations.has(key)
            || container.path("securityContext").has(FIELD)
            || !(container instanceof ObjectNode object)) {
          continue;
        }
        var profile = profile(annotations.path(key).asString(""));
        if (profile != null && profile.equals(ofPod)) {
          continue;
        }
        if (profile != null) {
          Trees.child(object, "securityContext").set(FIELD, profile);
        }
        call.warn(
            "metadata.annotations["
                + key
                + "]: deprecated since v1.30; use the \"appArmorProfile\" field instead");
      }
    }
  }

  private static @Nullable ObjectNode profile(String annotation) {
    var profile = JsonNodeFactory.instance.objectNode();
    if (annotation.equals("unconfined")) {
      return profile.put("type", "Unconfined");
    }
    if (annotation.equals("runtime/default")) {
      return profile.put("type", "RuntimeDefault");
    }
    var name = annotation.startsWith(LOCALHOST) ? annotation.substring(LOCALHOST.length()) : "";
    return name.isBlank() ? null : profile.put("type", "Localhost").put("localhostProfile", name);
  }
}
