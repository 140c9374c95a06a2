package io.coxswain.kubelet.server;

import io.coxswain.client.KubernetesClient;
import io.coxswain.kubelet.node.Machine;
import io.coxswain.kubelet.pod.NodeContext;
import io.coxswain.kubelet.pod.PodWorkers;
import java.util.Collection;
import java.util.Optional;

/** What a kubelet serves of one node, and who may ask for it. */
public record NodeApi(PodWorkers workers, Routes routes, Authorizer authorizer) {
  public static NodeApi of(
      PodWorkers workers, NodeContext node, Machine machine, KubernetesClient client) {
    return new NodeApi(
        workers,
        new Routes(workers, node, machine, client::metrics),
        new Authorizer(client, node.nodeName()));
  }

  /**
   * The node a path is about, of those that share a server: the one that has the pod of {@code
   * /containerLogs/NAMESPACE/POD/...} and the like, or else the first; empty before there is one.
   */
  static Optional<NodeApi> of(String path, Collection<NodeApi> nodes) {
    var parts = path.split("/", 5);
    return nodes.stream()
        .filter(node -> parts.length > 3 && node.workers().pod(parts[2], parts[3]).isPresent())
        .findFirst()
        .or(() -> nodes.stream().findFirst());
  }
}
