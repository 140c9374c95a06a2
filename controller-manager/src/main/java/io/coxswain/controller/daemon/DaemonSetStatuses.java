package io.coxswain.controller.daemon;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.DaemonSet;
import io.coxswain.api.apps.v1.DaemonSetStatusBuilder;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.history.Revisions;
import io.coxswain.controller.pod.PodStates;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The status that a DaemonSet's pods add up to. */
final class DaemonSetStatuses {
  private DaemonSetStatuses() {}

  /** The nodes that should run a pod. */
  static List<Node> desired(DaemonSet set, DaemonsByNode daemons) {
    var template = set.spec().template().spec();
    return daemons.nodes().stream().filter(node -> DaemonPods.shouldRun(template, node)).toList();
  }

  static DaemonSet next(
      DaemonSet set, DaemonsByNode daemons, ControllerRevision update, Instant now) {
    var template = set.spec().template().spec();
    var seconds = Numbers.orZero(set.spec().minReadySeconds());
    var hash = DaemonPods.hashOf(update);
    int desired = 0;
    int current = 0;
    int misscheduled = 0;
    int ready = 0;
    int available = 0;
    int updated = 0;
    for (var node : daemons.nodes()) {
      var pods = daemons.on(node.name());
      if (!DaemonPods.shouldRun(template, node)) {
        misscheduled += pods.isEmpty() ? 0 : 1;
        continue;
      }
      desired++;
      if (pods.isEmpty()) {
        continue;
      }
      current++;
      // one pod stands for the node, should there be more for a moment
      var pod = pods.stream().min(Comparator.comparing(Pod::name)).orElseThrow();
      ready += PodStates.isReady(pod) ? 1 : 0;
      available += PodStates.isAvailable(pod, seconds, now) ? 1 : 0;
      updated += hash.equals(pod.labels().get(Revisions.HASH)) ? 1 : 0;
    }
    return set.withStatus(
        DaemonSetStatusBuilder.builder(set.status())
            .observedGeneration(set.metadata().generation())
            .desiredNumberScheduled(desired)
            .currentNumberScheduled(current)
            .numberMisscheduled(misscheduled)
            .numberReady(ready)
            .numberAvailable(Numbers.absentIfZero(available))
            .numberUnavailable(Numbers.absentIfZero(desired - available))
            .updatedNumberScheduled(Numbers.absentIfZero(updated))
            .build());
  }

  /** When the next ready pod becomes available. */
  static Optional<Instant> nextAvailable(DaemonSet set, DaemonsByNode daemons, Instant now) {
    var seconds = Numbers.orZero(set.spec().minReadySeconds());
    return daemons.pods().values().stream()
        .flatMap(List::stream)
        .flatMap(pod -> PodStates.availableAt(pod, seconds).stream())
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo);
  }
}
