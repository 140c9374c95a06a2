package io.coxswain.controller.tainteviction;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Node.Taint;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Pods by key; a node concerns the pods on it. */
public final class TaintEvictionWiring {
  private TaintEvictionWiring() {}

  public static Controller<TaintEvictionView> controller(InstantSource clock) {
    var since = new ConcurrentHashMap<ObjectKey, Tainted>();
    return Controller.named("taint-eviction-controller")
        .of(Pod.class)
        .watches(Node.class, TaintEvictionWiring::podsOn)
        .view((key, caches, outcomes) -> view(key, caches, since, clock))
        .reconciledBy(new TaintEvictionReconciler());
  }

  /** The pod (by UID) that was first seen under taints at this time. */
  private record Tainted(String uid, Instant since) {}

  /** An untainted node concerns nobody: a pod that waits for its eviction looks again by itself. */
  private static Collection<ObjectKey> podsOn(Node node, Caches caches) {
    if (noExecute(node).isEmpty()) {
      return List.of();
    }
    return caches.of(Pod.class).list().stream()
        .filter(pod -> node.name().equals(pod.spec().nodeName()))
        .map(ObjectKey::of)
        .toList();
  }

  private static Optional<TaintEvictionView> view(
      ObjectKey key, Caches caches, Map<ObjectKey, Tainted> since, InstantSource clock) {
    var pod = caches.of(Pod.class).get(key);
    var taints =
        pod.map(found -> found.spec().nodeName())
            .flatMap(node -> caches.of(Node.class).get("", node))
            .map(TaintEvictionWiring::noExecute)
            .orElse(List.of());
    if (pod.isEmpty() || taints.isEmpty()) {
      since.remove(key);
      return Optional.empty();
    }
    var uid = pod.get().uid();
    var tainted =
        since.compute(
            key,
            (ignored, last) ->
                last != null && last.uid().equals(uid) ? last : new Tainted(uid, clock.instant()));
    return Optional.of(new TaintEvictionView(pod.get(), taints, tainted.since()));
  }

  private static List<Taint> noExecute(Node node) {
    return node.spec().taints().stream()
        .filter(taint -> taint.effect().equals("NoExecute"))
        .toList();
  }
}
