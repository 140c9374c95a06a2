package io.coxswain.scheduler.framework;

import io.coxswain.api.core.v1.Pod;

/** Writes the decision; called on a thread that may block. */
public interface BindPlugin extends Plugin {
  /**
   * Binds the pod to the node.
   *
   * @throws RuntimeException where the API server refused or could not be reached; the pod is tried
   *     again
   */
  void bind(Pod pod, String nodeName);
}
