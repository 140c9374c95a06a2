package io.coxswain.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of an informer with their indexes. One writer, many readers; readers get immutable
 * lists, of which the whole list is made once per change. All state is guarded by {@code lock}.
 */
final class InformerCache<T> {
  private final Function<T, ObjectKey> keyOf;
  private final Map<String, Function<T, Collection<String>>> indexers;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<ObjectKey, T> objects = new TreeMap<>();
  private final Map<String, Map<String, Map<ObjectKey, T>>> indexes = new HashMap<>();
  private @Nullable List<T> snapshot;

  InformerCache(
      Function<T, ObjectKey> keyOf, Map<String, Function<T, Collection<String>>> indexers) {
    this.keyOf = keyOf;
    this.indexers = indexers;
    indexers.keySet().forEach(name -> indexes.put(name, new HashMap<>()));
  }

  /** Stores an object and returns what it replaces. */
  @Nullable T put(T object) {
    lock.lock();
    try {
      var key = keyOf.apply(object);
      var before = objects.put(key, object);
      if (before != null) {
        unindex(key, before);
      }
      index(key, object);
      snapshot = null;
      return before;
    } finally {
      lock.unlock();
    }
  }

  @Nullable T remove(ObjectKey key) {
    lock.lock();
    try {
      var before = objects.remove(key);
      if (before != null) {
        unindex(key, before);
        snapshot = null;
      }
      return before;
    } finally {
      lock.unlock();
    }
  }

  @Nullable T get(ObjectKey key) {
    lock.lock();
    try {
      return objects.get(key);
    } finally {
      lock.unlock();
    }
  }

  /** All objects, by namespace and name. */
  List<T> list() {
    lock.lock();
    try {
      if (snapshot == null) {
        snapshot = List.copyOf(objects.values());
      }
      return snapshot;
    } finally {
      lock.unlock();
    }
  }

  List<T> list(String namespace) {
    lock.lock();
    try {
      return List.copyOf(
          objects
              .subMap(new ObjectKey(namespace, ""), new ObjectKey(namespace + "\0", ""))
              .values());
    } finally {
      lock.unlock();
    }
  }

  List<T> byIndex(String name, String key) {
    lock.lock();
    try {
      var index = indexes.get(name);
      if (index == null) {
        throw new IllegalArgumentException("no index named " + name);
      }
      var found = index.get(key);
      return found == null ? List.of() : List.copyOf(found.values());
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return objects.size();
    } finally {
      lock.unlock();
    }
  }

  private void index(ObjectKey key, T object) {
    indexers.forEach(
        (name, keys) -> {
          var index = indexes.computeIfAbsent(name, k -> new HashMap<>());
          for (var indexKey : keys.apply(object)) {
            index.computeIfAbsent(indexKey, k -> new LinkedHashMap<>()).put(key, object);
          }
        });
  }

  private void unindex(ObjectKey key, T object) {
    indexers.forEach(
        (name, keys) -> {
          var index = indexes.computeIfAbsent(name, k -> new HashMap<>());
          for (var indexKey : keys.apply(object)) {
            var bucket = index.get(indexKey);
            if (bucket != null && bucket.remove(key) != null && bucket.isEmpty()) {
              index.remove(indexKey);
            }
          }
        });
  }
}
