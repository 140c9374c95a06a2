package io.coxswain.apiserver.watch;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.store.StorageKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which caches there are and whose changes each takes. Immutable. Each version of a resource has a
 * cache of its own, because each shows the stored objects in its own form.
 */
final class Layout {
  static final Layout EMPTY = new Layout(Map.of(), Map.of());

  private final Map<String, List<ResourceCache>> byPrefix;
  private final Map<String, ResourceCache> byResource;
  private final Set<ResourceCache> all = Collections.newSetFromMap(new IdentityHashMap<>());

  private Layout(Map<String, List<ResourceCache>> byPrefix, Map<String, ResourceCache> byResource) {
    this.byPrefix = byPrefix;
    this.byResource = byResource;
    all.addAll(byResource.values());
  }

  /** A layout of these resources only, with the caches of this one where the types are the same. */
  Layout with(Collection<ResourceType> types, Function<ResourceType, ResourceCache> made) {
    var prefixes = new HashMap<String, List<ResourceCache>>();
    var resources = new HashMap<String, ResourceCache>();
    for (var type : types) {
      if (type.plural().isEmpty() || resources.containsKey(name(type))) {
        continue;
      }
      var known = byResource.get(name(type));
      var cache =
          known != null && (known.type() == type || type.custom() == null)
              ? known
              : made.apply(type);
      resources.put(name(type), cache);
      prefixes.computeIfAbsent(cache.prefix(), ignored -> new ArrayList<>(1)).add(cache);
    }
    return new Layout(prefixes, resources);
  }

  /** A layout that feeds the caches of both; it is not for reading. */
  Layout and(Layout other) {
    var prefixes = new HashMap<String, List<ResourceCache>>();
    for (var layout : List.of(this, other)) {
      layout.byPrefix.forEach(
          (prefix, caches) -> {
            var together = prefixes.computeIfAbsent(prefix, ignored -> new ArrayList<>());
            caches.stream().filter(cache -> !together.contains(cache)).forEach(together::add);
          });
    }
    return new Layout(prefixes, Map.of());
  }

  private static String name(ResourceType type) {
    return type.groupResource() + "/" + type.version();
  }

  @Nullable ResourceCache of(ResourceType type) {
    return byResource.get(name(type));
  }

  Collection<ResourceCache> caches() {
    return all;
  }

  boolean contains(ResourceCache cache) {
    return all.contains(cache);
  }

  /** The caches that hold the object at a key; prefixes have one or two segments below the root. */
  List<ResourceCache> cachesOf(String key) {
    var first = key.indexOf('/', StorageKeys.ROOT.length());
    if (first < 0) {
      return List.of();
    }
    var caches = byPrefix.get(key.substring(0, first + 1));
    if (caches != null) {
      return caches;
    }
    var second = key.indexOf('/', first + 1);
    return second < 0 ? List.of() : byPrefix.getOrDefault(key.substring(0, second + 1), List.of());
  }
}
