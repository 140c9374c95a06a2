package io.coxswain.scheduler.framework;

import io.coxswain.scheduler.nodes.PodInfo;

/**
 * What every plugin has: upstream's name, and a word in when the pods it rejected are tried again.
 */
public interface Plugin {
  String name();

  /**
   * The queueing hint: whether the event may make a pod schedulable that this plugin rejected
   * (KEP-4247). Saying yes without reason costs an attempt, saying no wrongly strands the pod.
   */
  default boolean mayHelp(ClusterEvent event, PodInfo pod) {
    return true;
  }
}
