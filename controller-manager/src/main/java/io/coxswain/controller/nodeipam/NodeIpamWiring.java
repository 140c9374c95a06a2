package io.coxswain.controller.nodeipam;

import io.coxswain.api.core.v1.Node;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Controller;
import java.util.List;
import java.util.Optional;

/** One key for all nodes, so that two nodes are never given the same range. */
public final class NodeIpamWiring {
  private static final ObjectKey ALL_NODES = new ObjectKey("", "nodes");

  private NodeIpamWiring() {}

  public static Controller<NodeIpamView> controller(List<NodeIpamReconciler.Range> ranges) {
    return new Controller<>(
        "cidrAllocator",
        List.of(new Controller.Source<>(Node.class, (node, caches) -> List.of(ALL_NODES))),
        (key, caches, outcomes) -> Optional.of(new NodeIpamView(caches.of(Node.class).list())),
        new NodeIpamReconciler(ranges),
        1);
  }
}
