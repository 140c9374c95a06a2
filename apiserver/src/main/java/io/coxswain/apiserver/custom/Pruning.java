package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.Structural;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Drops the fields that a structural schema does not name, as upstream does on write and read. */
final class Pruning {
  private static final Set<String> TYPE_META = Set.of("apiVersion", "kind", "metadata");

  private Pruning() {}

  /** Prunes a whole object in place; whether anything was dropped. */
  static boolean prune(ObjectNode object, Structural schema) {
    var dropped = new ArrayList<String>();
    object(object, schema, true, "", dropped);
    return !dropped.isEmpty();
  }

  /** As above; returns the paths of what was dropped: {@code spec.list[0].name}. */
  static List<String> pruned(ObjectNode object, Structural schema) {
    var dropped = new ArrayList<String>();
    object(object, schema, true, "", dropped);
    return dropped;
  }

  private static void value(
      JsonNode node, Structural schema, boolean resource, String path, List<String> dropped) {
    if (node instanceof ObjectNode object) {
      object(object, schema, resource, path, dropped);
    } else if (node.isArray()) {
      var items = schema.items();
      if (items == null) {
        return; // no list is expected here: validation says so
      }
      for (var i = 0; i < node.size(); i++) {
        value(node.get(i), items, items.embeddedResource(), path + "[" + i + "]", dropped);
      }
    }
  }

  private static void object(
      ObjectNode object, Structural schema, boolean resource, String path, List<String> dropped) {
    var gone = new ArrayList<String>(0);
    for (var entry : object.properties()) {
      var name = entry.getKey();
      if (resource && TYPE_META.contains(name)) {
        continue;
      }
      var child = schema.property(name);
      var place = path.isEmpty() ? name : path + "." + name;
      if (child != null) {
        value(entry.getValue(), child, child.embeddedResource(), place, dropped);
      } else if (schema.additional() != null) {
        value(
            entry.getValue(),
            schema.additional(),
            schema.additional().embeddedResource(),
            place,
            dropped);
      } else if (!schema.preserveUnknownFields() && !schema.anyAdditional()) {
        gone.add(name);
        dropped.add(place);
      }
    }
    object.remove(gone);
  }
}
