package io.coxswain.kubectl.rollout;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.number;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import tools.jackson.databind.JsonNode;

/** How far a rollout is, in upstream's words. */
public record RolloutStatus(String message, boolean done) {

  public static RolloutStatus of(JsonNode object) {
    return switch (text(object, "kind")) {
      case "Deployment" -> deployment(object);
      case "DaemonSet" -> daemonSet(object);
      case "StatefulSet" -> statefulSet(object);
      default -> throw noViewer(object);
    };
  }

  private static KubectlException noViewer(JsonNode object) {
    return KubectlException.error(
        "no status viewer has been implemented for " + text(object, "kind"));
  }

  private static boolean observed(JsonNode object) {
    return number(object, "metadata", "generation")
        <= number(object, "status", "observedGeneration");
  }

  private static RolloutStatus deployment(JsonNode object) {
    var name = Trees.name(object);
    if (!observed(object)) {
      return new RolloutStatus("Waiting for deployment spec update to be observed...", false);
    }
    for (var condition : items(object, "status", "conditions")) {
      if (text(condition, "type").equals("Progressing")
          && text(condition, "reason").equals("ProgressDeadlineExceeded")) {
        throw KubectlException.error("deployment \"" + name + "\" exceeded its progress deadline");
      }
    }
    var wanted = number(object, 1, "spec", "replicas");
    var updated = number(object, "status", "updatedReplicas");
    var total = number(object, "status", "replicas");
    var available = number(object, "status", "availableReplicas");
    var waiting = "Waiting for deployment \"" + name + "\" rollout to finish: ";
    if (updated < wanted) {
      return new RolloutStatus(
          waiting + updated + " out of " + wanted + " new replicas have been updated...", false);
    }
    if (total > updated) {
      return new RolloutStatus(
          waiting + (total - updated) + " old replicas are pending termination...", false);
    }
    if (available < updated) {
      return new RolloutStatus(
          waiting + available + " of " + updated + " updated replicas are available...", false);
    }
    return new RolloutStatus("deployment \"" + name + "\" successfully rolled out", true);
  }

  private static RolloutStatus daemonSet(JsonNode object) {
    var name = Trees.name(object);
    if (!text(object, "spec", "updateStrategy", "type").equals("RollingUpdate")) {
      throw KubectlException.error(
          "rollout status is only available for RollingUpdate strategy type");
    }
    if (!observed(object)) {
      return new RolloutStatus("Waiting for daemon set spec update to be observed...", false);
    }
    var wanted = number(object, "status", "desiredNumberScheduled");
    var updated = number(object, "status", "updatedNumberScheduled");
    var available = number(object, "status", "numberAvailable");
    var waiting = "Waiting for daemon set \"" + name + "\" rollout to finish: ";
    if (updated < wanted) {
      return new RolloutStatus(
          waiting + updated + " out of " + wanted + " new pods have been updated...", false);
    }
    if (available < wanted) {
      return new RolloutStatus(
          waiting + available + " of " + wanted + " updated pods are available...", false);
    }
    return new RolloutStatus("daemon set \"" + name + "\" successfully rolled out", true);
  }

  private static RolloutStatus statefulSet(JsonNode object) {
    if (!text(object, "spec", "updateStrategy", "type").equals("RollingUpdate")) {
      throw KubectlException.error(
          "rollout status is only available for RollingUpdate strategy type");
    }
    if (!observed(object) || number(object, "status", "observedGeneration") == 0) {
      return new RolloutStatus("Waiting for statefulset spec update to be observed...", false);
    }
    var wanted = number(object, 1, "spec", "replicas");
    var ready = number(object, "status", "readyReplicas");
    if (ready < wanted) {
      return new RolloutStatus("Waiting for " + (wanted - ready) + " pods to be ready...", false);
    }
    var updated = number(object, "status", "updatedReplicas");
    var partition = number(object, "spec", "updateStrategy", "rollingUpdate", "partition");
    if (Trees.has(object, "spec", "updateStrategy", "rollingUpdate", "partition")) {
      var due = Math.max(0, wanted - partition);
      return updated < due
          ? new RolloutStatus(
              "Waiting for partitioned roll out to finish: %d out of %d new pods have been updated..."
                  .formatted(updated, due),
              false)
          : new RolloutStatus(
              "partitioned roll out complete: %d new pods have been updated...".formatted(updated),
              true);
    }
    var revision = text(object, "status", "updateRevision");
    if (!revision.equals(text(object, "status", "currentRevision"))) {
      return new RolloutStatus(
          "waiting for statefulset rolling update to complete %d pods at revision %s..."
              .formatted(updated, revision),
          false);
    }
    return new RolloutStatus(
        "statefulset rolling update complete %d pods at revision %s..."
            .formatted(number(object, "status", "currentReplicas"), revision),
        true);
  }
}
