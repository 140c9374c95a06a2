package io.coxswain.apiserver.registry.validation;

import io.coxswain.apiserver.registry.strategy.QosClass;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a resize may change: cpu and memory of containers (KEP-1287). */
final class PodResizeValidation {
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final Set<String> RESIZABLE = Set.of("cpu", "memory");

  private PodResizeValidation() {}

  static void validate(Value pod, Value old, Errors errors) {
    if (old.in("metadata", "annotations").has(MIRROR)) {
      errors.forbidden(Value.at("", pod.node()), "static pods cannot be resized");
      return;
    }
    if (old.in("spec", "os", "name").is("windows")) {
      errors.forbidden(Value.at("", pod.node()), "windows pods cannot be resized");
      return;
    }
    var spec = pod.get("spec");
    if (old.in("status", "phase").is("Succeeded") || old.in("status", "phase").is("Failed")) {
      errors.forbidden(spec, "Pod is not running");
    }
    var before = QosClass.of(old.get("spec").node());
    if (!before.equals(QosClass.of(spec.node()))) {
      errors.invalid(spec, before, "Pod QOS Class may not change as a result of resizing");
    }
    for (var list : List.of("containers", "initContainers")) {
      container(spec.get(list), old.in("spec", list), errors);
    }
  }

  private static void container(Value containers, Value old, Errors errors) {
    for (var i = 0; i < containers.size(); i++) {
      var resources = containers.items().get(i).get("resources");
      var before = old.items().get(i).get("resources");
      if (resources.same(before)) {
        continue;
      }
      if (containers.path().endsWith("initContainers")
          && !old.items().get(i).get("restartPolicy").is("Always")) {
        errors.forbidden(resources, "resources for non-sidecar init containers are immutable");
        continue;
      }
      if (!withoutResizable(resources.node()).equals(withoutResizable(before.node()))) {
        errors.forbidden(resources, "only cpu and memory resources are mutable");
      }
      for (var kind : List.of("requests", "limits")) {
        for (var resource : RESIZABLE) {
          if (before.get(kind).has(resource) && !resources.get(kind).has(resource)) {
            errors.forbidden(resources.get(kind), "resource " + kind + " cannot be removed");
          }
        }
      }
    }
  }

  private static JsonNode withoutResizable(JsonNode resources) {
    if (!(resources.deepCopy() instanceof ObjectNode copy)) {
      return resources;
    }
    for (var kind : List.of("requests", "limits")) {
      if (copy.get(kind) instanceof ObjectNode amounts) {
        amounts.remove(RESIZABLE);
        if (amounts.isEmpty()) {
          copy.remove(kind);
        }
      }
    }
    return copy;
  }
}
