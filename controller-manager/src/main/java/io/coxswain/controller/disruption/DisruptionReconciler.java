package io.coxswain.controller.disruption;

import io.coxswain.api.IntOrString;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.meta.v1.Condition;
import io.coxswain.api.policy.v1.PodDisruptionBudget;
import io.coxswain.api.policy.v1.PodDisruptionBudget.PodDisruptionBudgetStatus;
import io.coxswain.api.policy.v1.PodDisruptionBudgetStatusBuilder;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.disruption.DisruptionView.Scale;
import io.coxswain.controller.pod.Pods;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Computes a budget's status. Follows upstream's disruption controller. */
final class DisruptionReconciler implements Reconciler<DisruptionView> {
  private static final String ALLOWED = "DisruptionAllowed";

  /** How long a granted eviction counts before the pod is seen to be deleted. */
  private static final Duration DELETION_TIMEOUT = Duration.ofMinutes(2);

  /** What the pods are measured against. */
  private record Wanted(int expected, int healthy) {}

  @Override
  public Plan reconcile(DisruptionView view, Instant now) {
    var budget = view.budget();
    var events = new ArrayList<Change>();
    if (!view.unmanaged().isEmpty()) {
      events.add(
          Change.RecordEvent.warning(
              budget,
              "UnmanagedPods",
              "Pods selected by this PodDisruptionBudget were found to be unmanaged. As a result,"
                  + " the status of the PDB cannot be calculated correctly, which may result in"
                  + " undefined behavior. To account for these pods please set"
                  + " \".spec.minAvailable\" field of the PDB to an integer value."));
    }
    if (view.pods().isEmpty()) {
      events.add(Change.RecordEvent.normal(budget, "NoPods", "No matching pods found"));
    }
    if (countsWanted(budget) && !view.uncontrolled().isEmpty()) {
      var cause = "found no controllers for pod \"" + view.uncontrolled().getFirst().name() + "\"";
      events.add(
          Change.RecordEvent.warning(
              budget,
              "CalculateExpectedPodCountFailed",
              "Failed to calculate the number of expected pods: " + cause));
      var failure = statusChange(budget, failed(budget, cause, now));
      return Plan.of(failure).then(failure.isPresent() ? events : List.of());
    }
    var disrupted = disrupted(view, now);
    var healthy = (int) view.pods().stream().filter(pod -> isHealthy(pod, disrupted)).count();
    var wanted = wanted(view);
    var allowed = wanted.expected() <= 0 ? 0 : Math.max(0, healthy - wanted.healthy());
    var status =
        PodDisruptionBudgetStatusBuilder.builder(budget.status())
            .currentHealthy(healthy)
            .desiredHealthy(wanted.healthy())
            .expectedPods(wanted.expected())
            .disruptionsAllowed(allowed)
            .disruptedPods(disrupted)
            .observedGeneration(budget.metadata().generation())
            .conditions(conditions(budget, allowed > 0, now))
            .build();
    var change = statusChange(budget, status);
    return Plan.of(change)
        .then(change.isPresent() ? events : List.of())
        .checkAfter(soonestTimeout(disrupted, now));
  }

  /** Whether what the pods' workloads want matters: for percentages and for maxUnavailable. */
  static boolean countsWanted(PodDisruptionBudget budget) {
    var min = budget.spec().minAvailable();
    return budget.spec().maxUnavailable() != null || min instanceof IntOrString.Text;
  }

  private static Wanted wanted(DisruptionView view) {
    var spec = view.budget().spec();
    if (!countsWanted(view.budget())) {
      var min = spec.minAvailable();
      return new Wanted(view.pods().size(), min == null ? 0 : min.scaled(0, true));
    }
    var expected = view.owners().stream().mapToInt(Scale::replicas).sum();
    var max = spec.maxUnavailable();
    if (max != null) {
      return new Wanted(expected, Math.max(0, expected - max.scaled(expected, true)));
    }
    var min = Objects.requireNonNull(spec.minAvailable());
    return new Wanted(expected, min.scaled(expected, true));
  }

  private static boolean isHealthy(Pod pod, Map<String, Instant> disrupted) {
    return pod.metadata().deletionTimestamp() == null
        && !disrupted.containsKey(pod.name())
        && Pods.isReady(pod);
  }

  /** Evictions that were granted and whose pods are still there, for a while. */
  private static Map<String, Instant> disrupted(DisruptionView view, Instant now) {
    var known = view.budget().status().disruptedPods();
    var still = new HashMap<String, Instant>();
    for (var pod : view.pods()) {
      var since = known.get(pod.name());
      if (since != null
          && pod.metadata().deletionTimestamp() == null
          && since.plus(DELETION_TIMEOUT).isAfter(now)) {
        still.put(pod.name(), since);
      }
    }
    return still;
  }

  private static Optional<Duration> soonestTimeout(Map<String, Instant> disrupted, Instant now) {
    return disrupted.values().stream()
        .min(Instant::compareTo)
        .map(since -> Duration.between(now, since.plus(DELETION_TIMEOUT)));
  }

  private static PodDisruptionBudgetStatus failed(
      PodDisruptionBudget budget, String message, Instant now) {
    return PodDisruptionBudgetStatusBuilder.builder(budget.status())
        .disruptionsAllowed(0)
        .conditions(conditions(budget, "False", "SyncFailed", message, now))
        .build();
  }

  private static List<Condition> conditions(
      PodDisruptionBudget budget, boolean allowed, Instant now) {
    return allowed
        ? conditions(budget, "True", "SufficientPods", "", now)
        : conditions(budget, "False", "InsufficientPods", "", now);
  }

  private static List<Condition> conditions(
      PodDisruptionBudget budget, String status, String reason, String message, Instant now) {
    var conditions = new ArrayList<>(budget.status().conditions());
    var since = now.truncatedTo(ChronoUnit.SECONDS);
    for (var condition : conditions) {
      if (condition.type().equals(ALLOWED) && condition.status().equals(status)) {
        since = condition.lastTransitionTime();
      }
    }
    conditions.removeIf(condition -> condition.type().equals(ALLOWED));
    conditions.add(
        new Condition(ALLOWED, status, budget.metadata().generation(), since, reason, message));
    return conditions;
  }

  private static Optional<Change> statusChange(
      PodDisruptionBudget budget, PodDisruptionBudgetStatus status) {
    return status.equals(budget.status())
        ? Optional.empty()
        : Optional.of(new Change.PatchStatus(budget, budget.withStatus(status)));
  }
}
