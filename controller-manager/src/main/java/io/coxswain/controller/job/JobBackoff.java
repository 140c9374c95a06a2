package io.coxswain.controller.job;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.controller.pod.PodStates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long a Job waits before it replaces failed pods: 10 s after the first failure since the last
 * success, doubled with each, ten minutes at most. Read off the pods, so it survives restarts.
 */
final class JobBackoff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private JobBackoff() {}

  static Duration remaining(List<Pod> pods, Instant now) {
    var lastSuccess =
        pods.stream()
            .filter(PodStates::isSucceeded)
            .map(pod -> JobPods.endOf(pod, now))
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    var failures =
        pods.stream()
            .filter(PodStates::isFailed)
            .map(pod -> JobPods.endOf(pod, now))
            .filter(end -> end.isAfter(lastSuccess))
            .sorted()
            .toList();
    if (failures.isEmpty()) {
      return Duration.ZERO;
    }
    var doubled = FIRST.multipliedBy(1L << Math.min(failures.size() - 1, 20));
    var delay = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return Duration.between(now, failures.getLast().plus(delay));
  }
}
