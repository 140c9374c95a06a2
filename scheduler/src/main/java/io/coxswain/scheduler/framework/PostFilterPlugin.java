package io.coxswain.scheduler.framework;

import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;

/** Has the last word when no node fits. */
public interface PostFilterPlugin extends Plugin {
  /** What is added to the message of the failed attempt; empty for nothing. */
  String postFilter(PodInfo pod, NodeTable nodes, Diagnosis diagnosis);
}
