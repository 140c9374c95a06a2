package io.coxswain.scheduler.framework;

import io.coxswain.scheduler.nodes.PodInfo;

/** Decides whether a pod may enter the active queue at all. */
public interface PreEnqueuePlugin extends Plugin {
  Verdict preEnqueue(PodInfo pod);
}
