package io.coxswain.apiserver.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.selector.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A snapshot against a sorted map, and how much of it selectors have to look at. */
final class SnapshotTest {
  private final TreeMap<String, Entry> model = new TreeMap<>();
  private Snapshot snapshot = Snapshot.empty(SelectableFields.of(Kinds.builtIn().of(Pod.class)));
  private Snapshot.Edit edit = snapshot.edit();

  @Test
  void whateverChangesSelectorsFindWhatAScanFindsAndLookAtNothingElse() {
    var random = new Random(11);
    for (var step = 0; step < 3_000; step++) {
      var key = "ns" + random.nextInt(3) + "/p" + random.nextInt(200);
      if (random.nextInt(3) == 0) {
        assertThat(edit.remove(key)).isSameAs(model.remove(key));
      } else {
        put(key, List.of("", "n1", "n10", "n2").get(random.nextInt(4)));
      }
      if (random.nextInt(50) == 0) {
        commit();
        compare();
      }
    }
    commit();
    compare();
  }

  /** Readers of the snapshot that was edited see nothing of it. */
  private void commit() {
    var before = snapshot;
    var keys = keys(before.from(""));
    var size = before.size();
    snapshot = edit.done();
    edit = snapshot.edit();
    assertThat(keys(before.from(""))).isEqualTo(keys).hasSize(size);
  }

  private void compare() {
    assertThat(keys(snapshot.from(""))).containsExactlyElementsOf(model.keySet());
    assertThat(snapshot.size()).isEqualTo(model.size());
    for (var node : List.of("n1", "n10", "n2", "n3")) {
      for (var start : List.of("", "ns1/", "ns1/p150")) {
        var wanted = new Matcher("", "", Selector.EVERYTHING, field("spec.nodeName", node));
        assertThat(keys(snapshot.from(start, wanted)))
            .containsExactlyElementsOf(
                model.tailMap(start).values().stream()
                    .filter(wanted::matches)
                    .map(Entry::key)
                    .toList());
      }
    }
  }

  @Test
  void aNameIsFoundWithoutLookingAtOthers() {
    put("a/x", "");
    put("a/y", "");
    put("b/x", "");
    commit();
    var fields = field("metadata.name", "x");
    assertThat(keys(snapshot.from("a/", new Matcher("a", "x", Selector.EVERYTHING, fields))))
        .containsExactly("a/x");
    assertThat(keys(snapshot.from("a/x\0", new Matcher("a", "x", Selector.EVERYTHING, fields))))
        .isEmpty();
    assertThat(keys(snapshot.from("", new Matcher("", "x", Selector.EVERYTHING, fields))))
        .containsExactly("a/x", "a/y", "b/x"); // in all namespaces there may be several
  }

  @Test
  void snapshotsOfBeforeAChangeStayAsTheyWere() {
    put("a/x", "n1");
    commit();
    var before = snapshot;
    put("a/x", "n2");
    put("a/y", "n1");
    commit();
    var onFirst = new Matcher("", "", Selector.EVERYTHING, field("spec.nodeName", "n1"));
    assertThat(keys(before.from("", onFirst))).containsExactly("a/x");
    assertThat(keys(snapshot.from("", onFirst))).containsExactly("a/y");
  }

  private void put(String key, String node) {
    var namespace = key.substring(0, key.indexOf('/'));
    var entry =
        new Entry(
            key, namespace, 1, Map.of(), Map.of("spec.nodeName", node), "{}".getBytes(UTF_8), 0);
    assertThat(edit.put(entry)).isSameAs(model.put(key, entry));
  }

  private static Selector field(String name, String value) {
    return Selector.parseFields(name + "=" + value);
  }

  private static List<String> keys(Iterator<Entry> entries) {
    var keys = new ArrayList<String>();
    entries.forEachRemaining(entry -> keys.add(entry.key()));
    return keys;
  }
}
