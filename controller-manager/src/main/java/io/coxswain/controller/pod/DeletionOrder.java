package io.coxswain.controller.pod;

import io.coxswain.api.core.v1.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pods go first when there are too many (the ReplicaSet reference, "Scaling a ReplicaSet"):
 * unassigned, pending, not ready, cheap by annotation, doubled up on a node, young.
 */
public final class DeletionOrder {
  public static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private DeletionOrder() {}

  /**
   * Sorts candidates, the least valuable first.
   *
   * @param related active pods of all ReplicaSets of the same owner, for doubling up
   */
  public static List<Pod> leastValuableFirst(List<Pod> pods, List<Pod> related, Instant now) {
    Map<String, Long> perNode =
        related.stream()
            .filter(Pods::isActive)
            .collect(Collectors.groupingBy(DeletionOrder::node, Collectors.counting()));
    return pods.stream().sorted(comparator(perNode, now)).toList();
  }

  private static Comparator<Pod> comparator(Map<String, Long> perNode, Instant now) {
    return Comparator.<Pod, Boolean>comparing(pod -> !node(pod).isEmpty())
        .thenComparing(pod -> phaseRank(pod.status().phase()))
        .thenComparing(Pods::isReady)
        .thenComparing(DeletionOrder::cost)
        .thenComparing(pod -> -perNode.getOrDefault(node(pod), 0L))
        .thenComparing((one, two) -> byAge(one, two, Pods::readySince, now))
        .thenComparing(pod -> -restarts(pod))
        .thenComparing((one, two) -> byAge(one, two, DeletionOrder::created, now))
        .thenComparing(Pod::uid);
  }

  private static int phaseRank(@Nullable String phase) {
    return switch (phase == null ? "" : phase) {
      case "Running" -> 2;
      case "Unknown" -> 1;
      default -> 0;
    };
  }

  private static int cost(Pod pod) {
    var annotation = pod.metadata().annotations().get(DELETION_COST);
    try {
      return annotation == null ? 0 : Integer.parseInt(annotation);
    } catch (NumberFormatException e) {
      return 0; // as upstream: the API server refuses such values
    }
  }

  private static int restarts(Pod pod) {
    return pod.status().containerStatuses().stream()
        .mapToInt(container -> container.restartCount())
        .max()
        .orElse(0);
  }

  private static Optional<Instant> created(Pod pod) {
    return Optional.ofNullable(pod.metadata().creationTimestamp());
  }

  private static String node(Pod pod) {
    return pod.spec().nodeName() == null ? "" : pod.spec().nodeName();
  }

  /** Younger first, but only where the ages differ by magnitude (LogarithmicScaleDown). */
  private static int byAge(Pod one, Pod two, Function<Pod, Optional<Instant>> since, Instant now) {
    var first = since.apply(one);
    var second = since.apply(two);
    if (first.isEmpty() || second.isEmpty()) {
      return Boolean.compare(first.isPresent(), second.isPresent());
    }
    return Integer.compare(magnitude(first.get(), now), magnitude(second.get(), now));
  }

  private static int magnitude(Instant since, Instant now) {
    var age = Duration.between(since, now).toNanos();
    return age <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(age);
  }
}
