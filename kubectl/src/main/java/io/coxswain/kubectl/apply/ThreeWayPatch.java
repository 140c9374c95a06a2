package io.coxswain.kubectl.apply;

import io.coxswain.kubectl.tree.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The patch that kubectl apply sends: what the manifest has otherwise than the server, and what the
 * manifest had when it was last applied and has no more.
 *
 * @param strategic a strategic merge patch; a JSON merge patch (RFC 7396) otherwise
 */
public record ThreeWayPatch(boolean strategic, ObjectNode patch) {

  public boolean isEmpty() {
    return patch.isEmpty();
  }

  /**
   * @param original the manifest as last applied; empty where it never was
   * @param modified the manifest with its last-applied annotation
   * @param current what the server has
   */
  public static ThreeWayPatch of(ObjectNode original, ObjectNode modified, ObjectNode current) {
    var schema = PatchSchema.of(Trees.text(modified, "apiVersion"), Trees.text(modified, "kind"));
    var parts = schema.orElse(new PatchSchema(null));
    var delta = new StrategicDiff(true, false).diff(current, modified, parts);
    var deletions = new StrategicDiff(false, true).diff(original, modified, parts);
    dropAbsent(deletions, current, parts);
    merge(deletions, delta, parts);
    return new ThreeWayPatch(schema.isPresent(), deletions);
  }

  /**
   * Deletions of what the server does not have any more change nothing: without them a second apply
   * is seen to be unchanged.
   */
  private static void dropAbsent(ObjectNode deletions, JsonNode current, PatchSchema schema) {
    for (var name : deletions.propertyNames().toArray(new String[0])) {
      var deletion = deletions.path(name);
      var present = current.path(name);
      if (deletion.isNull() && !Trees.present(present)) {
        deletions.remove(name);
      } else if (deletion instanceof ObjectNode child) {
        dropAbsent(child, present, schema.field(name));
        if (child.isEmpty()) {
          deletions.remove(name);
        }
      } else if (deletion instanceof ArrayNode list && !name.startsWith("$")) {
        dropAbsentElements(list, present, schema.field(name));
        if (list.isEmpty()) {
          deletions.remove(name);
          deletions.remove(StrategicDiff.ELEMENT_ORDER + name);
        }
      }
    }
  }

  private static void dropAbsentElements(ArrayNode list, JsonNode present, PatchSchema schema) {
    var key = schema.mergeKey();
    if (key == null || !(present instanceof ArrayNode current)) {
      list.removeAll();
      return;
    }
    for (var i = list.size() - 1; i >= 0; i--) {
      var element = list.path(i);
      var counterpart = StrategicDiff.find(current, key, element.path(key));
      if (counterpart == null) {
        list.remove(i);
      } else if (!element.has(StrategicDiff.PATCH) && element instanceof ObjectNode change) {
        var value = change.remove(key);
        dropAbsent(change, counterpart, schema.element());
        if (change.isEmpty()) {
          list.remove(i);
        } else {
          change.set(key, value);
        }
      }
    }
  }

  /** Adds one patch to another; lists with a merge key are joined by it. */
  private static void merge(ObjectNode into, ObjectNode from, PatchSchema schema) {
    for (var entry : from.properties()) {
      var name = entry.getKey();
      var present = into.get(name);
      if (present instanceof ObjectNode mine && entry.getValue() instanceof ObjectNode theirs) {
        merge(mine, theirs, schema.field(name));
      } else if (present instanceof ArrayNode mine
          && entry.getValue() instanceof ArrayNode theirs
          && !name.startsWith("$")
          && schema.field(name).mergeKey() != null) {
        mergeElements(mine, theirs, schema.field(name));
      } else {
        into.set(name, entry.getValue());
      }
    }
  }

  private static void mergeElements(ArrayNode into, ArrayNode from, PatchSchema schema) {
    var key = String.valueOf(schema.mergeKey());
    for (var element : from) {
      var mine = StrategicDiff.find(into, key, element.path(key));
      if (mine instanceof ObjectNode present && element instanceof ObjectNode change) {
        merge(present, change, schema.element());
      } else {
        into.add(element);
      }
    }
  }
}
