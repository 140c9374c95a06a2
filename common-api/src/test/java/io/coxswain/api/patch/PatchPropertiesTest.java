package io.coxswain.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Patches against models that are too simple to be wrong. */
class PatchPropertiesTest {

  @net.jqwik.api.Property(tries = 300)
  void mergingADiffGivesTheOther(@ForAll("objects") JsonNode from, @ForAll("objects") JsonNode to) {
    assertThat(MergePatch.apply(from, MergePatch.diff(from, to))).isEqualTo(to);
  }

  @net.jqwik.api.Property(tries = 300)
  void mergePatchIsTheRulesOfTheRfc(
      @ForAll("objects") JsonNode target, @ForAll("patches") JsonNode patch) {
    var before = target.deepCopy();
    assertThat(MergePatch.apply(target, patch)).isEqualTo(rfc7386(target.deepCopy(), patch));
    assertThat(target).isEqualTo(before);
  }

  @net.jqwik.api.Property(tries = 300)
  void mergePatchesAreIdempotent(
      @ForAll("objects") JsonNode target, @ForAll("patches") JsonNode patch) {
    var once = MergePatch.apply(target, patch);
    assertThat(MergePatch.apply(once, patch)).isEqualTo(once);
  }

  @net.jqwik.api.Property(tries = 300)
  void aJsonPatchThatAddsAndRemovesChangesNothing(
      @ForAll("objects") JsonNode target, @ForAll("objects") JsonNode value) {
    var patch = Json.mapper().createArrayNode();
    patch.addObject().put("op", "add").put("path", "/fresh").set("value", value);
    patch.addObject().put("op", "test").put("path", "/fresh").set("value", value);
    patch.addObject().put("op", "move").put("from", "/fresh").put("path", "/moved");
    patch.addObject().put("op", "copy").put("from", "/moved").put("path", "/again");
    patch.addObject().put("op", "remove").put("path", "/moved");
    patch.addObject().put("op", "remove").put("path", "/again");
    var before = target.deepCopy();

    assertThat(JsonPatch.apply(target, patch)).isEqualTo(new PatchResult.Patched(target));
    assertThat(target).isEqualTo(before);
  }

  @net.jqwik.api.Property(tries = 300)
  void strategicMergeWithoutListsIsAMergePatch(
      @ForAll("objects") JsonNode target, @ForAll("patches") JsonNode patch) {
    var schema = new ObjectSchema("Any", "", Map.of(), true);
    assertThat(((PatchResult.Patched) StrategicMergePatch.apply(target, patch, schema)).value())
        .isEqualTo(MergePatch.apply(target, patch));
  }

  @net.jqwik.api.Property(tries = 300)
  void listsMergeByKeyAsMapsDo(
      @ForAll("named") List<Map.Entry<String, Integer>> old,
      @ForAll("named") List<Map.Entry<String, Integer>> patch) {
    Map<String, Integer> expected = new LinkedHashMap<>();
    old.forEach(entry -> expected.put(entry.getKey(), entry.getValue()));
    patch.forEach(entry -> expected.put(entry.getKey(), entry.getValue()));

    var result = StrategicMergePatch.apply(list(old), list(patch), SCHEMA);

    var merged = ((PatchResult.Patched) result).value().get("items");
    Map<String, Integer> actual = new LinkedHashMap<>();
    merged.forEach(item -> actual.put(item.get("name").asString(), item.get("value").asInt()));
    assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(namesIn(merged, patch)).isEqualTo(patch.stream().map(Map.Entry::getKey).toList());
  }

  private static final ObjectSchema ITEM =
      new ObjectSchema(
          "Item",
          "",
          Map.of(
              "name", property("name", new ScalarSchema(Kind.STRING, Set.of())),
              "value", property("value", new ScalarSchema(Kind.INT32, Set.of())),
              "any", property("any", new AnySchema())),
          false);
  private static final ObjectSchema SCHEMA =
      new ObjectSchema(
          "List",
          "",
          Map.of(
              "items",
              property(
                  "items",
                  new ListSchema(ITEM, ListType.MAP, List.of("name"), "name", false, false))),
          false);

  private static Property property(String name, io.coxswain.api.schema.Schema schema) {
    return new Property(name, schema, "", 0, List.of(), false, false, false, null);
  }

  @Provide
  Arbitrary<List<Map.Entry<String, Integer>>> named() {
    var entry =
        Combinators.combine(
                Arbitraries.strings().withCharRange('a', 'f').ofLength(1),
                Arbitraries.integers().between(0, 9))
            .as(Map::entry);
    return entry.list().ofMaxSize(5).uniqueElements(Map.Entry::getKey);
  }

  @Provide
  Arbitrary<JsonNode> objects() {
    return object(2, false);
  }

  @Provide
  Arbitrary<JsonNode> patches() {
    return object(2, true);
  }

  private static Arbitrary<JsonNode> object(int depth, boolean nulls) {
    return Arbitraries.maps(
            Arbitraries.strings().withCharRange('a', 'd').ofLength(1), value(depth, nulls))
        .ofMaxSize(4)
        .map(
            fields -> {
              ObjectNode object = Json.mapper().createObjectNode();
              fields.forEach(object::set);
              return (JsonNode) object;
            });
  }

  private static Arbitrary<JsonNode> value(int depth, boolean nulls) {
    List<Arbitrary<JsonNode>> kinds = new ArrayList<>();
    kinds.add(Arbitraries.integers().between(0, 3).map(n -> Json.tree(Integer.toString(n))));
    kinds.add(Arbitraries.of("\"x\"", "\"y\"", "true", "[1,2]", "[]").map(Json::tree));
    if (nulls) {
      kinds.add(Arbitraries.just(Json.tree("null")));
    }
    if (depth > 0) {
      kinds.add(object(depth - 1, nulls));
    }
    return Arbitraries.oneOf(kinds);
  }

  /** The pseudo code of RFC 7386, section 2, changing its argument. */
  private static JsonNode rfc7386(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    var object = target instanceof ObjectNode node ? node : Json.mapper().createObjectNode();
    for (var entry : patch.properties()) {
      if (entry.getValue().isNull()) {
        object.remove(entry.getKey());
      } else {
        var old = object.has(entry.getKey()) ? object.get(entry.getKey()) : Json.tree("0");
        object.set(entry.getKey(), rfc7386(old, entry.getValue()));
      }
    }
    return object;
  }

  private static ObjectNode list(List<Map.Entry<String, Integer>> entries) {
    var object = Json.mapper().createObjectNode();
    ArrayNode items = object.putArray("items");
    entries.forEach(
        entry -> items.addObject().put("name", entry.getKey()).put("value", entry.getValue()));
    return object;
  }

  private static List<String> namesIn(JsonNode merged, List<Map.Entry<String, Integer>> patch) {
    var wanted = patch.stream().map(Map.Entry::getKey).toList();
    List<String> names = new ArrayList<>();
    merged.forEach(item -> names.add(item.get("name").asString()));
    names.retainAll(wanted);
    return names;
  }
}
