package io.coxswain.scheduler.plugins;

import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.FilterPlugin;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import org.jspecify.annotations.Nullable;

/** Holds a pod to the node that its spec names. */
public final class NodeName implements FilterPlugin<String> {
  private static final Verdict REJECTED =
      Verdict.unresolvable("node(s) didn't match the requested node name");

  @Override
  public String name() {
    return "NodeName";
  }

  @Override
  public @Nullable String preFilter(PodInfo pod, NodeTable nodes) {
    var name = pod.pod().spec().nodeName();
    return name == null || name.isEmpty() ? null : name;
  }

  @Override
  public Verdict filter(String wanted, NodeTable nodes, int row) {
    return nodes.node(row).name().equals(wanted) ? Verdict.FITS : REJECTED;
  }

  @Override
  public boolean mayHelp(ClusterEvent event, PodInfo pod) {
    return event instanceof ClusterEvent.NodeAdded;
  }
}
