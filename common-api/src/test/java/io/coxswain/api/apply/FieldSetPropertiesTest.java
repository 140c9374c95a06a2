package io.coxswain.api.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.Schema.ObjectSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.node.ObjectNode;

/** Sets of fields against sets of paths, and what must hold after any apply. */
class FieldSetPropertiesTest {
  private static final ObjectSchema CONFIG_MAP =
      Kinds.builtIn().byKind("", "ConfigMap").orElseThrow().schema();

  @Property(tries = 200)
  void algebraIsThatOfSets(
      @ForAll("paths") Set<List<String>> left, @ForAll("paths") Set<List<String>> right) {
    var union = new HashSet<>(left);
    union.addAll(right);
    var common = new HashSet<>(left);
    common.retainAll(right);
    var rest = new HashSet<>(left);
    rest.removeAll(right);

    assertThat(set(left).union(set(right))).isEqualTo(set(union));
    assertThat(set(left).intersection(set(right))).isEqualTo(set(common));
    assertThat(set(left).difference(set(right))).isEqualTo(set(rest));
    assertThat(FieldSet.parse(set(left).toJson())).isEqualTo(set(left));
  }

  @Property(tries = 200)
  void anApplierOwnsWhatItAppliesAndLeavesNothingBehind(
      @ForAll("data") Map<String, String> first, @ForAll("data") Map<String, String> second) {
    var one = apply(map(Map.of()), map(first), "one");
    var both = apply(one, map(second), "two");

    assertThat(apply(both, map(second), "two")).isEqualTo(both);
    for (var entry : second.entrySet()) {
      assertThat(both.path("data").path(entry.getKey()).asString()).isEqualTo(entry.getValue());
      assertThat(owner(both, "two").has("data", entry.getKey())).isTrue();
    }
    var left = apply(apply(both, map(Map.of()), "two"), map(Map.of()), "one");
    assertThat(left.path("data").isEmpty()).isTrue();
    assertThat(left.path("metadata").has("managedFields")).isFalse();
  }

  private static FieldSet owner(ObjectNode object, String name) {
    var managers = ManagedFields.decode(object.path("metadata").get("managedFields"));
    var owned = managers == null ? null : managers.get(Manager.applying(name, ""));
    return owned == null ? FieldSet.EMPTY : owned.fields();
  }

  /** Applies with force and drops nulls, as storing does. */
  private static ObjectNode apply(ObjectNode live, ObjectNode config, String manager) {
    var version = new Versions.Version("v1", CONFIG_MAP, FieldSet.EMPTY);
    var fields = new FieldManager(Versions.only(version), "ConfigMap", "", "2026-01-02T03:04:05Z");
    var merged = ((Applied.Merged) fields.apply(live, config, manager, true)).object();
    if (merged.path("data").isEmpty()) {
      merged.remove("data");
    }
    return merged;
  }

  private static ObjectNode map(Map<String, String> data) {
    var tree = (ObjectNode) Json.tree("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"}");
    tree.putObject("metadata").put("name", "a");
    if (!data.isEmpty()) {
      var values = tree.putObject("data");
      data.forEach(values::put);
    }
    return tree;
  }

  private static FieldSet set(Set<List<String>> paths) {
    var set = FieldSet.EMPTY;
    for (var path : paths) {
      set = set.union(FieldSet.of(path.toArray(String[]::new)));
    }
    return set;
  }

  @Provide
  Arbitrary<Set<List<String>>> paths() {
    return Arbitraries.of("a", "b", "c").list().ofMinSize(1).ofMaxSize(3).set().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Map<String, String>> data() {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), Arbitraries.of("1", "2"))
        .ofMaxSize(4);
  }
}
