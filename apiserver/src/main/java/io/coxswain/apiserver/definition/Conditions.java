package io.coxswain.apiserver.definition;

import io.coxswain.apiserver.registry.Trees;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The conditions in the status of a definition. */
final class Conditions {
  private Conditions() {}

  /** One condition to be set. */
  record Condition(String type, boolean holds, String reason, String message) {}

  static @Nullable JsonNode find(ObjectNode definition, String type) {
    for (var condition : definition.path("status").path("conditions")) {
      if (Trees.text(condition, "type").equals(type)) {
        return condition;
      }
    }
    return null;
  }

  /** Sets a condition in place; its time moves only where the status does. */
  static void set(ObjectNode definition, Condition condition, Instant now) {
    var status = condition.holds() ? "True" : "False";
    if (find(definition, condition.type()) instanceof ObjectNode known) {
      if (!Trees.text(known, "status").equals(status)) {
        known.put("lastTransitionTime", Trees.time(now));
      }
      known.put("status", status);
      known.put("reason", condition.reason()).put("message", condition.message());
      return;
    }
    var root = Trees.child(definition, "status");
    var list =
        root.get("conditions") instanceof ArrayNode found ? found : root.putArray("conditions");
    list.addObject()
        .put("type", condition.type())
        .put("status", status)
        .put("lastTransitionTime", Trees.time(now))
        .put("reason", condition.reason())
        .put("message", condition.message());
  }
}
