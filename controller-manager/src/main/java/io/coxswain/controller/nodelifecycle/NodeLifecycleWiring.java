package io.coxswain.controller.nodelifecycle;

import io.coxswain.api.coordination.v1.Lease;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Nodes by key, each with its Lease in {@code kube-node-lease} and the pods bound to it. */
public final class NodeLifecycleWiring {
  private static final String LEASES = "kube-node-lease";

  private NodeLifecycleWiring() {}

  /**
   * @param gracePeriod how long a node may be silent ({@code --node-monitor-grace-period})
   */
  public static Controller<NodeLifecycleView> controller(
      Duration gracePeriod, InstantSource clock) {
    var signs = new NodeSigns();
    return Controller.named("node-controller")
        .of(Node.class)
        .watches(
            Lease.class,
            (lease, caches) ->
                lease.namespace().equals(LEASES)
                    ? List.of(new ObjectKey("", lease.name()))
                    : List.of())
        .reads(Pod.class)
        .view((key, caches, outcomes) -> view(key, caches, signs, clock))
        .reconciledBy(new NodeLifecycleReconciler(gracePeriod));
  }

  private static Optional<NodeLifecycleView> view(
      ObjectKey key, Caches caches, NodeSigns signs, InstantSource clock) {
    var found = caches.of(Node.class).get(key);
    if (found.isEmpty()) {
      signs.forget(key.name());
      return Optional.empty();
    }
    var node = found.get();
    var lease = caches.of(Lease.class).get(LEASES, node.name()).orElse(null);
    var firstSeen = !signs.knows(node.name());
    var lastSign = signs.lastSign(node, lease, clock.instant());
    var ready = NodeLifecycleReconciler.ready(node.status().conditions());
    // the pods matter only once the node is not Ready; looking for them costs a walk over all
    List<Pod> pods = isReady(node) ? List.of() : podsOn(node.name(), caches);
    var allUnwell = caches.of(Node.class).list().stream().noneMatch(NodeLifecycleWiring::isReady);
    return Optional.of(
        new NodeLifecycleView(node, pods, lastSign, ready.isPresent(), firstSeen, allUnwell));
  }

  private static List<Pod> podsOn(String node, Caches caches) {
    return caches.of(Pod.class).list().stream()
        .filter(pod -> node.equals(pod.spec().nodeName()))
        .toList();
  }

  private static boolean isReady(Node node) {
    return NodeLifecycleReconciler.ready(node.status().conditions())
        .filter("True"::equals)
        .isPresent();
  }
}
