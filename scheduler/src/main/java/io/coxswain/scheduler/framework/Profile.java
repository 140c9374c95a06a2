package io.coxswain.scheduler.framework;

import io.coxswain.scheduler.nodes.PodInfo;
import java.util.List;
import java.util.Set;

/** The plugins of a scheduler, each list in the order in which they are asked. */
public record Profile(
    String schedulerName,
    List<PreEnqueuePlugin> preEnqueue,
    QueueSortPlugin queueSort,
    List<FilterPlugin<?>> filters,
    List<PostFilterPlugin> postFilters,
    List<ScorePlugin<?>> scores) {

  /** Whether one of the plugins that rejected a pod expects something of the event. */
  public boolean mayHelp(Set<String> rejectedBy, ClusterEvent event, PodInfo pod) {
    // a pod that nobody rejected failed for want of nodes, or of a write: anything may help
    return rejectedBy.isEmpty()
        || filters.stream()
            .anyMatch(plugin -> rejectedBy.contains(plugin.name()) && plugin.mayHelp(event, pod));
  }
}
