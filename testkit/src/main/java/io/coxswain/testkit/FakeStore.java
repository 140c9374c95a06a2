package io.coxswain.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects, their one revision counter and the history watches replay. Guarded by its own monitor.
 */
final class FakeStore {
  private final TreeMap<Key, ObjectNode> objects = new TreeMap<>();
  private final List<Entry> history = new ArrayList<>();
  private final CopyOnWriteArrayList<FakeWatch> watches = new CopyOnWriteArrayList<>();
  private long revision = 100;
  private long forgottenUpTo = 100;

  /** {@code collection} is group/version/plural. */
  record Key(String collection, String namespace, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      var one = collection.compareTo(other.collection);
      var two = namespace.compareTo(other.namespace);
      return one != 0 ? one : two != 0 ? two : name.compareTo(other.name);
    }
  }

  record Entry(long revision, String type, Key key, ObjectNode before, ObjectNode object) {}

  synchronized long revision() {
    return revision;
  }

  synchronized Optional<ObjectNode> get(Key key) {
    return Optional.ofNullable(objects.get(key)).map(ObjectNode::deepCopy);
  }

  synchronized List<ObjectNode> list(String collection) {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().collection().equals(collection))
        .map(entry -> entry.getValue().deepCopy())
        .toList();
  }

  synchronized List<Key> keys() {
    return List.copyOf(objects.keySet());
  }

  /** Stores under a new revision and returns what was stored. */
  synchronized ObjectNode put(Key key, ObjectNode object) {
    revision++;
    var stored = object.deepCopy();
    stored.withObject("metadata").put("resourceVersion", Long.toString(revision));
    var before = objects.put(key, stored);
    append(
        new Entry(
            revision,
            before == null ? "ADDED" : "MODIFIED",
            key,
            before == null ? stored : before,
            stored));
    return stored.deepCopy();
  }

  synchronized void remove(Key key) {
    var before = objects.remove(key);
    if (before != null) {
      revision++;
      var last = before.deepCopy();
      last.withObject("metadata").put("resourceVersion", Long.toString(revision));
      append(new Entry(revision, "DELETED", key, before, last));
    }
  }

  private void append(Entry entry) {
    history.add(entry);
    watches.forEach(watch -> watch.offer(entry));
  }

  /** Adds a watch behind a revision; false when its history is forgotten. */
  synchronized boolean watch(FakeWatch watch, long after) {
    if (after < forgottenUpTo) {
      return false;
    }
    history.stream().filter(entry -> entry.revision() > after).forEach(watch::offer);
    watches.add(watch);
    return true;
  }

  void unwatch(FakeWatch watch) {
    watches.remove(watch);
  }

  synchronized void forgetHistory() {
    history.clear();
    forgottenUpTo = revision;
  }

  void breakWatches() {
    for (var watch : watches) {
      watches.remove(watch);
      watch.breakOff();
    }
  }
}
