package io.coxswain.scheduler;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatus.PodCondition;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The PodScheduled condition of pods that found no node. */
final class PodConditions {
  static final String POD_SCHEDULED = "PodScheduled";
  static final String UNSCHEDULABLE = "Unschedulable";
  static final String SCHEDULER_ERROR = "SchedulerError";

  private PodConditions() {}

  /**
   * The strategic merge patch of the pod's status that says why it is not scheduled; empty where
   * the status says so already.
   */
  static Optional<JsonNode> notScheduled(Pod pod, String reason, String message, Instant now) {
    var transition = now;
    for (var condition : pod.status().conditions()) {
      if (!condition.type().equals(POD_SCHEDULED) || !condition.status().equals("False")) {
        continue;
      }
      if (reason.equals(condition.reason()) && message.equals(condition.message())) {
        return Optional.empty();
      }
      var since = condition.lastTransitionTime();
      transition = since == null ? now : since;
    }
    var condition =
        new PodCondition(
            POD_SCHEDULED, pod.metadata().generation(), "False", null, transition, reason, message);
    var patch = Json.mapper().createObjectNode();
    // the UID makes the patch fail on a pod made anew under the same name
    patch.putObject("metadata").put("uid", pod.uid());
    patch.putObject("status").putArray("conditions").add(Json.tree(condition));
    return Optional.of(patch);
  }
}
