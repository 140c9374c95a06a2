package io.coxswain.scheduler.plugins;

import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.FilterPlugin;
import io.coxswain.scheduler.framework.ScorePlugin;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import io.coxswain.scheduler.nodes.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * Rejects nodes that lack what the pod requests, and prefers those with the largest free share of
 * CPU and memory (scoring strategy LeastAllocated, both resources with weight 1).
 */
public final class NodeResourcesFit implements FilterPlugin<Resources>, ScorePlugin<Resources> {
  @Override
  public String name() {
    return "NodeResourcesFit";
  }

  @Override
  public int weight() {
    return 1;
  }

  @Override
  public Resources preFilter(PodInfo pod, NodeTable nodes) {
    return pod.requests();
  }

  @Override
  public Verdict filter(Resources wanted, NodeTable nodes, int row) {
    var lacking = new Lacking();
    // "Too many pods" comes first and never stops the other checks: the message lists them all
    lacking.check("Too many pods", 1, nodes.podCount(row), nodes.allocatablePods(row));
    lacking.check(
        "Insufficient cpu",
        wanted.milliCpu(),
        nodes.requestedMilliCpu(row),
        nodes.allocatableMilliCpu(row));
    lacking.check(
        "Insufficient memory",
        wanted.memory(),
        nodes.requestedMemory(row),
        nodes.allocatableMemory(row));
    lacking.check(
        "Insufficient ephemeral-storage",
        wanted.ephemeralStorage(),
        nodes.requestedEphemeralStorage(row),
        nodes.allocatableEphemeralStorage(row));
    for (var scalar : wanted.scalars().entrySet()) {
      var name = scalar.getKey();
      lacking.check(
          "Insufficient " + name,
          scalar.getValue(),
          nodes.requested(row, name),
          nodes.allocatable(row, name));
    }
    return lacking.verdict();
  }

  private static final class Lacking {
    private final List<String> reasons = new ArrayList<>(0);
    private boolean everFits = true;

    void check(String reason, long wanted, long used, long allocatable) {
      if (wanted > 0 && wanted > allocatable - used) {
        reasons.add(reason);
        everFits &= wanted <= allocatable;
      }
    }

    Verdict verdict() {
      return reasons.isEmpty() ? Verdict.FITS : new Verdict.Rejected(reasons, everFits);
    }
  }

  @Override
  public Resources preScore(PodInfo pod, NodeTable nodes) {
    return pod.nonZeroRequests();
  }

  @Override
  public long score(Resources wanted, NodeTable nodes, int row) {
    var sum = 0L;
    var counted = 0;
    if (nodes.allocatableMilliCpu(row) > 0) {
      sum +=
          freeShare(nodes.nonZeroMilliCpu(row) + wanted.milliCpu(), nodes.allocatableMilliCpu(row));
      counted++;
    }
    if (nodes.allocatableMemory(row) > 0) {
      sum += freeShare(nodes.nonZeroMemory(row) + wanted.memory(), nodes.allocatableMemory(row));
      counted++;
    }
    return counted == 0 ? 0 : sum / counted;
  }

  private static long freeShare(long requested, long allocatable) {
    return requested > allocatable ? 0 : (allocatable - requested) * MAX_SCORE / allocatable;
  }

  @Override
  public boolean looksAtOneNode() {
    return true;
  }

  @Override
  public boolean mayHelp(ClusterEvent event, PodInfo pod) {
    return switch (event) {
      case ClusterEvent.NodeAdded added -> true;
      case ClusterEvent.NodeUpdated updated -> updated.allocatableChanged();
      case ClusterEvent.AssignedPodDeleted deleted -> true;
      case ClusterEvent.AssignedPodChanged changed -> {
        var old = changed.old();
        yield old != null && !old.requests().equals(changed.pod().requests());
      }
      case ClusterEvent.NodeDeleted deleted -> false;
    };
  }
}
