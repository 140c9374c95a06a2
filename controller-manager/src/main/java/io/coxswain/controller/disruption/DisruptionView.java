package io.coxswain.controller.disruption;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.policy.v1.PodDisruptionBudget;
import java.util.List;

/**
 * A budget and the pods it selects.
 *
 * @param owners the workloads that control these pods, each once
 * @param unmanaged pods that nobody controls
 * @param uncontrolled pods whose controller is none that says how many pods it wants
 */
record DisruptionView(
    PodDisruptionBudget budget,
    List<Pod> pods,
    List<Scale> owners,
    List<Pod> unmanaged,
    List<Pod> uncontrolled) {

  /** A workload and the pods it wants. */
  record Scale(String uid, int replicas) {}
}
