package io.coxswain.apiserver.rbac;

import io.coxswain.apiserver.watch.Entry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was made of entries of the watch cache, made again only for entries that have changed. Safe
 * for concurrent use.
 */
public final class Parsed<T> {
  private static final int ROOM = 64;

  private record Slot<T>(Entry entry, T value) {}

  private final Function<byte[], T> parser;
  private final Map<String, Slot<T>> slots = new ConcurrentHashMap<>();

  /**
   * Makes values of an object's JSON.
   *
   * @param parser must not keep or change the bytes
   */
  public Parsed(Function<byte[], T> parser) {
    this.parser = parser;
  }

  public T of(Entry entry) {
    var known = slots.get(entry.key());
    if (known != null && known.entry == entry) {
      return known.value;
    }
    var value = parser.apply(entry.json());
    slots.put(entry.key(), new Slot<>(entry, value));
    return value;
  }

  /** Forgets everything where far more is kept than exists. */
  public void trim(int existing) {
    if (slots.size() > 2 * existing + ROOM) {
      slots.clear();
    }
  }
}
