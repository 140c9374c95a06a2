package io.coxswain.controller.job;

import io.coxswain.api.batch.v1.JobSpec.PodFailurePolicy;
import io.coxswain.api.batch.v1.JobSpec.PodFailurePolicyOnExitCodesRequirement;
import io.coxswain.api.batch.v1.JobSpec.PodFailurePolicyRule;
import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.Pod;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Job's podFailurePolicy says about a failed pod (KEP-3329). */
final class PodFailurePolicies {
  /**
   * @param action {@code FailJob}, {@code Ignore}, {@code Count}, {@code FailIndex}
   * @param message why, in upstream's words
   */
  record Match(String action, String message) {}

  private PodFailurePolicies() {}

  /** The first rule that matches; empty where the failure counts as usual. */
  static Optional<Match> match(@Nullable PodFailurePolicy policy, Pod pod) {
    if (policy == null) {
      return Optional.empty();
    }
    for (var index = 0; index < policy.rules().size(); index++) {
      var found = match(policy.rules().get(index), index, pod);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Match> match(PodFailurePolicyRule rule, int index, Pod pod) {
    var tail = " matching " + rule.action() + " rule at index " + index;
    var name = pod.namespace() + "/" + pod.name();
    var exitCodes = rule.onExitCodes();
    if (exitCodes != null) {
      return Stream.concat(
              pod.status().containerStatuses().stream(),
              pod.status().initContainerStatuses().stream())
          .filter(status -> matches(exitCodes, status))
          .findFirst()
          .map(
              status ->
                  new Match(
                      rule.action(),
                      "Container "
                          + status.name()
                          + " for pod "
                          + name
                          + " failed with exit code "
                          + exitCode(status)
                          + tail));
    }
    for (var pattern : rule.onPodConditions()) {
      for (var condition : pod.status().conditions()) {
        if (condition.type().equals(pattern.type())
            && condition.status().equals(pattern.status())) {
          var message = "Pod " + name + " has condition " + condition.type() + tail;
          return Optional.of(new Match(rule.action(), message));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean matches(
      PodFailurePolicyOnExitCodesRequirement requirement, ContainerStatus status) {
    var exitCode = exitCode(status);
    var container = requirement.containerName();
    if (exitCode == 0 || container != null && !container.equals(status.name())) {
      return false;
    }
    return requirement.operator().equals("In") == requirement.values().contains(exitCode);
  }

  /** 0 where the container did not end. */
  private static int exitCode(ContainerStatus status) {
    var terminated = status.state() == null ? null : status.state().terminated();
    return terminated == null ? 0 : terminated.exitCode();
  }
}
