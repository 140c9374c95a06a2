package io.coxswain.api.patch;

import io.coxswain.api.patch.StrategicMergePatch.BadPatch;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How strategic merge combines two lists. What the patch names comes in the patch's order; elements
 * only the server has are woven in where they stood before them.
 */
final class StrategicList {
  private StrategicList() {}

  static ArrayNode merge(
      @Nullable ArrayNode old,
      ArrayNode patch,
      @Nullable ListSchema schema,
      @Nullable ArrayNode order)
      throws BadPatch {
    if (old == null || schema == null || schema.mergeKey() == null && !schema.mergePatch()) {
      var taken = withoutSpecial(patch);
      return order == null ? taken : order(taken, order, taken, keyOf(schema));
    }
    var key = schema.mergeKey();
    var merged = key == null ? union(old, patch) : mergeByKey(old, patch, schema, key);
    return order(merged, order == null ? withoutSpecial(patch) : order, old, key);
  }

  private static @Nullable String keyOf(@Nullable Schema schema) {
    return schema instanceof ListSchema list ? list.mergeKey() : null;
  }

  /** What a patch names must come in the order that it asks for. */
  static void checkOrder(ArrayNode patch, ArrayNode order, @Nullable Schema schema)
      throws BadPatch {
    var at = 0;
    for (var element : withoutSpecial(patch)) {
      var place = indexOf(order, element, keyOf(schema));
      if (!order.isEmpty() && place < at) {
        throw new BadPatch(
            "The order in patch list:\n"
                + patch
                + "\n doesn't match "
                + StrategicMergePatch.SET_ELEMENT_ORDER
                + " list:\n"
                + order
                + "\n");
      }
      at = place + 1;
    }
  }

  private static ArrayNode union(ArrayNode old, ArrayNode patch) {
    var result = JsonNodeFactory.instance.arrayNode();
    for (var list : List.of(old, patch)) {
      for (var element : list) {
        if (!contains(result, element, null)) {
          result.add(element);
        }
      }
    }
    return result;
  }

  private static ArrayNode mergeByKey(ArrayNode old, ArrayNode patch, ListSchema schema, String key)
      throws BadPatch {
    var changes = new ArrayList<ObjectNode>();
    var result = new ArrayList<JsonNode>();
    old.forEach(result::add);
    var replace = false;
    for (var change : patch) {
      if (!(change instanceof ObjectNode object)) {
        throw new BadPatch("invalid patch: elements of a list merged by " + key + " are objects");
      }
      var directive = object.get(StrategicMergePatch.PATCH);
      if (directive == null || directive.asString("").equals("delete")) {
        if (!object.has(key)) {
          throw new BadPatch("map: " + object + " does not contain declared merge key: " + key);
        }
        if (directive == null) {
          changes.add(object);
        } else {
          result.removeIf(element -> sameKey(element, object, key));
        }
      } else if (directive.asString("").equals("replace")) {
        replace = true;
      } else if (directive.asString("").equals("merge")) {
        throw new BadPatch("merging lists cannot yet be specified in the patch");
      } else {
        throw new BadPatch("unknown patch type found: " + directive.asString("") + " in list");
      }
    }
    if (replace) {
      return withoutSpecial(patch);
    }
    for (var change : changes) {
      mergeElement(result, change, schema, key);
    }
    var merged = JsonNodeFactory.instance.arrayNode(result.size());
    return merged.addAll(result);
  }

  private static void mergeElement(
      List<JsonNode> result, ObjectNode change, ListSchema schema, String key) throws BadPatch {
    for (var i = 0; i < result.size(); i++) {
      if (sameKey(result.get(i), change, key)) {
        result.set(i, StrategicMergePatch.mergeElement(result.get(i), change, schema.element()));
        return;
      }
    }
    result.add(StrategicMergePatch.withoutDirectives(change));
  }

  /**
   * Elements named in {@code wanted} in that order, the others woven in: each before the first
   * wanted one that followed it in {@code before}.
   */
  static ArrayNode order(ArrayNode list, ArrayNode wanted, ArrayNode before, @Nullable String key) {
    var named = new ArrayList<JsonNode>();
    var others = new ArrayList<JsonNode>();
    for (var element : list) {
      (contains(wanted, element, key) ? named : others).add(element);
    }
    named.sort(Comparator.comparingInt(element -> indexOf(wanted, element, key)));
    others.sort(
        Comparator.comparingInt(
            element -> {
              var index = indexOf(before, element, key);
              return index < 0 ? Integer.MAX_VALUE : index;
            }));
    var result = JsonNodeFactory.instance.arrayNode(list.size());
    var next = 0;
    for (var other : others) {
      var place = next;
      var index = indexOf(before, other, key);
      while (place < named.size() && !follows(indexOf(before, named.get(place), key), index)) {
        place++;
      }
      while (next < place) {
        result.add(named.get(next++));
      }
      result.add(other);
    }
    while (next < named.size()) {
      result.add(named.get(next++));
    }
    return result;
  }

  private static boolean follows(int candidate, int index) {
    return candidate >= 0 && index >= 0 && candidate > index;
  }

  static boolean contains(ArrayNode list, JsonNode element, @Nullable String key) {
    return indexOf(list, element, key) >= 0;
  }

  private static int indexOf(ArrayNode list, JsonNode element, @Nullable String key) {
    for (var i = 0; i < list.size(); i++) {
      if (key == null ? list.get(i).equals(element) : sameKey(list.get(i), element, key)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean sameKey(JsonNode left, JsonNode right, String key) {
    var id = left.get(key);
    var other = right.get(key);
    return id != null && other != null && id.asString().equals(other.asString());
  }

  private static ArrayNode withoutSpecial(ArrayNode patch) {
    return (ArrayNode) StrategicMergePatch.withoutDirectives((JsonNode) patch);
  }
}
