package io.coxswain.controller.podgc;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.controller.pod.Pods;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What pod garbage collection watches: one key for the whole cluster. */
public final class PodGarbageWiring {
  private static final ObjectKey ALL = new ObjectKey("", "pods");

  /** Upstream's quarantineTime: a node may be re-registered. */
  private static final Duration QUARANTINE = Duration.ofSeconds(40);

  private final InstantSource clock;

  /** Since when a node that pods are bound to is missing. */
  private final Map<String, Instant> missing = new ConcurrentHashMap<>();

  private PodGarbageWiring(InstantSource clock) {
    this.clock = clock;
  }

  /** {@code finishedKept} is the number of finished pods that stay; 0 keeps all. */
  public static Controller<?> controller(int finishedKept, InstantSource clock) {
    var wiring = new PodGarbageWiring(clock);
    return new Controller<>(
        "pod-garbage-collector",
        List.of(
            new Controller.Source<>(Node.class, (node, caches) -> List.of(ALL)),
            new Controller.Source<>(Pod.class, PodGarbageWiring::concerns)),
        (key, caches, outcomes) -> Optional.of(wiring.view(caches)),
        new PodGarbageReconciler(finishedKept),
        1);
  }

  /** Healthy pods of living nodes do not matter, and there are many of them. */
  private static List<ObjectKey> concerns(Pod pod, Caches caches) {
    return Pods.isFinished(pod) || isUnscheduledAndDeleted(pod) || isOrphan(pod, caches)
        ? List.of(ALL)
        : List.of();
  }

  private static boolean isUnscheduledAndDeleted(Pod pod) {
    return pod.metadata().deletionTimestamp() != null && node(pod).isEmpty();
  }

  private static boolean isOrphan(Pod pod, Caches caches) {
    return !node(pod).isEmpty() && caches.of(Node.class).get("", node(pod)).isEmpty();
  }

  private static String node(Pod pod) {
    return pod.spec().nodeName() == null ? "" : pod.spec().nodeName();
  }

  private PodGarbageView view(Caches caches) {
    var now = clock.instant();
    var pods = caches.of(Pod.class).list();
    var orphans = pods.stream().filter(pod -> isOrphan(pod, caches)).toList();
    missing.keySet().retainAll(orphans.stream().map(PodGarbageWiring::node).toList());
    orphans.forEach(pod -> missing.putIfAbsent(node(pod), now));
    var ripe =
        orphans.stream()
            .filter(pod -> !missing.getOrDefault(node(pod), now).plus(QUARANTINE).isAfter(now))
            .toList();
    return new PodGarbageView(
        ripe,
        pods.stream().filter(PodGarbageWiring::isUnscheduledAndDeleted).toList(),
        pods.stream()
            .filter(pod -> Pods.isFinished(pod) && pod.metadata().deletionTimestamp() == null)
            .toList(),
        ripe.size() < orphans.size());
  }
}
