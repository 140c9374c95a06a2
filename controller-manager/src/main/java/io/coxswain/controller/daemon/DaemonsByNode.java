package io.coxswain.controller.daemon;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A DaemonSet's pods by the node they are on or meant for.
 *
 * @param homeless pods of nodes that do not exist
 */
record DaemonsByNode(List<Node> nodes, Map<String, List<Pod>> pods, List<Pod> homeless) {
  static DaemonsByNode of(DaemonSetView view) {
    var pods = new HashMap<String, List<Pod>>();
    view.nodes().forEach(node -> pods.put(node.name(), new ArrayList<>()));
    var homeless = new ArrayList<Pod>();
    for (var pod : view.pods().owned()) {
      pods.getOrDefault(DaemonPods.nodeOf(pod), homeless).add(pod);
    }
    var nodes = view.nodes().stream().sorted(Comparator.comparing(Node::name)).toList();
    return new DaemonsByNode(nodes, pods, homeless);
  }

  List<Pod> on(String node) {
    return pods.getOrDefault(node, List.of());
  }
}
