package io.coxswain.api.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply against a model in which an object is a map from leaf to value and each leaf
 * has a set of owners. Several managers apply one configuration after the other, on a built-in and
 * on a custom kind.
 */
class ApplyModelTest {
  private static final List<String> MANAGERS = List.of("one", "two", "three");
  private static final ObjectSchema POD = Kinds.builtIn().byKind("", "Pod").orElseThrow().schema();

  @Property(tries = 250)
  void podsGoTheWayOfTheModel(@ForAll long seed) {
    walk(new Random(seed), "v1", "Pod", POD);
  }

  @Property(tries = 250)
  void customResourcesGoTheWayOfTheModel(@ForAll long seed) {
    walk(new Random(seed), "example.com/v1", "Thing", thing());
  }

  private static void walk(Random random, String apiVersion, String kind, ObjectSchema schema) {
    var fields =
        new FieldManager(
            Versions.only(new Versions.Version(apiVersion, schema, FieldSet.EMPTY)),
            kind,
            "",
            "2026-01-02T03:04:05Z");
    var live = base(apiVersion, kind);
    var model = new Model();
    for (var step = 0; step < 6; step++) {
      var manager = MANAGERS.get(random.nextInt(3));
      var config = base(apiVersion, kind);
      specify(config, kind.equals("Pod") ? pod(random) : thing(random, 2));
      var force = random.nextBoolean();
      var before = live.deepCopy();

      var outcome = fields.apply(live, config, manager, force);

      assertThat(live).isEqualTo(before);
      var leaves = leaves(schema, config);
      var conflicts = force ? Set.<String>of() : model.conflicts(manager, leaves);
      if (!conflicts.isEmpty()) {
        assertThat(outcome)
            .isInstanceOfSatisfying(
                Applied.Conflicting.class,
                refused ->
                    assertThat(refused.conflicts())
                        .extracting(FieldConflict::manager)
                        .hasSameSizeAs(conflicts));
        continue;
      }
      model.apply(manager, leaves);
      assertThat(outcome).isInstanceOf(Applied.Merged.class);
      live = withoutNulls(((Applied.Merged) outcome).object());
      assertThat(leaves(schema, live)).isEqualTo(model.values);
      assertThat(owned(live)).isEqualTo(model.owned());
      assertThat(fields.apply(live, config, manager, force)).isEqualTo(new Applied.Merged(live));
    }
  }

  @Property(tries = 200)
  void appliersThatShareNothingMayGoInAnyOrder(@ForAll long seed) {
    var random = new Random(seed);
    var fields =
        new FieldManager(
            Versions.only(new Versions.Version("v1", POD, FieldSet.EMPTY)), "Pod", "", "now");
    var first = base("v1", "Pod");
    specify(first, pod(random));
    var second = base("v1", "Pod");
    specify(second, pod(random));
    var shared = new TreeSet<>(leaves(POD, first).keySet());
    shared.retainAll(leaves(POD, second).keySet());
    if (!shared.isEmpty()) {
      second.remove("spec");
      second.withObject("metadata").putObject("labels").put("x", "y");
    }
    var one = apply(fields, apply(fields, base("v1", "Pod"), first, "one"), second, "two");
    var two = apply(fields, apply(fields, base("v1", "Pod"), second, "two"), first, "one");

    assertThat(leaves(POD, one)).isEqualTo(leaves(POD, two));
    assertThat(owned(one)).isEqualTo(owned(two));
  }

  private static ObjectNode apply(
      FieldManager fields, ObjectNode live, ObjectNode config, String manager) {
    var outcome = fields.apply(live, config, manager, false);
    return withoutNulls(((Applied.Merged) outcome).object());
  }

  // ---- the model

  private static final class Model {
    private final Map<String, JsonNode> values = new TreeMap<>();
    private final Map<String, Set<String>> owners = new HashMap<>();

    Set<String> conflicts(String manager, Map<String, JsonNode> config) {
      var conflicts = new TreeSet<String>();
      config.forEach(
          (leaf, value) -> {
            for (var owner : owners.getOrDefault(leaf, Set.of())) {
              if (!owner.equals(manager) && !value.equals(values.get(leaf))) {
                conflicts.add(owner + " " + leaf);
              }
            }
          });
      return conflicts;
    }

    void apply(String manager, Map<String, JsonNode> config) {
      for (var leaf : List.copyOf(owners.keySet())) {
        if (!config.containsKey(leaf)) {
          owners.get(leaf).remove(manager);
          if (owners.get(leaf).isEmpty()) {
            owners.remove(leaf);
            values.remove(leaf);
          }
        }
      }
      config.forEach(
          (leaf, value) -> {
            if (!value.equals(values.put(leaf, value))) {
              owners.put(leaf, new TreeSet<>());
            }
            owners.get(leaf).add(manager);
          });
    }

    Map<String, Set<String>> owned() {
      Map<String, Set<String>> owned = new TreeMap<>();
      owners.forEach(
          (leaf, managers) ->
              managers.forEach(
                  manager -> owned.computeIfAbsent(manager, ignored -> new TreeSet<>()).add(leaf)));
      return owned;
    }
  }

  /** The leaves of an object by their path as FieldsV1 has it, without what nobody owns. */
  private static Map<String, JsonNode> leaves(ObjectSchema schema, ObjectNode object) {
    Map<String, JsonNode> leaves = new TreeMap<>();
    var counted = object.deepCopy();
    counted.remove(List.of("apiVersion", "kind"));
    counted.withObject("metadata").remove(List.of("name", "managedFields"));
    collect(leaves, "", schema, counted);
    return leaves;
  }

  private static void collect(
      Map<String, JsonNode> leaves, String path, Schema schema, JsonNode value) {
    switch (schema) {
      case ObjectSchema object when !object.atomic() ->
          value
              .properties()
              .forEach(
                  entry ->
                      collect(
                          leaves,
                          path + "/f:" + entry.getKey(),
                          object.fields().get(entry.getKey()).schema(),
                          entry.getValue()));
      case MapSchema map when !map.atomic() ->
          value
              .properties()
              .forEach(
                  entry ->
                      collect(
                          leaves, path + "/f:" + entry.getKey(), map.value(), entry.getValue()));
      case ListSchema list when list.type() == ListType.SET ->
          value.forEach(item -> leaves.put(path + "/v:" + item, item));
      case ListSchema list when list.type() == ListType.MAP ->
          value.forEach(
              item -> {
                var key = Json.mapper().createObjectNode();
                list.keys().stream().sorted().forEach(name -> key.set(name, item.get(name)));
                leaves.put(path + "/k:" + key + "/.", Json.tree("true"));
                collect(leaves, path + "/k:" + key, list.element(), item);
              });
      default -> leaves.put(path, value);
    }
  }

  private static Map<String, Set<String>> owned(ObjectNode object) {
    Map<String, Set<String>> owned = new TreeMap<>();
    for (var entry : object.path("metadata").path("managedFields")) {
      var paths = new TreeSet<String>();
      paths(paths, "", entry.get("fieldsV1"));
      owned.put(entry.get("manager").asString(), paths);
    }
    return owned;
  }

  private static void paths(Set<String> paths, String path, JsonNode fields) {
    if (fields.isEmpty()) {
      paths.add(path);
    }
    fields.properties().forEach(e -> paths(paths, path + "/" + e.getKey(), e.getValue()));
  }

  /** Drops what an apply leaves behind as null or empty, as storing does for most of it. */
  private static ObjectNode withoutNulls(ObjectNode object) {
    for (var name : List.copyOf(object.propertyNames())) {
      var value = object.get(name);
      if (value instanceof ObjectNode inner && !name.equals("fieldsV1")) {
        withoutNulls(inner);
      } else if (value.isArray() && !name.equals("managedFields")) {
        value.forEach(
            item -> {
              if (item instanceof ObjectNode element) {
                withoutNulls(element);
              }
            });
      }
      if (value.isNull() || value.isContainer() && value.isEmpty()) {
        object.remove(name);
      }
    }
    return object;
  }

  // ---- the cases

  private static ObjectNode base(String apiVersion, String kind) {
    var object = Json.mapper().createObjectNode();
    object.put("apiVersion", apiVersion).put("kind", kind).putObject("metadata").put("name", "a");
    return object;
  }

  /** An empty spec would be a leaf of its own. */
  private static void specify(ObjectNode object, ObjectNode spec) {
    if (!spec.isEmpty()) {
      object.set("spec", spec);
    }
  }

  private static ObjectNode pod(Random random) {
    var spec = Json.mapper().createObjectNode();
    if (random.nextBoolean()) {
      spec.put("nodeName", text(random));
    }
    var selected = some(random);
    if (!selected.isEmpty()) {
      var selector = spec.putObject("nodeSelector");
      selected.forEach(name -> selector.put(name, text(random)));
    }
    var names = some(random);
    if (!names.isEmpty()) {
      var containers = spec.putArray("containers");
      for (var name : names) {
        var container = containers.addObject().put("name", name);
        if (random.nextBoolean()) {
          container.put("image", text(random));
        }
        if (random.nextBoolean()) {
          container.putArray("args").add(text(random)).add(text(random));
        }
        var ports = some(random);
        if (!ports.isEmpty()) {
          var list = container.putArray("ports");
          for (var port : ports) {
            list.addObject()
                .put("containerPort", (int) port.charAt(0))
                .put("protocol", "TCP")
                .put("name", text(random));
          }
        }
      }
    }
    return spec;
  }

  private static ObjectNode thing(Random random, int depth) {
    var spec = Json.mapper().createObjectNode();
    if (random.nextBoolean()) {
      spec.put("s", text(random));
    }
    if (random.nextBoolean()) {
      spec.putObject("whole").put(text(random), text(random));
    }
    if (random.nextBoolean()) {
      spec.putArray("a").add(text(random)).add(text(random));
    }
    var members = some(random);
    if (!members.isEmpty()) {
      var set = spec.putArray("set");
      members.forEach(set::add);
    }
    var entries = some(random);
    if (!entries.isEmpty()) {
      var map = spec.putObject("m");
      entries.forEach(name -> map.put(name, text(random)));
    }
    var names = depth > 0 ? some(random) : List.<String>of();
    if (!names.isEmpty()) {
      var list = spec.putArray("k");
      names.forEach(name -> list.add(thing(random, depth - 1).put("name", name)));
    }
    return spec;
  }

  private static String text(Random random) {
    return "v" + random.nextInt(2);
  }

  private static List<String> some(Random random) {
    var names = new ArrayList<>(List.of("a", "b", "c"));
    Collections.shuffle(names, random);
    return names.subList(0, random.nextInt(names.size() + 1)).stream().collect(Collectors.toList());
  }

  private static ObjectSchema thing() {
    Map<String, Schema> fields = new HashMap<>();
    for (var name : List.of("apiVersion", "kind", "metadata")) {
      fields.put(name, POD.fields().get(name).schema());
    }
    fields.put("spec", spec(2));
    return object("Thing", fields);
  }

  private static ObjectSchema spec(int depth) {
    var text = new ScalarSchema(Kind.STRING, Set.of());
    Map<String, Schema> fields = new HashMap<>();
    fields.put("name", text);
    fields.put("s", text);
    fields.put("whole", new MapSchema(text, true));
    fields.put("a", new ListSchema(text, ListType.ATOMIC, List.of(), null, false, false));
    fields.put("set", new ListSchema(text, ListType.SET, List.of(), null, false, false));
    fields.put("m", new MapSchema(text));
    if (depth > 0) {
      fields.put(
          "k", new ListSchema(spec(depth - 1), ListType.MAP, List.of("name"), null, false, false));
    }
    return object("Spec" + depth, fields);
  }

  private static ObjectSchema object(String name, Map<String, Schema> fields) {
    Map<String, Schema.Property> properties = new HashMap<>();
    fields.forEach(
        (field, schema) ->
            properties.put(
                field,
                new Schema.Property(field, schema, "", 0, List.of(), false, false, false, null)));
    return new ObjectSchema(name, "", properties, false);
  }
}
