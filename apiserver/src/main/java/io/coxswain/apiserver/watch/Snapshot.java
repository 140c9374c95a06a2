package io.coxswain.apiserver.watch;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All entries of a resource at one instant, by key and by the fields that are indexed; immutable.
 * An index is a second order of the same entries, by the field's value and then by key.
 */
final class Snapshot {
  private static final String SEPARATOR = "\0"; // in no name, and before all that is in names

  /** An entry at its place in an index. */
  private record Indexed(String key, Entry entry) implements Sorted.Keyed {}

  private final SelectableFields fields;
  private final Sorted<Entry> byKey;
  private final Map<String, Sorted<Indexed>> byField;

  private Snapshot(
      SelectableFields fields, Sorted<Entry> byKey, Map<String, Sorted<Indexed>> byField) {
    this.fields = fields;
    this.byKey = byKey;
    this.byField = byField;
  }

  /** No entries, and empty indexes. */
  static Snapshot empty(SelectableFields fields) {
    var indexes = new HashMap<String, Sorted<Indexed>>();
    fields.indexed().forEach(field -> indexes.put(field, new Sorted<>()));
    return new Snapshot(fields, new Sorted<>(), indexes);
  }

  int size() {
    return byKey.size();
  }

  @Nullable Entry get(String key) {
    return byKey.get(key);
  }

  Edit edit() {
    return new Edit();
  }

  /** Some changes of which readers see all at once, or none. For one thread. */
  final class Edit {
    private final Sorted<Entry>.Edit entries = byKey.edit();
    private final Map<String, Sorted<Indexed>.Edit> indexes = new HashMap<>();

    private Edit() {
      byField.forEach((field, index) -> indexes.put(field, index.edit()));
    }

    Snapshot done() {
      var changed = new HashMap<String, Sorted<Indexed>>();
      indexes.forEach((field, index) -> changed.put(field, index.done()));
      return new Snapshot(fields, entries.done(), changed);
    }

    /** Adds or replaces; the result is what had the key before. */
    @Nullable Entry put(Entry entry) {
      var old = entries.put(entry);
      indexes.forEach((field, index) -> reindex(index, field, old, entry));
      return old;
    }

    /** The result is what had the key. */
    @Nullable Entry remove(String key) {
      var old = entries.remove(key);
      indexes.forEach((field, index) -> reindex(index, field, old, null));
      return old;
    }
  }

  private static void reindex(
      Sorted<Indexed>.Edit index, String field, @Nullable Entry old, @Nullable Entry entry) {
    var before = old == null ? null : place(old, field);
    var after = entry == null ? null : place(entry, field);
    if (before != null && !before.equals(after)) {
      index.remove(before);
    }
    if (entry != null && after != null) {
      index.put(new Indexed(after, entry));
    }
  }

  /** Where an entry stands in an index; null for one that has no value there. */
  private static @Nullable String place(Entry entry, String field) {
    var value = entry.fields().get(field);
    return value == null || value.isEmpty() ? null : value + SEPARATOR + entry.key();
  }

  /** How many entries have keys before the given one. */
  int rank(String key) {
    return byKey.rank(key);
  }

  /** Entries whose keys are at or behind the given one, in order. */
  Iterator<Entry> from(String key) {
    return byKey.from(key);
  }

  /**
   * Entries at or behind a key in order, among them all that a matcher takes: no more than must be
   * looked at to find those.
   */
  Iterator<Entry> from(String start, Matcher matcher) {
    var key = matcher.key(fields.namespaced());
    if (key != null) {
      var only = byKey.get(key);
      return only == null || key.compareTo(start) < 0
          ? Collections.emptyIterator()
          : List.of(only).iterator();
    }
    for (var index : byField.entrySet()) {
      var value = matcher.fields().only(index.getKey());
      if (value != null && !value.isEmpty()) {
        return new Walk(index.getValue(), value + SEPARATOR, start);
      }
    }
    return byKey.from(start);
  }

  /** The entries of one value in an index. */
  private static final class Walk implements Iterator<Entry> {
    private final String prefix;
    private final Iterator<Indexed> places;
    private @Nullable Indexed next;

    private Walk(Sorted<Indexed> index, String prefix, String start) {
      this.prefix = prefix;
      places = index.from(prefix + start);
      advance();
    }

    private void advance() {
      var place = places.hasNext() ? places.next() : null;
      next = place != null && place.key.startsWith(prefix) ? place : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Entry next() {
      var place = next;
      if (place == null) {
        throw new java.util.NoSuchElementException();
      }
      advance();
      return place.entry;
    }
  }
}
