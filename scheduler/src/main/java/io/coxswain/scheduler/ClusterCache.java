package io.coxswain.scheduler;

import io.coxswain.api.core.v1.Node;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the node table: what the informers say, plus the pods that were decided and are on their
 * way to the API server ("assumed"). An assumed pod whose binding was written but never showed up
 * is dropped after a while, so that a lost event doesn't hold a node's resources for ever.
 *
 * <p>Owned by the scheduling thread.
 */
final class ClusterCache {
  static final Duration ASSUMED_EXPIRES = Duration.ofMinutes(5);

  private final NodeTable nodes = new NodeTable();
  private final Map<String, String> nodeByPod = new HashMap<>();
  private final Map<String, Assumed> assumed = new HashMap<>();

  private record Assumed(PodInfo pod, @Nullable Instant expires) {}

  NodeTable nodes() {
    return nodes;
  }

  void setNode(Node node) {
    nodes.setNode(node);
  }

  void removeNode(String name) {
    nodes.removeNode(name);
  }

  /** Counts a decided pod on its node before the API server knows. */
  void assume(PodInfo pod, String nodeName) {
    assumed.put(pod.uid(), new Assumed(pod, null));
    place(pod, nodeName);
  }

  /** The binding was written; from now on the informer must confirm it. */
  void bound(String uid, Instant now) {
    assumed.computeIfPresent(
        uid, (key, entry) -> new Assumed(entry.pod(), now.plus(ASSUMED_EXPIRES)));
  }

  boolean isAssumed(String uid) {
    return assumed.containsKey(uid);
  }

  /**
   * Takes back an assumption whose binding failed; false where the informer confirmed it before.
   */
  boolean forget(String uid) {
    if (assumed.remove(uid) == null) {
      return false;
    }
    remove(uid);
    return true;
  }

  /** A pod is on a node, as the API server says. */
  void assigned(PodInfo pod, String nodeName) {
    assumed.remove(pod.uid());
    place(pod, nodeName);
  }

  /** A pod is gone, or has ended; true where it was counted. */
  boolean remove(String uid) {
    assumed.remove(uid);
    var node = nodeByPod.remove(uid);
    if (node == null) {
      return false;
    }
    nodes.removePod(node, uid);
    return true;
  }

  /** Drops the assumed pods that were never confirmed, and says which. */
  List<PodInfo> expire(Instant now) {
    if (assumed.isEmpty()) {
      return List.of();
    }
    var expired = new ArrayList<PodInfo>();
    for (var entry : assumed.values()) {
      var expires = entry.expires();
      if (expires != null && !expires.isAfter(now)) {
        expired.add(entry.pod());
      }
    }
    expired.forEach(pod -> forget(pod.uid()));
    return expired;
  }

  private void place(PodInfo pod, String nodeName) {
    var before = nodeByPod.put(pod.uid(), nodeName);
    if (before != null && !before.equals(nodeName)) {
      nodes.removePod(before, pod.uid());
    }
    nodes.addPod(nodeName, pod);
  }
}
