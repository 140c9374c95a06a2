package io.coxswain.api.patch;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7386): objects are merged, null deletes, everything else replaces. */
public final class MergePatch {
  private MergePatch() {}

  /** The target with the patch merged in; a null target counts as absent. */
  public static JsonNode apply(@Nullable JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    var result = JsonNodeFactory.instance.objectNode();
    if (target instanceof ObjectNode object) {
      result.setAll(object);
    }
    for (var change : changes.properties()) {
      if (change.getValue().isNull()) {
        result.remove(change.getKey());
      } else {
        result.set(change.getKey(), apply(result.get(change.getKey()), change.getValue()));
      }
    }
    return result;
  }

  /**
   * The smallest patch that turns one value into the other. Values that hold null in objects can't
   * be expressed (RFC 7386, section 1) and lose it.
   */
  public static JsonNode diff(JsonNode from, JsonNode to) {
    if (!(from instanceof ObjectNode before) || !(to instanceof ObjectNode after)) {
      return to;
    }
    var patch = JsonNodeFactory.instance.objectNode();
    for (var entry : before.properties()) {
      if (!after.has(entry.getKey())) {
        patch.putNull(entry.getKey());
      }
    }
    for (var entry : after.properties()) {
      var old = before.get(entry.getKey());
      if (old == null) {
        patch.set(entry.getKey(), entry.getValue());
      } else if (!old.equals(entry.getValue())) {
        patch.set(entry.getKey(), diff(old, entry.getValue()));
      }
    }
    return patch;
  }
}
