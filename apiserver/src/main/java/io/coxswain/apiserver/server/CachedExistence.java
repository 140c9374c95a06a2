package io.coxswain.apiserver.server;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.auth.ServiceAccountTokens;
import io.coxswain.apiserver.watch.ReadOptions;
import io.coxswain.apiserver.watch.Reader;
import io.coxswain.apiserver.watch.WatchCache;

/** Looks into the watch cache whether the objects behind a token still exist. */
public final class CachedExistence implements ServiceAccountTokens.Existence {
  private final Kinds kinds;
  private final WatchCache cache;
  private final Reader reader;

  public CachedExistence(Kinds kinds, WatchCache cache) {
    this.kinds = kinds;
    this.cache = cache;
    this.reader = new Reader(cache);
  }

  @Override
  public boolean exists(String kind, String namespace, String name, String uid) {
    var type = kinds.byKind("", kind);
    var resource = type.isEmpty() ? null : cache.of(type.get());
    if (resource == null) {
      return false;
    }
    if (!(reader.get(resource, namespace, name, ReadOptions.ANY) instanceof Reader.Answer.One one)
        || one.entry() == null) {
      return false;
    }
    var metadata = Json.tree(one.entry().json()).path("metadata");
    return metadata.path("uid").asString("").equals(uid);
  }
}
