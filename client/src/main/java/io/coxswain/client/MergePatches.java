package io.coxswain.client;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Merge patches as differences of two trees (RFC 7386). */
public final class MergePatches {
  private MergePatches() {}

  /** The patch that turns {@code before} into {@code after}; empty when they are equal. */
  public static ObjectNode between(JsonNode before, JsonNode after) {
    var patch = JsonNodeFactory.instance.objectNode();
    for (var entry : after.properties()) {
      var old = before.get(entry.getKey());
      if (entry.getValue().isObject() && old != null && old.isObject()) {
        var nested = between(old, entry.getValue());
        if (!nested.isEmpty()) {
          patch.set(entry.getKey(), nested);
        }
      } else if (!entry.getValue().equals(old)) {
        patch.set(entry.getKey(), entry.getValue());
      }
    }
    for (var name : before.propertyNames()) {
      if (!after.has(name)) {
        patch.putNull(name);
      }
    }
    return patch;
  }
}
