package io.coxswain.scheduler.plugins;

import io.coxswain.api.core.v1.PodSpec.PodSchedulingGate;
import io.coxswain.scheduler.framework.PreEnqueuePlugin;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.PodInfo;

/** Keeps pods with scheduling gates out of the active queue (KEP-3521). */
public final class SchedulingGates implements PreEnqueuePlugin {
  @Override
  public String name() {
    return "SchedulingGates";
  }

  @Override
  public Verdict preEnqueue(PodInfo pod) {
    var gates = pod.pod().spec().schedulingGates();
    if (gates.isEmpty()) {
      return Verdict.FITS;
    }
    var names = gates.stream().map(PodSchedulingGate::name).toList();
    return Verdict.unresolvable("waiting for scheduling gates: " + names);
  }
}
