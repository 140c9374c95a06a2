package io.coxswain.controller.replicaset;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.pod.DeletionOrder;
import io.coxswain.controller.pod.Owners;
import io.coxswain.controller.pod.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the wanted number of matching pods alive, of ReplicaSets and of ReplicationControllers.
 * Follows the ReplicaSet concept page.
 */
final class ReplicaSetReconciler implements Reconciler<ReplicaSetView> {
  /** Upstream's burst: no more changes at once, so that one set does not starve the others. */
  private static final int MOST_CHANGES = 500;

  @Override
  public Plan reconcile(ReplicaSetView view, Instant now) {
    var claims = claims(view);
    if (!claims.isEmpty()) {
      return Plan.of(claims); // how many pods there are is known once these are settled
    }
    var plan = Plan.of(news(view));
    if (!view.deleting()) {
      var missing = view.wanted() - view.living().size();
      plan =
          plan.then(missing > 0 ? create(view, missing) : deleteLeastValuable(view, -missing, now));
    }
    return plan.always(ReplicaSetStatuses.change(view, now))
        .checkAfter(nextPodBecomesAvailable(view, now));
  }

  private static List<Change> claims(ReplicaSetView view) {
    var claims = new ArrayList<Change>();
    for (var pod : view.pods().adoptable()) {
      if (Pods.isActive(pod)) {
        var metadata = Owners.adopted(pod.metadata(), view.owner());
        claims.add(new Change.Update(pod.withMetadata(metadata)));
      }
    }
    for (var pod : view.pods().foreign()) {
      var metadata = Owners.released(pod.metadata(), view.owner());
      claims.add(new Change.Update(pod.withMetadata(metadata)));
    }
    return claims;
  }

  private static List<Change> create(ReplicaSetView view, int missing) {
    var pod = Pods.fromTemplate(view.replicaSet().spec().template(), view.owner());
    return new ArrayList<>(
        Collections.nCopies(Math.min(missing, MOST_CHANGES), new Change.Create(pod)));
  }

  private static List<Change> deleteLeastValuable(ReplicaSetView view, int surplus, Instant now) {
    return DeletionOrder.leastValuableFirst(view.living(), view.related(), now).stream()
        .limit(Math.min(surplus, MOST_CHANGES))
        .<Change>map(Change.Delete::new)
        .toList();
  }

  /** Events about what became of the last plan. */
  private static List<Change> news(ReplicaSetView view) {
    var set = view.owner();
    var events = new ArrayList<Change>();
    for (var outcome : view.outcomes()) {
      switch (outcome) {
        case Outcome.Created created ->
            events.add(
                Change.RecordEvent.normal(
                    set, "SuccessfulCreate", "Created pod: " + created.object().name()));
        case Outcome.Deleted deleted ->
            events.add(
                Change.RecordEvent.normal(
                    set, "SuccessfulDelete", "Deleted pod: " + deleted.change().object().name()));
        case Outcome.Refused refused -> {
          if (refused.change() instanceof Change.Create) {
            events.add(
                Change.RecordEvent.warning(
                    set, "FailedCreate", "Error creating: " + refused.message()));
          } else if (refused.change() instanceof Change.Delete) {
            events.add(
                Change.RecordEvent.warning(
                    set, "FailedDelete", "Error deleting: " + refused.message()));
          }
        }
      }
    }
    return events;
  }

  private static Optional<Duration> nextPodBecomesAvailable(ReplicaSetView view, Instant now) {
    return view.minReadySeconds() == 0
        ? Optional.empty()
        : view.living().stream()
            .map((Pod pod) -> Pods.untilAvailable(pod, view.minReadySeconds(), now))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
  }
}
