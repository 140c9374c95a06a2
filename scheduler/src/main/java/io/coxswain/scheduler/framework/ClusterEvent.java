package io.coxswain.scheduler.framework;

import io.coxswain.api.core.v1.Node;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change of the cluster that may make a rejected pod schedulable. */
public sealed interface ClusterEvent {
  record NodeAdded(Node node) implements ClusterEvent {}

  record NodeUpdated(Node old, Node node) implements ClusterEvent {
    public boolean allocatableChanged() {
      return !old.status().allocatable().equals(node.status().allocatable());
    }

    public boolean labelsChanged() {
      return !old.labels().equals(node.labels());
    }

    /** Taints or {@code unschedulable}. */
    public boolean taintsChanged() {
      return !old.spec().taints().equals(node.spec().taints())
          || !Objects.equals(old.spec().unschedulable(), node.spec().unschedulable());
    }

    /** Whether anything changed that a plugin looks at; heartbeats do not count. */
    public boolean isRelevant() {
      return allocatableChanged() || labelsChanged() || taintsChanged();
    }
  }

  record NodeDeleted(String name) implements ClusterEvent {}

  /**
   * A pod was bound to a node ({@code old} is null), or a bound pod's labels or requests changed.
   */
  record AssignedPodChanged(@Nullable PodInfo old, PodInfo pod) implements ClusterEvent {}

  /** A bound pod is gone, or has ended and holds nothing any more. */
  record AssignedPodDeleted(PodInfo pod) implements ClusterEvent {}
}
