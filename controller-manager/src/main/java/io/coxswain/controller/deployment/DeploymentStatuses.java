package io.coxswain.controller.deployment;

import static io.coxswain.controller.Numbers.orZero;

import io.coxswain.api.apps.v1.Deployment.DeploymentCondition;
import io.coxswain.api.apps.v1.Deployment.DeploymentStatus;
import io.coxswain.api.apps.v1.DeploymentStatusBuilder;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.client.runtime.Change;
import io.coxswain.controller.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The status of a Deployment: counts, and conditions in upstream's words. */
final class DeploymentStatuses {
  private DeploymentStatuses() {}

  /** Counts only, for a deployment that is being deleted. */
  static Optional<Change> counted(DeploymentView view, Instant now) {
    return change(view, counts(view, Conditions.of(view, now)));
  }

  /** Counts and the pause, for a deployment that is paused or being scaled. */
  static Optional<Change> scaled(DeploymentView view, Instant now) {
    return change(view, counts(view, Conditions.of(view, now).paused(view)));
  }

  /** Everything, progress included. */
  static Optional<Change> rolledOut(DeploymentView view, Instant now) {
    var conditions = Conditions.of(view, now).paused(view).newSet(view);
    var status = counts(view, conditions);
    var progressed = progress(view, status, conditions, now);
    return change(view, status.withConditions(failures(view, progressed).list()));
  }

  private static Optional<Change> change(DeploymentView view, DeploymentStatus status) {
    var deployment = view.deployment();
    return status.equals(deployment.status())
        ? Optional.empty()
        : Optional.of(new Change.PatchStatus(deployment, deployment.withStatus(status)));
  }

  private static DeploymentStatus counts(DeploymentView view, Conditions conditions) {
    var all = view.replicaSets().owned();
    var available = sum(all, Sizes::available);
    var newSet = view.newSet();
    var missing = Math.max(0, Sizes.total(all) - available);
    return DeploymentStatusBuilder.builder(view.deployment().status())
        .observedGeneration(view.deployment().metadata().generation())
        .replicas(Numbers.absentIfZero(sum(all, set -> orZero(set.status().replicas()))))
        .updatedReplicas(
            Numbers.absentIfZero(newSet.map(set -> orZero(set.status().replicas())).orElse(0)))
        .readyReplicas(Numbers.absentIfZero(sum(all, set -> orZero(set.status().readyReplicas()))))
        .availableReplicas(Numbers.absentIfZero(available))
        .unavailableReplicas(Numbers.absentIfZero(missing))
        .conditions(
            conditions.availability(available >= view.wanted() - Sizes.maxUnavailable(view)).list())
        .build();
  }

  private static int sum(Collection<ReplicaSet> sets, ToIntFunction<ReplicaSet> figure) {
    return sets.stream().mapToInt(figure).sum();
  }

  /** All wanted replicas are of the present template, available, and no others are left. */
  static boolean isComplete(DeploymentView view) {
    return isComplete(view, view.deployment().status());
  }

  private static boolean isComplete(DeploymentView view, DeploymentStatus status) {
    return orZero(status.updatedReplicas()) == view.wanted()
        && orZero(status.replicas()) == view.wanted()
        && orZero(status.availableReplicas()) == view.wanted()
        && orZero(status.observedGeneration()) >= orZero(view.deployment().metadata().generation());
  }

  private static Conditions progress(
      DeploymentView view, DeploymentStatus status, Conditions conditions, Instant now) {
    var counted = conditions.with(status.conditions());
    if (view.progressDeadlineSeconds() == null) {
      return counted.without(Conditions.PROGRESSING);
    }
    var current = counted.get(Conditions.PROGRESSING);
    var wasComplete =
        orZero(status.replicas()) == orZero(status.updatedReplicas())
            && current.filter(c -> Conditions.NEW_SET_AVAILABLE.equals(c.reason())).isPresent();
    if (wasComplete) {
      return counted;
    }
    var subject =
        view.newSet()
            .map(set -> "ReplicaSet \"" + set.name() + "\"")
            .orElse("Deployment \"" + view.name() + "\"");
    if (isComplete(view, status)) {
      return counted.set(
          Conditions.PROGRESSING,
          "True",
          Conditions.NEW_SET_AVAILABLE,
          subject + " has successfully progressed.");
    }
    if (progressed(view.deployment().status(), status)) {
      return counted.refreshProgress(subject + " is progressing.");
    }
    if (timedOut(view, current, now)) {
      return counted.set(
          Conditions.PROGRESSING,
          "False",
          Conditions.TIMED_OUT,
          subject + " has timed out progressing.");
    }
    return counted;
  }

  private static boolean progressed(DeploymentStatus before, DeploymentStatus after) {
    var oldBefore = orZero(before.replicas()) - orZero(before.updatedReplicas());
    var oldAfter = orZero(after.replicas()) - orZero(after.updatedReplicas());
    return orZero(after.updatedReplicas()) > orZero(before.updatedReplicas())
        || oldAfter < oldBefore
        || orZero(after.readyReplicas()) > orZero(before.readyReplicas())
        || orZero(after.availableReplicas()) > orZero(before.availableReplicas());
  }

  private static boolean timedOut(
      DeploymentView view, Optional<DeploymentCondition> progressing, Instant now) {
    if (progressing.isEmpty() || Conditions.NEW_SET_AVAILABLE.equals(progressing.get().reason())) {
      return false;
    }
    return Conditions.TIMED_OUT.equals(progressing.get().reason())
        || deadline(view, progressing.get()).filter(due -> due.isBefore(now)).isPresent();
  }

  private static Optional<Instant> deadline(DeploymentView view, DeploymentCondition progressing) {
    var seconds = view.progressDeadlineSeconds();
    var since = progressing.lastUpdateTime();
    return seconds == null || since == null
        ? Optional.empty()
        : Optional.of(since.plusSeconds(seconds));
  }

  /** When a rollout that does not move will have missed its deadline. */
  static Optional<Duration> untilDeadline(DeploymentView view, Instant now) {
    if (isComplete(view)) {
      return Optional.empty();
    }
    return view.deployment().status().conditions().stream()
        .filter(condition -> condition.type().equals(Conditions.PROGRESSING))
        .filter(
            condition ->
                !Conditions.TIMED_OUT.equals(condition.reason())
                    && !Conditions.NEW_SET_AVAILABLE.equals(condition.reason()))
        .findFirst()
        .flatMap(condition -> deadline(view, condition))
        // a second more, because times on the wire have no fractions
        .map(due -> Duration.between(now, due).plusSeconds(1))
        .map(delay -> delay.isPositive() ? delay : Duration.ofSeconds(1));
  }

  /** The new set's failures show on the deployment, or else those of old sets. */
  private static Conditions failures(DeploymentView view, Conditions conditions) {
    var failures = view.newSet().map(DeploymentStatuses::failures).orElse(List.of());
    if (failures.isEmpty()) {
      failures = view.oldSets().stream().flatMap(set -> failures(set).stream()).toList();
    }
    return failures.isEmpty()
        ? conditions.without(Conditions.REPLICA_FAILURE)
        : conditions.set(failures.getFirst());
  }

  private static List<DeploymentCondition> failures(ReplicaSet set) {
    return set.status().conditions().stream()
        .filter(condition -> condition.type().equals(Conditions.REPLICA_FAILURE))
        .map(
            c ->
                new DeploymentCondition(
                    c.type(),
                    c.status(),
                    c.lastTransitionTime(),
                    c.lastTransitionTime(),
                    c.reason(),
                    c.message()))
        .toList();
  }
}
