package io.coxswain.controller.podgc;

import io.coxswain.api.core.v1.Pod;
import java.util.List;

/**
 * The pods that may have to go.
 *
 * @param orphaned bound to nodes that have been gone for the quarantine
 * @param unscheduled being deleted, and bound to no node whose kubelet would finish that
 * @param finished in phase Succeeded or Failed, not yet being deleted
 * @param quarantined there are pods whose node is gone, but not for long enough
 */
record PodGarbageView(
    List<Pod> orphaned, List<Pod> unscheduled, List<Pod> finished, boolean quarantined) {}
