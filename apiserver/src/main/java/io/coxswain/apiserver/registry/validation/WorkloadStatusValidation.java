package io.coxswain.apiserver.registry.validation;

import io.coxswain.apiserver.registry.strategy.WorkloadStrategy.Workload;
import java.util.List;

/** What controllers count of the pods they make. */
public final class WorkloadStatusValidation {
  private static final List<String> DEPLOYMENT =
      List.of(
          "observedGeneration",
          "replicas",
          "updatedReplicas",
          "readyReplicas",
          "availableReplicas",
          "unavailableReplicas",
          "terminatingReplicas",
          "collisionCount");
  private static final List<String> REPLICA_SET =
      List.of(
          "replicas",
          "fullyLabeledReplicas",
          "readyReplicas",
          "availableReplicas",
          "terminatingReplicas",
          "observedGeneration");
  private static final List<String> STATEFUL_SET =
      List.of(
          "replicas",
          "readyReplicas",
          "currentReplicas",
          "updatedReplicas",
          "availableReplicas",
          "observedGeneration",
          "collisionCount");
  private static final List<String> DAEMON_SET =
      List.of(
          "currentNumberScheduled",
          "numberMisscheduled",
          "desiredNumberScheduled",
          "numberReady",
          "observedGeneration",
          "updatedNumberScheduled",
          "numberAvailable",
          "numberUnavailable",
          "collisionCount");

  private WorkloadStatusValidation() {}

  public static void validate(Workload workload, Value status, Value old, Errors errors) {
    switch (workload) {
      case DEPLOYMENT -> {
        notNegative(DEPLOYMENT, status, errors);
        atMostAll(List.of("updatedReplicas", "readyReplicas", "availableReplicas"), status, errors);
        available("readyReplicas", status, errors);
      }
      case REPLICA_SET -> replicas(status, errors);
      case STATEFUL_SET -> {
        notNegative(STATEFUL_SET, status, errors);
        atMostAll(
            List.of("readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"),
            status,
            errors);
        available("status.readyReplicas", status, errors);
      }
      case DAEMON_SET -> notNegative(DAEMON_SET, status, errors);
    }
    var count = status.get("collisionCount");
    if (count.number() < old.get("collisionCount").number()) {
      errors.invalid(count, count.number(), "cannot be decremented");
    }
  }

  /** Of ReplicaSets and of ReplicationControllers. */
  public static void replicas(Value status, Errors errors) {
    notNegative(REPLICA_SET, status, errors);
    atMostAll(
        List.of("fullyLabeledReplicas", "readyReplicas", "availableReplicas"), status, errors);
    available("readyReplicas", status, errors);
  }

  private static void notNegative(List<String> fields, Value status, Errors errors) {
    for (var field : fields) {
      Checks.notNegative(status.get(field), errors);
    }
  }

  private static void atMostAll(List<String> fields, Value status, Errors errors) {
    var replicas = status.get("replicas").number();
    for (var field : fields) {
      if (status.get(field).number() > replicas) {
        errors.invalid(status.get(field), "cannot be greater than status.replicas");
      }
    }
  }

  private static void available(String than, Value status, Errors errors) {
    var available = status.get("availableReplicas");
    if (available.number() > status.get("readyReplicas").number()) {
      errors.invalid(available, "cannot be greater than " + than);
    }
  }
}
