package io.coxswain.scheduler.plugins;

import io.coxswain.scheduler.framework.Diagnosis;
import io.coxswain.scheduler.framework.PostFilterPlugin;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.LinkedHashMap;

/**
 * Says why preemption does not help a pod that fits nowhere. Evicting pods of lower priority is not
 * done yet; where there are such pods the message says so.
 */
public final class DefaultPreemption implements PostFilterPlugin {
  @Override
  public String name() {
    return "DefaultPreemption";
  }

  @Override
  public String postFilter(PodInfo pod, NodeTable nodes, Diagnosis diagnosis) {
    if (diagnosis.nodeCount() == 0) {
      return "";
    }
    if ("Never".equals(pod.pod().spec().preemptionPolicy())) {
      return "preemption: not eligible due to preemptionPolicy=Never.";
    }
    var helpful = diagnosis.nodesPreemptionMayHelp();
    var reasons = new LinkedHashMap<String, Integer>();
    if (helpful > 0) {
      var victims = hasLowerPriority(pod, nodes);
      reasons.put(
          victims
              ? "Preemption is not supported by this scheduler"
              : "No preemption victims found for incoming pod",
          helpful);
    }
    if (diagnosis.nodeCount() > helpful) {
      reasons.put("Preemption is not helpful for scheduling", diagnosis.nodeCount() - helpful);
    }
    return "preemption: " + Diagnosis.availability(diagnosis.nodeCount(), reasons);
  }

  private static boolean hasLowerPriority(PodInfo pod, NodeTable nodes) {
    for (var row = 0; row < nodes.rowCount(); row++) {
      for (var other : nodes.pods(row)) {
        if (other.priority() < pod.priority()) {
          return true;
        }
      }
    }
    return false;
  }
}
