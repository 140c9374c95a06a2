package io.coxswain.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strategic merge patch with all its directives against a model that follows the documentation
 * (sig-api-machinery/strategic-merge-patch.md) step by step. An object has a scalar {@code s}, a
 * map {@code m}, an object {@code o}, a list keyed by name {@code k}, a list of scalars that merges
 * {@code p} and one that does not {@code a}.
 */
class StrategicMergeModelTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");
  private static final ObjectSchema SCHEMA = schema(2);

  @net.jqwik.api.Property(tries = 3000)
  void patchesDoWhatTheDocumentationSays(@ForAll("cases") Case example) {
    var live = example.live.deepCopy();
    var patch = example.patch.deepCopy();

    var result = StrategicMergePatch.apply(example.live, example.patch, SCHEMA);

    if (isConsistent(patch)) {
      assertThat(result).isEqualTo(new PatchResult.Patched(object(live.deepCopy(), patch)));
    } else {
      assertThat(result).isInstanceOf(PatchResult.Malformed.class);
    }
    assertThat(example.live).isEqualTo(live);
    assertThat(example.patch).isEqualTo(patch);
  }

  @net.jqwik.api.Property(tries = 1000)
  void aPatchAppliedAgainChangesNothing(@ForAll("cases") Case example) {
    if (isConsistent(example.patch)) {
      var once = object(example.live, example.patch);
      assertThat(StrategicMergePatch.apply(once, example.patch, SCHEMA))
          .isEqualTo(new PatchResult.Patched(once));
    }
  }

  record Case(ObjectNode live, ObjectNode patch) {}

  // ---- the model

  private static ObjectNode object(ObjectNode live, ObjectNode patch) {
    switch (patch.path("$patch").asString("")) {
      case "replace" -> {
        return (ObjectNode) clean(patch);
      }
      case "delete" -> {
        return Json.mapper().createObjectNode();
      }
      default -> {}
    }
    var result = live.deepCopy();
    if (patch.has("$retainKeys")) {
      List<String> kept = new ArrayList<>();
      patch.get("$retainKeys").forEach(key -> kept.add(key.asString()));
      result.retain(kept);
    }
    for (var name : List.of("s", "m", "o", "k", "p", "a")) {
      field(result, patch, name);
    }
    return result;
  }

  private static void field(ObjectNode result, ObjectNode patch, String name) {
    var before = result.get(name);
    var change = patch.get(name);
    if (change != null && change.isNull()) {
      result.remove(name);
    } else if (change != null && before != null) {
      result.set(name, value(before, change, name));
    } else if (change != null && !change.has("$patch")) {
      result.set(name, clean(change));
    }
    if (result.get(name) instanceof ArrayNode list) {
      var order = patch.get("$setElementOrder/" + name);
      if (order == null && name.matches("[kp]") && change != null && before != null) {
        order = clean(change);
      }
      var ordered = order == null ? list.deepCopy() : inOrder(list, order, before);
      ordered.removeIf(item -> has(patch.path("$deleteFromPrimitiveList/" + name), item));
      result.set(name, ordered);
    }
  }

  private static JsonNode value(JsonNode before, JsonNode change, String name) {
    return switch (name) {
      case "s", "a" -> change;
      case "m" -> MergePatch.apply(before, change);
      case "o" -> object((ObjectNode) before, (ObjectNode) change);
      case "k" -> keyed(before, change);
      default -> {
        var union = Json.mapper().createArrayNode();
        before.forEach(union::add);
        change.forEach(item -> union.addAll(has(union, item) ? List.of() : List.of(item)));
        yield union;
      }
    };
  }

  private static JsonNode keyed(JsonNode before, JsonNode change) {
    Map<String, JsonNode> byName = new HashMap<>();
    before.forEach(item -> byName.put(item.get("name").asString(), item));
    for (var item : change) {
      if (item.path("$patch").asString("").equals("replace")) {
        return clean(change);
      }
      if (item.path("$patch").asString("").equals("delete")) {
        byName.remove(item.get("name").asString());
      }
    }
    for (var item : change) {
      if (!item.has("$patch")) {
        var old = (ObjectNode) byName.get(item.get("name").asString());
        var merged = old == null ? clean(item) : object(old, (ObjectNode) item);
        ((ObjectNode) merged).set("name", item.get("name"));
        byName.put(item.get("name").asString(), merged);
      }
    }
    return Json.mapper().createArrayNode().addAll(byName.values());
  }

  /**
   * Named elements come in the named order, the others in the order they had; of two heads that
   * both stood in the old list the one that stood first comes first, otherwise the named one.
   */
  private static ArrayNode inOrder(ArrayNode list, JsonNode wanted, JsonNode before) {
    var named = new ArrayDeque<JsonNode>();
    wanted.forEach(item -> named.addAll(has(list, item) ? List.of(find(list, item)) : List.of()));
    var others = new ArrayDeque<JsonNode>();
    if (before != null) {
      before.forEach(
          item -> {
            if (has(list, item) && !has(wanted, item)) {
              others.add(find(list, item));
            }
          });
    }
    list.forEach(
        item -> {
          if (!has(wanted, item) && (before == null || !has(before, item))) {
            others.add(item);
          }
        });
    var result = Json.mapper().createArrayNode();
    while (!named.isEmpty() || !others.isEmpty()) {
      var first =
          named.isEmpty()
              || !others.isEmpty()
                  && before != null
                  && has(before, named.peek())
                  && has(before, others.peek())
                  && index(before, others.peek()) < index(before, named.peek());
      result.add(first ? others.poll() : named.poll());
    }
    return result;
  }

  private static int index(JsonNode list, JsonNode item) {
    for (var i = 0; i < list.size(); i++) {
      if (list.get(i).path("name").equals(item.path("name"))
          && (item.has("name") || list.get(i).equals(item))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean has(JsonNode list, JsonNode item) {
    return index(list, item) >= 0;
  }

  private static JsonNode find(JsonNode list, JsonNode item) {
    return list.get(index(list, item));
  }

  private static JsonNode clean(JsonNode patch) {
    if (patch instanceof ArrayNode list) {
      var result = Json.mapper().createArrayNode();
      list.forEach(item -> result.addAll(item.has("$patch") ? List.of() : List.of(clean(item))));
      return result;
    }
    if (patch instanceof ObjectNode object) {
      var result = Json.mapper().createObjectNode();
      for (var entry : object.properties()) {
        var value = entry.getValue();
        if (!entry.getKey().startsWith("$") && !value.isNull() && !value.has("$patch")) {
          result.set(entry.getKey(), clean(entry.getValue()));
        }
      }
      return result;
    }
    return patch;
  }

  /** The elements a patch names must come in the order it asks for. */
  private static boolean isConsistent(JsonNode patch) {
    for (var name : List.of("k", "p")) {
      var order = patch.path("$setElementOrder/" + name);
      var at = 0;
      for (var item : clean(patch.path(name))) {
        var place = index(order, item);
        if (!order.isEmpty() && place < at) {
          return false;
        }
        at = place + 1;
      }
    }
    return true;
  }

  // ---- the cases

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.randomValue(
        random -> new Case(live(random, 2), patch(random, 2, random.nextInt(8) > 0)));
  }

  private static ObjectNode live(Random random, int depth) {
    var object = Json.mapper().createObjectNode();
    if (random.nextBoolean()) {
      object.put("s", "s" + random.nextInt(3));
    }
    if (random.nextBoolean()) {
      var map = object.putObject("m");
      some(random).forEach(name -> map.put(name, "m" + random.nextInt(3)));
    }
    if (random.nextBoolean()) {
      object.set("a", scalars(random));
    }
    if (random.nextInt(3) > 0) {
      object.set("p", scalars(random));
    }
    if (depth > 0 && random.nextBoolean()) {
      object.set("o", live(random, depth - 1));
    }
    if (depth > 0 && random.nextInt(4) > 0) {
      var list = object.putArray("k");
      some(random).forEach(name -> list.add(live(random, depth - 1).put("name", name)));
    }
    return object;
  }

  private static ObjectNode patch(Random random, int depth, boolean orderly) {
    var object = live(random, depth);
    for (var name : List.of("s", "m", "o", "k", "p", "a")) {
      if (random.nextInt(6) == 0) {
        object.putNull(name);
      }
    }
    if (object.get("m") instanceof ObjectNode map && random.nextBoolean()) {
      map.putNull(NAMES.get(random.nextInt(4)));
    }
    if (object.get("o") instanceof ObjectNode) {
      object.set("o", directed(patch(random, depth - 1, true), random));
    }
    if (object.get("p") instanceof ArrayNode list) {
      order(object, "p", list, scalars(random), orderly, random);
    } else if (!object.has("p") && random.nextBoolean()) {
      object.set("$setElementOrder/p", scalars(random));
    }
    if (random.nextInt(3) == 0) {
      var removed = scalars(random);
      removed.removeIf(item -> has(object.path("p"), item));
      object.set("$deleteFromPrimitiveList/p", removed);
    }
    if (object.get("k") instanceof ArrayNode list) {
      elements(object, list, depth, orderly, random);
    }
    return object;
  }

  private static ObjectNode directed(ObjectNode patch, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> patch.put("$patch", "replace");
      case 1 -> patch.put("$patch", "delete");
      case 2 -> {
        var keys = patch.putArray("$retainKeys");
        List.of("s", "m", "o", "k", "p", "a").stream().filter(patch::has).forEach(keys::add);
        if (random.nextBoolean()) {
          keys.add("s");
        }
      }
      default -> {}
    }
    return patch;
  }

  private static void elements(
      ObjectNode object, ArrayNode list, int depth, boolean orderly, Random random) {
    var order = Json.mapper().createArrayNode();
    for (var i = 0; i < list.size(); i++) {
      var name = list.get(i).get("name").asString();
      var element = patch(random, depth - 1, true).put("name", name);
      if (random.nextInt(4) == 0) {
        element.removeAll().put("name", name).put("$patch", "delete");
      } else {
        order.addObject().put("name", name);
      }
      list.set(i, element);
    }
    if (random.nextInt(8) == 0) {
      list.addObject().put("$patch", "replace");
    } else {
      var more = Json.mapper().createArrayNode();
      some(random).forEach(name -> more.addObject().put("name", name));
      more.removeIf(item -> has(list, item));
      order(object, "k", order, more, orderly, random);
    }
  }

  /** An order for the elements of a patch and some more that only the server may have. */
  private static void order(
      ObjectNode patch,
      String name,
      ArrayNode elements,
      ArrayNode more,
      boolean orderly,
      Random random) {
    if (random.nextBoolean()) {
      return;
    }
    List<JsonNode> order = new ArrayList<>();
    elements.forEach(order::add);
    more.forEach(
        item -> {
          if (!has(elements, item)) {
            order.add(random.nextInt(order.size() + 1), item);
          }
        });
    if (!orderly) {
      Collections.shuffle(order, random);
    }
    patch.set("$setElementOrder/" + name, Json.mapper().createArrayNode().addAll(order));
  }

  private static ArrayNode scalars(Random random) {
    var list = Json.mapper().createArrayNode();
    some(random).forEach(list::add);
    return list;
  }

  private static List<String> some(Random random) {
    var names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    return names.subList(0, random.nextInt(names.size() + 1));
  }

  private static ObjectSchema schema(int depth) {
    Map<String, Property> fields = new HashMap<>();
    var text = new ScalarSchema(Kind.STRING, Set.of());
    put(fields, "name", text);
    put(fields, "s", text);
    put(fields, "m", new MapSchema(text));
    put(fields, "a", new ListSchema(text, ListType.ATOMIC, List.of(), null, false, false));
    put(fields, "p", new ListSchema(text, ListType.SET, List.of(), null, true, false));
    if (depth > 0) {
      var inner = schema(depth - 1);
      put(fields, "o", inner);
      put(fields, "k", new ListSchema(inner, ListType.MAP, List.of("name"), "name", false, true));
    }
    return new ObjectSchema("Level" + depth, "", fields, false);
  }

  private static void put(Map<String, Property> fields, String name, Schema schema) {
    fields.put(name, new Property(name, schema, "", 0, List.of(), false, false, false, null));
  }
}
