package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Computed defaults of pod specs, in pods and in templates (upstream's SetDefaults_PodSpec). */
final class PodSpecDefaults {
  static final List<String> CONTAINER_LISTS =
      List.of("initContainers", "containers", "ephemeralContainers");

  private PodSpecDefaults() {}

  /** Defaults of a template inside another kind's spec. */
  static void inTemplate(ObjectNode ownerSpec) {
    var template = Trees.object(ownerSpec, "template");
    var spec = Trees.object(template, "spec");
    if (spec != null) {
      apply(spec);
    }
  }

  static void apply(ObjectNode spec) {
    if (!spec.has("securityContext")) {
      spec.putObject("securityContext");
    }
    serviceAccount(spec);
    for (var list : CONTAINER_LISTS) {
      for (var container : spec.path(list)) {
        if (container instanceof ObjectNode object) {
          imagePullPolicy(object);
        }
      }
    }
    for (var volume : spec.path("volumes")) {
      // a volume without a source is an empty directory
      if (volume instanceof ObjectNode object && object.size() == 1 && object.has("name")) {
        object.putObject("emptyDir");
      }
    }
    DisabledFields.drop(spec);
  }

  /** Defaults only pods have, not their templates. */
  static void applyToPod(ObjectNode spec) {
    if (!spec.has("enableServiceLinks")) {
      spec.put("enableServiceLinks", true);
    }
    for (var list : List.of("initContainers", "containers")) {
      for (var container : spec.path(list)) {
        requestsFromLimits(container);
        if (spec.path("hostNetwork").asBoolean(false)) {
          hostPorts(container);
        }
      }
    }
  }

  /** The old and the new name of one field always agree. */
  private static void serviceAccount(ObjectNode spec) {
    var name = Trees.text(spec, "serviceAccountName");
    var old = Trees.text(spec, "serviceAccount");
    if (!name.isEmpty()) {
      spec.put("serviceAccount", name);
    } else if (!old.isEmpty()) {
      spec.put("serviceAccountName", old);
    }
  }

  private static void imagePullPolicy(ObjectNode container) {
    if (!Trees.text(container, "imagePullPolicy").isEmpty()) {
      return;
    }
    var image = Trees.text(container, "image");
    container.put("imagePullPolicy", isLatest(image) ? "Always" : "IfNotPresent");
  }

  /** Whether an image is named by the tag {@code latest}, which also no tag and no digest mean. */
  static boolean isLatest(String image) {
    var digest = image.indexOf('@');
    var name = digest < 0 ? image : image.substring(0, digest);
    var colon = name.lastIndexOf(':');
    var tag = colon > name.lastIndexOf('/') ? name.substring(colon + 1) : "";
    return tag.isEmpty() ? digest < 0 : tag.equals("latest");
  }

  private static void requestsFromLimits(JsonNode container) {
    var resources = Trees.object(container, "resources");
    var limits = Trees.object(resources, "limits");
    if (resources == null || limits == null) {
      return;
    }
    var requests = Trees.child(resources, "requests");
    for (var limit : limits.properties()) {
      requests.putIfAbsent(limit.getKey(), limit.getValue());
    }
  }

  private static void hostPorts(JsonNode container) {
    for (var port : container.path("ports")) {
      if (port instanceof ObjectNode object && !object.has("hostPort")) {
        Trees.put(object, "hostPort", object.get("containerPort"));
      }
    }
  }
}
