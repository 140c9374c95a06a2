package io.coxswain.controller.pod;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatus.PodCondition;
import io.coxswain.api.core.v1.PodStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** Questions about a pod's state, with upstream's answers (pkg/api/v1/pod). */
public final class PodStates {
  private PodStates() {}

  public static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  /** Whether the Ready condition is True. */
  public static boolean isReady(Pod pod) {
    return condition(pod, "Ready").filter(ready -> ready.status().equals("True")).isPresent();
  }

  /** When the pod has been ready for so long; empty while it is not ready. */
  public static Optional<Instant> availableAt(Pod pod, int minReadySeconds) {
    return condition(pod, "Ready")
        .filter(ready -> ready.status().equals("True"))
        .map(
            ready -> {
              var since = ready.lastTransitionTime();
              return since == null ? Instant.MIN : since.plus(Duration.ofSeconds(minReadySeconds));
            });
  }

  public static boolean isAvailable(Pod pod, int minReadySeconds, Instant now) {
    return availableAt(pod, minReadySeconds).filter(at -> !at.isAfter(now)).isPresent();
  }

  public static boolean isSucceeded(Pod pod) {
    return "Succeeded".equals(pod.status().phase());
  }

  public static boolean isFailed(Pod pod) {
    return "Failed".equals(pod.status().phase());
  }

  /** Whether it has ended, well or not. */
  public static boolean isTerminal(Pod pod) {
    return isSucceeded(pod) || isFailed(pod);
  }

  /** Whether its deletion has begun. */
  public static boolean isTerminating(Pod pod) {
    return pod.metadata().deletionTimestamp() != null;
  }

  /** Neither ended nor being deleted. */
  public static boolean isActive(Pod pod) {
    return !isTerminal(pod) && !isTerminating(pod);
  }

  /** The pod with one condition put in place of that of the same type. */
  public static Pod withCondition(Pod pod, PodCondition condition) {
    var conditions = new ArrayList<>(pod.status().conditions());
    conditions.removeIf(old -> old.type().equals(condition.type()));
    conditions.add(condition);
    return pod.withStatus(PodStatusBuilder.builder(pod.status()).conditions(conditions).build());
  }
}
