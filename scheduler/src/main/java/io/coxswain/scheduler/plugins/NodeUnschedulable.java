package io.coxswain.scheduler.plugins;

import io.coxswain.api.core.v1.Node.Taint;
import io.coxswain.api.placement.Tolerations;
import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.FilterPlugin;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;

/** Keeps pods off cordoned nodes, unless they tolerate that. The state is whether the pod does. */
public final class NodeUnschedulable implements FilterPlugin<Boolean> {
  private static final Verdict REJECTED = Verdict.unresolvable("node(s) were unschedulable");
  private static final Taint UNSCHEDULABLE =
      new Taint("node.kubernetes.io/unschedulable", null, "NoSchedule", null);

  @Override
  public String name() {
    return "NodeUnschedulable";
  }

  @Override
  public Boolean preFilter(PodInfo pod, NodeTable nodes) {
    return Tolerations.tolerates(pod.pod().spec().tolerations(), UNSCHEDULABLE);
  }

  @Override
  public Verdict filter(Boolean tolerated, NodeTable nodes, int row) {
    var cordoned = Boolean.TRUE.equals(nodes.node(row).spec().unschedulable());
    return cordoned && !tolerated ? REJECTED : Verdict.FITS;
  }

  @Override
  public boolean mayHelp(ClusterEvent event, PodInfo pod) {
    return switch (event) {
      case ClusterEvent.NodeAdded added -> true;
      case ClusterEvent.NodeUpdated updated -> updated.taintsChanged();
      default -> false;
    };
  }
}
