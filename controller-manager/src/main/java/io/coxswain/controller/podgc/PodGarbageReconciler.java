package io.coxswain.controller.podgc;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatus.PodCondition;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.pod.Pods;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Removes pods nobody will remove otherwise. A running pod of a lost node is first marked Failed,
 * so that Jobs and readers see how it ended.
 */
final class PodGarbageReconciler implements Reconciler<PodGarbageView> {
  /** Upstream's gcCheckPeriod. */
  static final Duration PERIOD = Duration.ofSeconds(20);

  private final int finishedKept;

  /** {@code finishedKept} is the number of finished pods that stay; 0 keeps all. */
  PodGarbageReconciler(int finishedKept) {
    this.finishedKept = finishedKept;
  }

  @Override
  public Plan reconcile(PodGarbageView view, Instant now) {
    var marks = new ArrayList<Change>();
    var deletions = new ArrayList<Change>();
    for (var pod : view.orphaned()) {
      if (Pods.isFinished(pod)) {
        deletions.add(new Change.Delete(pod, null, 0L));
      } else {
        marks.add(new Change.PatchStatus(pod, failed(pod, now)));
      }
    }
    for (var pod : view.unscheduled()) {
      deletions.add(new Change.Delete(pod, null, 0L));
    }
    surplus(view).forEach(pod -> deletions.add(new Change.Delete(pod, null, 0L)));
    deletions.addAll(marks);
    var plan = Plan.of(deletions);
    return view.quarantined() || !marks.isEmpty() ? plan.checkAfter(PERIOD) : plan;
  }

  private List<Pod> surplus(PodGarbageView view) {
    var tooMany = view.finished().size() - finishedKept;
    return finishedKept == 0 || tooMany <= 0
        ? List.of()
        : view.finished().stream()
            .sorted(
                Comparator.comparing(
                        (Pod pod) -> pod.metadata().creationTimestamp(),
                        Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(Pod::name))
            .limit(tooMany)
            .toList();
  }

  private static Pod failed(Pod pod, Instant now) {
    var conditions = new ArrayList<>(pod.status().conditions());
    conditions.removeIf(condition -> condition.type().equals("DisruptionTarget"));
    conditions.add(
        new PodCondition(
            "DisruptionTarget",
            null,
            "True",
            null,
            now.truncatedTo(ChronoUnit.SECONDS),
            "DeletionByPodGC",
            "PodGC: node no longer exists"));
    return pod.withStatus(pod.status().withPhase("Failed").withConditions(conditions));
  }
}
