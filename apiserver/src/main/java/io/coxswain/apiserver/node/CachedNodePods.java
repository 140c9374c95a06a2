package io.coxswain.apiserver.node;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.PersistentVolume;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.rbac.Parsed;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import org.jspecify.annotations.Nullable;

/** Looks at the pods in the watch cache; only those of nodes that ask are ever read. */
public final class CachedNodePods implements NodePods {
  private final @Nullable ResourceCache pods;
  private final @Nullable ResourceCache volumes;
  private final Parsed<PodReferences> references =
      new Parsed<>(json -> PodReferences.of(Json.tree(json)));

  public CachedNodePods(Kinds kinds, WatchCache cache) {
    pods = cache.of(kinds.of(Pod.class));
    volumes = cache.of(kinds.of(PersistentVolume.class));
  }

  @Override
  public boolean uses(String node, Used kind, String namespace, String name) {
    if (pods == null || namespace.isEmpty() || name.isEmpty()) {
      return false;
    }
    references.trim(pods.size());
    for (var pod : pods.entries(namespace, "spec.nodeName", node)) {
      if (references.of(pod).has(kind, name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean usesVolume(String node, String name) {
    var volume = volumes == null ? null : volumes.find("", name);
    if (volume == null) {
      return false;
    }
    var claim = Json.tree(volume.json()).path("spec").path("claimRef");
    return uses(
        node, Used.CLAIM, claim.path("namespace").asString(""), claim.path("name").asString(""));
  }
}
