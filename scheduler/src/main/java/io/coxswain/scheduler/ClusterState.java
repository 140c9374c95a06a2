package io.coxswain.scheduler;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.Profile;
import io.coxswain.scheduler.nodes.PodInfo;
import io.coxswain.scheduler.queue.Backoff;
import io.coxswain.scheduler.queue.SchedulingQueue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the informers say into changes of the cluster cache and of the queue. Pure.
 *
 * <p>Owned by the scheduling thread.
 */
final class ClusterState {
  private final Profile profile;
  private final ClusterCache cache = new ClusterCache();
  private final SchedulingQueue queue;

  ClusterState(Profile profile) {
    this.profile = profile;
    this.queue = new SchedulingQueue(profile, Backoff.DEFAULT);
  }

  ClusterCache cache() {
    return cache;
  }

  SchedulingQueue queue() {
    return queue;
  }

  void nodeChanged(@Nullable Node old, Node node, Instant now) {
    cache.setNode(node);
    if (old == null) {
      queue.onEvent(new ClusterEvent.NodeAdded(node), now);
    } else {
      var update = new ClusterEvent.NodeUpdated(old, node);
      if (update.isRelevant()) {
        queue.onEvent(update, now);
      }
    }
  }

  void nodeDeleted(Node node, Instant now) {
    cache.removeNode(node.name());
    queue.onEvent(new ClusterEvent.NodeDeleted(node.name()), now);
  }

  void podChanged(@Nullable Pod old, Pod pod, Instant now) {
    if (old != null && !old.uid().equals(pod.uid())) {
      podDeleted(old, now); // deleted and made anew between two looks
      podChanged(null, pod, now);
      return;
    }
    if (hasEnded(pod)) {
      podDeleted(pod, now);
      return;
    }
    var node = nodeOf(pod);
    if (node != null) {
      assigned(old, pod, node, now);
    } else if (pod.metadata().deletionTimestamp() != null || !isOurs(pod)) {
      queue.delete(pod.uid());
    } else if (!cache.isAssumed(pod.uid())) {
      queue.addOrUpdate(PodInfo.of(pod), now);
    }
  }

  void podDeleted(Pod pod, Instant now) {
    queue.delete(pod.uid());
    if (cache.remove(pod.uid())) {
      queue.onEvent(new ClusterEvent.AssignedPodDeleted(PodInfo.of(pod)), now);
    }
  }

  private void assigned(@Nullable Pod old, Pod pod, String node, Instant now) {
    var info = PodInfo.of(pod);
    queue.delete(pod.uid());
    cache.assigned(info, node);
    if (old == null || nodeOf(old) == null) {
      queue.onEvent(new ClusterEvent.AssignedPodChanged(null, info), now);
      return;
    }
    var before = PodInfo.of(old);
    if (!old.labels().equals(pod.labels()) || !before.requests().equals(info.requests())) {
      queue.onEvent(new ClusterEvent.AssignedPodChanged(before, info), now);
    }
  }

  private boolean isOurs(Pod pod) {
    return profile.schedulerName().equals(pod.spec().schedulerName());
  }

  static @Nullable String nodeOf(Pod pod) {
    var node = pod.spec().nodeName();
    return node == null || node.isEmpty() ? null : node;
  }

  private static boolean hasEnded(Pod pod) {
    var phase = pod.status().phase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }
}
