package io.coxswain.controller.statefulset;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.StatefulSet;
import io.coxswain.api.apps.v1.StatefulSetStatusBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.pod.PodStates;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The status that a StatefulSet's pods add up to. */
final class StatefulSetStatuses {
  private StatefulSetStatuses() {}

  static boolean isRolling(StatefulSet set) {
    var strategy = set.spec().updateStrategy();
    return strategy == null || !"OnDelete".equals(strategy.type());
  }

  /** Pods of lower ordinals keep the current revision; counted from the first ordinal. */
  static int partition(StatefulSet set) {
    var strategy = set.spec().updateStrategy();
    var rolling = strategy == null ? null : strategy.rollingUpdate();
    return rolling == null ? 0 : Numbers.orZero(rolling.partition());
  }

  static StatefulSet next(
      StatefulSet set,
      List<Pod> pods,
      ControllerRevision current,
      ControllerRevision update,
      Instant now) {
    var seconds = Numbers.orZero(set.spec().minReadySeconds());
    var ready = count(pods, pod -> isRunningAndReady(pod));
    var available =
        count(pods, pod -> isRunningAndReady(pod) && PodStates.isAvailable(pod, seconds, now));
    var updated = count(pods, pod -> isOf(update, pod));
    var currentCount = count(pods, pod -> isOf(current, pod));
    var currentRevision = current.name();
    var wanted = Numbers.orElse(set.spec().replicas(), 1);
    if (isRolling(set) && pods.size() == wanted && updated == wanted && ready == wanted) {
      // the roll-out is complete: from now on the update revision is the current one
      currentRevision = update.name();
      currentCount = updated;
    }
    return set.withStatus(
        StatefulSetStatusBuilder.builder(set.status())
            .observedGeneration(set.metadata().generation())
            .replicas(pods.size())
            .readyReplicas(Numbers.absentIfZero(ready))
            .availableReplicas(available)
            .currentReplicas(Numbers.absentIfZero(currentCount))
            .updatedReplicas(Numbers.absentIfZero(updated))
            .currentRevision(currentRevision)
            .updateRevision(update.name())
            .collisionCount(Numbers.orZero(set.status().collisionCount()))
            .build());
  }

  private static boolean isOf(ControllerRevision revision, Pod pod) {
    return !PodStates.isTerminating(pod) && StatefulPods.revisionOf(pod).equals(revision.name());
  }

  private static boolean isRunningAndReady(Pod pod) {
    return "Running".equals(pod.status().phase())
        && PodStates.isReady(pod)
        && !PodStates.isTerminating(pod);
  }

  private static int count(List<Pod> pods, Predicate<Pod> predicate) {
    return (int) pods.stream().filter(predicate).count();
  }
}
