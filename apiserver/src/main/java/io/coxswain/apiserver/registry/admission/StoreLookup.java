package io.coxswain.apiserver.registry.admission;

import io.coxswain.api.Json;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the few resources admission asks for on every write in memory, each followed by a watch
 * from its first use on. What is not found there is looked for in the store itself, because it may
 * have been made a moment ago. The store's watch thread writes, requests read.
 */
public final class StoreLookup implements Lookup {
  private final Store store;
  private final Map<String, Followed> resources = new ConcurrentHashMap<>();

  public StoreLookup(Store store) {
    this.store = store;
  }

  @Override
  public @Nullable ObjectNode find(String resource, String namespace, String name) {
    var key =
        StorageKeys.ROOT + resource + "/" + (namespace.isEmpty() ? name : namespace + "/" + name);
    var known = followed(resource).objects.get(key);
    if (known != null) {
      return known;
    }
    var stored = store.get(key);
    return stored == null ? null : (ObjectNode) Json.tree(stored.value());
  }

  @Override
  public Iterable<ObjectNode> all(String resource) {
    return followed(resource).objects.values();
  }

  private Followed followed(String resource) {
    var followed = resources.computeIfAbsent(resource, ignored -> new Followed());
    followed.follow(StorageKeys.ROOT + resource + "/");
    return followed;
  }

  /** One resource and the watch on it. */
  private final class Followed implements Store.Watcher {
    private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
    private volatile boolean following;

    void follow(String prefix) {
      if (!following) {
        load(prefix);
      }
    }

    private synchronized void load(String prefix) {
      if (following) {
        return;
      }
      objects.clear();
      var page = store.range(prefix, null, 0, 0);
      for (var stored : page.items()) {
        objects.put(stored.key(), (ObjectNode) Json.tree(stored.value()));
      }
      following = true;
      store.watch(prefix, page.revision(), this);
    }

    @Override
    public void changes(List<Store.Change> changes, long revision) {
      for (var change : changes) {
        var current = change.current();
        if (current == null) {
          objects.remove(change.key());
        } else {
          objects.put(change.key(), (ObjectNode) Json.tree(current.value()));
        }
      }
    }

    /** The next request that asks loads everything again. */
    @Override
    public void ended(@Nullable Throwable cause) {
      following = false;
    }
  }
}
