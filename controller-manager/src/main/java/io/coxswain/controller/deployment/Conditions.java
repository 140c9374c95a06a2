package io.coxswain.controller.deployment;

import io.coxswain.api.apps.v1.Deployment.DeploymentCondition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of a Deployment with upstream's rules of change: a condition whose status and
 * reason stay the same is left alone, and its transition time moves only with its status.
 *
 * @param now the time changes are stamped with
 */
record Conditions(List<DeploymentCondition> list, Instant now) {
  static final String AVAILABLE = "Available";
  static final String PROGRESSING = "Progressing";
  static final String REPLICA_FAILURE = "ReplicaFailure";
  static final String NEW_SET_AVAILABLE = "NewReplicaSetAvailable";
  static final String TIMED_OUT = "ProgressDeadlineExceeded";
  private static final String UPDATED = "ReplicaSetUpdated";
  private static final String PAUSED = "DeploymentPaused";
  private static final String RESUMED = "DeploymentResumed";

  Conditions {
    list = List.copyOf(list);
  }

  static Conditions of(DeploymentView view, Instant now) {
    return new Conditions(
        view.deployment().status().conditions(), now.truncatedTo(ChronoUnit.SECONDS));
  }

  Optional<DeploymentCondition> get(String type) {
    return list.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  Conditions with(List<DeploymentCondition> conditions) {
    return new Conditions(conditions, now);
  }

  Conditions without(String type) {
    return with(list.stream().filter(condition -> !condition.type().equals(type)).toList());
  }

  Conditions set(String type, String status, String reason, String message) {
    return set(new DeploymentCondition(type, status, now, now, reason, message));
  }

  Conditions set(DeploymentCondition condition) {
    var current = get(condition.type());
    var sameStatus = current.filter(c -> c.status().equals(condition.status())).isPresent();
    if (sameStatus && String.valueOf(condition.reason()).equals(current.get().reason())) {
      return this;
    }
    var stamped =
        sameStatus
            ? condition.withLastTransitionTime(current.get().lastTransitionTime())
            : condition;
    var others = new ArrayList<>(without(condition.type()).list());
    others.add(stamped);
    return with(others);
  }

  /** Progress renews the update time even where nothing else changes: the deadline moves on. */
  Conditions refreshProgress(String message) {
    var current = get(PROGRESSING);
    var condition =
        new DeploymentCondition(
            PROGRESSING,
            "True",
            now,
            current
                .filter(c -> c.status().equals("True"))
                .map(DeploymentCondition::lastTransitionTime)
                .orElse(now),
            UPDATED,
            message);
    var others = new ArrayList<>(without(PROGRESSING).list());
    others.add(condition);
    return with(others);
  }

  Conditions availability(boolean enough) {
    return enough
        ? set(AVAILABLE, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
        : set(
            AVAILABLE,
            "False",
            "MinimumReplicasUnavailable",
            "Deployment does not have minimum availability.");
  }

  /** Pausing stops the deadline's clock, resuming starts it anew. */
  Conditions paused(DeploymentView view) {
    var reason = get(PROGRESSING).map(DeploymentCondition::reason).orElse("");
    if (view.progressDeadlineSeconds() == null || TIMED_OUT.equals(reason)) {
      return this;
    }
    if (view.paused() && !PAUSED.equals(reason)) {
      return set(PROGRESSING, "Unknown", PAUSED, "Deployment is paused");
    }
    if (!view.paused() && PAUSED.equals(reason)) {
      return set(PROGRESSING, "Unknown", RESUMED, "Deployment is resumed");
    }
    return this;
  }

  /** What became of the new ReplicaSet: created, found, or refused. */
  Conditions newSet(DeploymentView view) {
    if (view.progressDeadlineSeconds() == null) {
      return this;
    }
    var found = view.newSet();
    if (found.isEmpty()) {
      return view.refusedSet()
          .map(
              refused ->
                  set(
                      PROGRESSING,
                      "False",
                      "ReplicaSetCreateError",
                      "Failed to create new replica set: " + refused.message()))
          .orElse(this);
    }
    var name = "\"" + found.get().name() + "\"";
    if (view.createdSet().isPresent()) {
      return set(PROGRESSING, "True", "NewReplicaSetCreated", "Created new replica set " + name);
    }
    return get(PROGRESSING).isPresent()
        ? this
        : set(PROGRESSING, "True", "FoundNewReplicaSet", "Found new replica set " + name);
  }
}
