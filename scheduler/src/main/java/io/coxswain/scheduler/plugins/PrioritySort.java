package io.coxswain.scheduler.plugins;

import io.coxswain.scheduler.framework.QueueSortPlugin;
import io.coxswain.scheduler.framework.QueuedPod;

/** Higher priority first, then the one that was queued earlier. */
public final class PrioritySort implements QueueSortPlugin {
  @Override
  public String name() {
    return "PrioritySort";
  }

  @Override
  public int compare(QueuedPod left, QueuedPod right) {
    var byPriority = Integer.compare(right.info().priority(), left.info().priority());
    return byPriority != 0 ? byPriority : left.queuedAt().compareTo(right.queuedAt());
  }
}
