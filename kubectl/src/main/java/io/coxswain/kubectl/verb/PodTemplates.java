package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.tree.Trees;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where objects keep the pods they make. */
final class PodTemplates {
  private PodTemplates() {}

  /** The pod spec of a pod or a workload; null where the kind has none. */
  static @Nullable ObjectNode spec(JsonNode object) {
    var spec =
        switch (Trees.text(object, "kind")) {
          case "Pod" -> object.path("spec");
          case "CronJob" -> Trees.at(object, "spec", "jobTemplate", "spec", "template", "spec");
          default -> Trees.at(object, "spec", "template", "spec");
        };
    return spec instanceof ObjectNode found ? found : null;
  }
}
