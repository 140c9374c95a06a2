package io.coxswain.controller.replicaset;

import io.coxswain.api.apps.v1.ReplicaSet.ReplicaSetCondition;
import io.coxswain.api.apps.v1.ReplicaSet.ReplicaSetStatus;
import io.coxswain.api.apps.v1.ReplicaSetStatusBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.pod.Pods;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The status of a ReplicaSet, computed from its view. */
final class ReplicaSetStatuses {
  private static final String REPLICA_FAILURE = "ReplicaFailure";

  private ReplicaSetStatuses() {}

  /** The change that makes the stored status right; empty when it is. */
  static Optional<Change> change(ReplicaSetView view, Instant now) {
    var set = view.replicaSet();
    var status = of(view, now);
    return status.equals(set.status())
        ? Optional.empty()
        : Optional.of(new Change.PatchStatus(view.owner(), view.withStatus().apply(status)));
  }

  private static ReplicaSetStatus of(ReplicaSetView view, Instant now) {
    var set = view.replicaSet();
    var templateLabels = set.spec().template().metadata().labels().entrySet();
    Predicate<Pod> fullyLabeled = pod -> pod.labels().entrySet().containsAll(templateLabels);
    return ReplicaSetStatusBuilder.builder(set.status())
        .replicas(view.living().size())
        .fullyLabeledReplicas(count(view, fullyLabeled))
        .readyReplicas(count(view, Pods::isReady))
        .availableReplicas(count(view, pod -> Pods.isAvailable(pod, view.minReadySeconds(), now)))
        .observedGeneration(set.metadata().generation())
        .conditions(conditions(view, now))
        .build();
  }

  private static @Nullable Integer count(ReplicaSetView view, Predicate<Pod> predicate) {
    return Numbers.absentIfZero((int) view.living().stream().filter(predicate).count());
  }

  private static List<ReplicaSetCondition> conditions(ReplicaSetView view, Instant now) {
    var old = view.replicaSet().status().conditions();
    var failure = failure(view);
    var present = old.stream().filter(c -> c.type().equals(REPLICA_FAILURE)).findFirst();
    if (failure.isPresent() && present.isPresent()) {
      return old; // as upstream: the first failure stays until there is none
    }
    var conditions = new ArrayList<>(old);
    conditions.removeIf(condition -> condition.type().equals(REPLICA_FAILURE));
    failure.ifPresent(
        refused ->
            conditions.add(
                new ReplicaSetCondition(
                    REPLICA_FAILURE,
                    "True",
                    now.truncatedTo(ChronoUnit.SECONDS),
                    refused.change() instanceof Change.Create ? "FailedCreate" : "FailedDelete",
                    refused.message())));
    return conditions;
  }

  /** A refusal counts while there is still something to create or delete. */
  private static Optional<Outcome.Refused> failure(ReplicaSetView view) {
    return view.wanted() == view.living().size()
        ? Optional.empty()
        : view.refusals().stream()
            .filter(
                refused ->
                    refused.change() instanceof Change.Create
                        || refused.change() instanceof Change.Delete)
            .findFirst();
  }
}
