package io.coxswain.scheduler.plugins;

import io.coxswain.api.core.v1.PodSpec.Toleration;
import io.coxswain.api.placement.Tolerations;
import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.FilterPlugin;
import io.coxswain.scheduler.framework.Normalization;
import io.coxswain.scheduler.framework.ScorePlugin;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.List;

/**
 * Rejects nodes with a NoSchedule or NoExecute taint that the pod does not tolerate, and prefers
 * those with fewer intolerable PreferNoSchedule taints.
 */
public final class TaintToleration
    implements FilterPlugin<List<Toleration>>, ScorePlugin<List<Toleration>> {
  @Override
  public String name() {
    return "TaintToleration";
  }

  @Override
  public int weight() {
    return 3;
  }

  @Override
  public List<Toleration> preFilter(PodInfo pod, NodeTable nodes) {
    return pod.pod().spec().tolerations();
  }

  @Override
  public Verdict filter(List<Toleration> tolerations, NodeTable nodes, int row) {
    for (var taint : nodes.node(row).spec().taints()) {
      var binding = taint.effect().equals("NoSchedule") || taint.effect().equals("NoExecute");
      if (binding && !Tolerations.tolerates(tolerations, taint)) {
        var value = taint.value();
        return Verdict.unresolvable(
            "node(s) had untolerated taint {"
                + taint.key()
                + ": "
                + (value == null ? "" : value)
                + "}");
      }
    }
    return Verdict.FITS;
  }

  /** Only tolerations that cover PreferNoSchedule count for the score. */
  @Override
  public List<Toleration> preScore(PodInfo pod, NodeTable nodes) {
    return pod.pod().spec().tolerations().stream()
        .filter(
            toleration -> {
              var effect = toleration.effect();
              return effect == null || effect.isEmpty() || effect.equals("PreferNoSchedule");
            })
        .toList();
  }

  @Override
  public long score(List<Toleration> tolerations, NodeTable nodes, int row) {
    var intolerable = 0;
    for (var taint : nodes.node(row).spec().taints()) {
      if (taint.effect().equals("PreferNoSchedule") && !Tolerations.tolerates(tolerations, taint)) {
        intolerable++;
      }
    }
    return intolerable;
  }

  @Override
  public Normalization normalization() {
    return Normalization.REVERSED;
  }

  @Override
  public boolean looksAtOneNode() {
    return true;
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
