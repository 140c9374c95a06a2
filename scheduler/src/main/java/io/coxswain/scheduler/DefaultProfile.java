package io.coxswain.scheduler;

import io.coxswain.scheduler.framework.FilterPlugin;
import io.coxswain.scheduler.framework.Profile;
import io.coxswain.scheduler.framework.ScorePlugin;
import io.coxswain.scheduler.plugins.DefaultPreemption;
import io.coxswain.scheduler.plugins.ImageLocality;
import io.coxswain.scheduler.plugins.NodeAffinity;
import io.coxswain.scheduler.plugins.NodeName;
import io.coxswain.scheduler.plugins.NodePorts;
import io.coxswain.scheduler.plugins.NodeResourcesBalancedAllocation;
import io.coxswain.scheduler.plugins.NodeResourcesFit;
import io.coxswain.scheduler.plugins.NodeUnschedulable;
import io.coxswain.scheduler.plugins.PrioritySort;
import io.coxswain.scheduler.plugins.SchedulingGates;
import io.coxswain.scheduler.plugins.TaintToleration;
import java.util.List;

/** The plugins that upstream enables by default, in its order. */
final class DefaultProfile {
  private DefaultProfile() {}

  static Profile create() {
    var taints = new TaintToleration();
    var affinity = new NodeAffinity();
    var fit = new NodeResourcesFit();
    List<FilterPlugin<?>> filters =
        List.of(new NodeUnschedulable(), new NodeName(), taints, affinity, new NodePorts(), fit);
    List<ScorePlugin<?>> scores =
        List.of(taints, affinity, fit, new NodeResourcesBalancedAllocation(), new ImageLocality());
    return new Profile(
        "default-scheduler",
        List.of(new SchedulingGates()),
        new PrioritySort(),
        filters,
        List.of(new DefaultPreemption()),
        scores);
  }
}
