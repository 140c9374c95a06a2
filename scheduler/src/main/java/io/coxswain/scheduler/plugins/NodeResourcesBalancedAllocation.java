package io.coxswain.scheduler.plugins;

import io.coxswain.scheduler.framework.ScorePlugin;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import io.coxswain.scheduler.nodes.Resources;
import org.jspecify.annotations.Nullable;

/** Prefers nodes whose CPU and memory would be requested to similar shares. */
public final class NodeResourcesBalancedAllocation implements ScorePlugin<Resources> {
  @Override
  public String name() {
    return "NodeResourcesBalancedAllocation";
  }

  @Override
  public int weight() {
    return 1;
  }

  /** A pod that requests neither resource cannot change the balance. */
  @Override
  public @Nullable Resources preScore(PodInfo pod, NodeTable nodes) {
    var requests = pod.requests();
    return requests.milliCpu() == 0 && requests.memory() == 0 ? null : requests;
  }

  @Override
  public long score(Resources wanted, NodeTable nodes, int row) {
    var cpu = nodes.allocatableMilliCpu(row);
    var memory = nodes.allocatableMemory(row);
    if (cpu == 0 || memory == 0) {
      return MAX_SCORE; // the deviation of a single share is nothing
    }
    var cpuShare = share(nodes.requestedMilliCpu(row) + wanted.milliCpu(), cpu);
    var memoryShare = share(nodes.requestedMemory(row) + wanted.memory(), memory);
    var deviation = Math.abs(cpuShare - memoryShare) / 2;
    return (long) ((1 - deviation) * MAX_SCORE);
  }

  private static double share(long requested, long allocatable) {
    return Math.min(1.0, (double) requested / allocatable);
  }
}
