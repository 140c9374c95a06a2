package io.coxswain.apiserver.registry.validation;

import io.coxswain.apiserver.registry.strategy.QosClass;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a resize may change: cpu and memory of containers (KEP-1287). */
final class PodResizeValidation {
  private static final Set<String> RESIZABLE = Set.of("cpu", "memory");
  private static final List<String> AMOUNTS = List.of("requests", "limits");

  private PodResizeValidation() {}

  static void validate(Value pod, Value old, Errors errors) {
    var never = neverBecause(pod, old);
    if (!never.isEmpty()) {
      errors.forbidden(Value.at("", pod.node()), never);
      return;
    }
    var spec = pod.get("spec");
    var before = old.get("spec");
    var quality = QosClass.of(before.node());
    if (!quality.equals(QosClass.of(spec.node()))) {
      errors.invalid(spec, quality, "Pod QOS Class may not change as a result of resizing");
    }
    if (!isSupportedByNode(old)) {
      errors.forbidden(spec, "Pod running on node without support for resize");
    }
    for (var list : List.of("initContainers", "containers")) {
      if (spec.get(list).size() != before.get(list).size()) {
        errors.forbidden(spec, "only cpu and memory resources are mutable");
        return;
      }
      removals(spec.get(list), before.get(list), errors);
    }
    for (var list : List.of("containers", "initContainers")) {
      others(spec, spec.get(list), before.get(list), errors);
    }
  }

  /** What makes a pod one that is never resized; empty for others. */
  private static String neverBecause(Value pod, Value old) {
    for (var version : List.of(pod, old)) {
      var resources = version.in("spec", "resources");
      if (AMOUNTS.stream().anyMatch(amounts -> resources.get(amounts).size() > 0)) {
        return "pods with pod-level resources cannot be resized";
      }
    }
    if (old.in("metadata", "annotations").has(PodAnnotationValidation.MIRROR)) {
      return "static pods cannot be resized";
    }
    return old.in("spec", "os", "name").is("windows") ? "windows pods cannot be resized" : "";
  }

  /** A kubelet that can resize says what running containers have. */
  private static boolean isSupportedByNode(Value pod) {
    for (var status : pod.in("status", "containerStatuses").items()) {
      if (status.get("state").has("running")) {
        return status.has("resources");
      }
    }
    return true;
  }

  private static void removals(Value containers, Value old, Errors errors) {
    var init = containers.path().endsWith("initContainers");
    for (var i = 0; i < old.size(); i++) {
      var before = old.items().get(i);
      if (init && !before.get("restartPolicy").is("Always")) {
        continue;
      }
      var resources = containers.items().get(i).get("resources");
      for (var kind : AMOUNTS) {
        var amounts = resources.get(kind);
        for (var amount : before.get("resources").get(kind).properties()) {
          if (!amounts.has(amount.getKey())) {
            errors.forbidden(amounts, "resource " + kind + " cannot be removed");
            break;
          }
        }
      }
    }
  }

  /** Upstream names the spec only. */
  private static void others(Value spec, Value containers, Value old, Errors errors) {
    var init = containers.path().endsWith("initContainers");
    for (var i = 0; i < old.size(); i++) {
      var now = containers.items().get(i).get("resources");
      var before = old.items().get(i).get("resources");
      if (init && !old.items().get(i).get("restartPolicy").is("Always")) {
        if (!now.same(before)) {
          errors.forbidden(spec, "resources for non-sidecar init containers are immutable");
        }
      } else if (!withoutResizable(now.node()).equals(withoutResizable(before.node()))) {
        errors.forbidden(
            spec,
            init
                ? "only cpu and memory resources for sidecar containers are mutable"
                : "only cpu and memory resources are mutable");
      }
    }
  }

  private static JsonNode withoutResizable(JsonNode resources) {
    if (!(resources.deepCopy() instanceof ObjectNode copy)) {
      return resources;
    }
    for (var kind : AMOUNTS) {
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
