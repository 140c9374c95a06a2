package io.coxswain.scheduler.plugins;

import io.coxswain.api.placement.HostPort;
import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.FilterPlugin;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rejects nodes on which a host port of the pod is taken. */
public final class NodePorts implements FilterPlugin<List<HostPort>> {
  private static final Verdict REJECTED =
      Verdict.rejected("node(s) didn't have free ports for the requested pod ports");

  @Override
  public String name() {
    return "NodePorts";
  }

  @Override
  public @Nullable List<HostPort> preFilter(PodInfo pod, NodeTable nodes) {
    var ports = pod.signature().hostPorts();
    return ports.isEmpty() ? null : ports;
  }

  @Override
  public Verdict filter(List<HostPort> wanted, NodeTable nodes, int row) {
    for (var taken : nodes.hostPorts(row)) {
      for (var port : wanted) {
        if (port.conflictsWith(taken)) {
          return REJECTED;
        }
      }
    }
    return Verdict.FITS;
  }

  @Override
  public boolean mayHelp(ClusterEvent event, PodInfo pod) {
    return switch (event) {
      case ClusterEvent.NodeAdded added -> true;
      case ClusterEvent.AssignedPodDeleted deleted ->
          deleted.pod().signature().hostPorts().stream()
              .anyMatch(
                  freed -> pod.signature().hostPorts().stream().anyMatch(freed::conflictsWith));
      default -> false;
    };
  }
}
