package io.coxswain.kubectl.kustomize;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.apply.PatchSchema;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A strategic merge as kustomize does it: null removes, {@code $patch} replaces or deletes, keyed
 * lists have the patch's elements first. Kinds without a schema have their lists replaced.
 */
final class StrategicMerge {
  private static final String DIRECTIVE = "$patch";

  private StrategicMerge() {}

  /** The merged object; null where the patch deletes it. */
  static @Nullable ObjectNode apply(ObjectNode target, ObjectNode patch) {
    var schema =
        PatchSchema.of(text(target, "apiVersion"), text(target, "kind"))
            .orElse(new PatchSchema(null));
    return merge(target, patch, schema);
  }

  private static @Nullable ObjectNode merge(
      ObjectNode target, ObjectNode patch, PatchSchema schema) {
    switch (text(patch, DIRECTIVE)) {
      case "delete" -> {
        return null;
      }
      case "replace" -> {
        var replaced = patch.deepCopy();
        replaced.remove(DIRECTIVE);
        return replaced;
      }
      default -> {}
    }
    for (var entry : patch.properties()) {
      var name = entry.getKey();
      if (name.startsWith("$")) {
        continue;
      }
      var merged = value(target.get(name), entry.getValue(), schema.field(name));
      if (merged == null) {
        target.remove(name);
      } else {
        target.set(name, merged);
      }
    }
    return target;
  }

  private static @Nullable JsonNode value(
      @Nullable JsonNode before, JsonNode patch, PatchSchema schema) {
    return switch (patch) {
      case ObjectNode object ->
          merge(before instanceof ObjectNode old ? old : Trees.object(), object, schema);
      case ArrayNode list -> list(before instanceof ArrayNode old ? old : null, list, schema);
      case JsonNode scalar -> scalar.isNull() ? null : scalar;
    };
  }

  private static ArrayNode list(@Nullable ArrayNode before, ArrayNode patch, PatchSchema schema) {
    var key = schema.mergeKey();
    var old = before == null ? Trees.array() : before;
    if (key == null) {
      return schema.mergesScalars() ? united(old, patch) : patch.deepCopy();
    }
    for (var element : patch) {
      if (text(element, DIRECTIVE).equals("replace") && !element.has(key)) {
        return without(patch, element);
      }
    }
    var result = Trees.array();
    var rest = new ArrayList<JsonNode>();
    old.forEach(rest::add);
    for (var element : patch) {
      var same = rest.stream().filter(item -> item.path(key).equals(element.path(key))).findFirst();
      same.ifPresent(rest::remove);
      var merged = value(same.orElse(null), element, schema.element());
      if (merged != null) {
        result.add(merged);
      }
    }
    rest.forEach(result::add);
    return result;
  }

  private static ArrayNode without(ArrayNode list, JsonNode left) {
    var result = Trees.array();
    list.forEach(
        item -> {
          if (item != left) {
            result.add(item);
          }
        });
    return result;
  }

  private static ArrayNode united(ArrayNode old, ArrayNode patch) {
    var result = patch.deepCopy();
    for (var item : old) {
      if (patch.valueStream().noneMatch(item::equals)) {
        result.add(item);
      }
    }
    return result;
  }
}
