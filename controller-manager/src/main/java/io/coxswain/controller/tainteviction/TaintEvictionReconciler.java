package io.coxswain.controller.tainteviction;

import io.coxswain.api.core.v1.Node.Taint;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodSpec.Toleration;
import io.coxswain.api.core.v1.PodStatus.PodCondition;
import io.coxswain.api.placement.Tolerations;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.pod.PodStates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes a pod that does not tolerate a NoExecute taint of its node, or not for longer. */
public final class TaintEvictionReconciler implements Reconciler<TaintEvictionView> {
  @Override
  public Plan reconcile(TaintEvictionView view, Instant now) {
    var pod = view.pod();
    if (view.taints().isEmpty() || PodStates.isTerminating(pod)) {
      return Plan.settled();
    }
    var tolerated = toleratedFor(pod.spec().tolerations(), view.taints());
    if (tolerated.isEmpty()) {
      return Plan.settled(); // for ever
    }
    var due = view.since().plus(tolerated.get());
    return due.isAfter(now) ? Plan.settled().checkAt(due, now) : evict(pod, now);
  }

  private static Plan evict(Pod pod, Instant now) {
    var condition =
        new PodCondition(
            "DisruptionTarget",
            pod.metadata().generation(),
            "True",
            null,
            now,
            "DeletionByTaintManager",
            "Taint manager: deleting due to NoExecute taint");
    var marked =
        PodStates.condition(pod, "DisruptionTarget")
            .filter(old -> old.status().equals("True"))
            .isPresent();
    var mark =
        marked
            ? Optional.<Change>empty()
            : Optional.<Change>of(
                new Change.PatchStatus(pod, PodStates.withCondition(pod, condition)));
    return Plan.of(mark)
        .then(
            Change.RecordEvent.normal(
                pod,
                "TaintManagerEviction",
                "Marking for deletion Pod " + pod.namespace() + "/" + pod.name()),
            new Change.Delete(pod));
  }

  /**
   * The shortest time that every taint is tolerated; empty for ever, zero where one is not at all.
   */
  private static Optional<Duration> toleratedFor(List<Toleration> tolerations, List<Taint> taints) {
    var used = new ArrayList<Toleration>();
    for (var taint : taints) {
      var matching =
          tolerations.stream()
              .filter(toleration -> Tolerations.tolerates(toleration, taint))
              .toList();
      if (matching.isEmpty()) {
        return Optional.of(Duration.ZERO);
      }
      used.addAll(matching);
    }
    return used.stream()
        .flatMap(toleration -> Optional.ofNullable(toleration.tolerationSeconds()).stream())
        .map(seconds -> Duration.ofSeconds(Math.max(0, seconds)))
        .min(Duration::compareTo);
  }
}
