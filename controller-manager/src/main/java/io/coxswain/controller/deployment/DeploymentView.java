package io.coxswain.controller.deployment;

import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.pod.Owners.Claim;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one Deployment.
 *
 * @param namesakes ReplicaSets of the namespace whose names begin with the deployment's, whoever
 *     owns them: a new set's name may be taken
 * @param pods pods controlled by the deployment's ReplicaSets
 * @param outcomes what became of the last plan
 */
record DeploymentView(
    Deployment deployment,
    Claim<ReplicaSet> replicaSets,
    List<ReplicaSet> namesakes,
    List<Pod> pods,
    List<Outcome> outcomes) {
  String name() {
    return deployment.name();
  }

  int wanted() {
    return Numbers.orElse(deployment.spec().replicas(), 1);
  }

  boolean paused() {
    return Boolean.TRUE.equals(deployment.spec().paused());
  }

  boolean deleting() {
    return deployment.metadata().deletionTimestamp() != null;
  }

  boolean rolling() {
    return !"Recreate".equals(deployment.spec().strategy().type());
  }

  /** Seconds a rollout may stand still; null for ever. */
  @Nullable Integer progressDeadlineSeconds() {
    var seconds = deployment.spec().progressDeadlineSeconds();
    return seconds == null || seconds == Integer.MAX_VALUE ? null : seconds;
  }

  /** The set that runs the present template; of several the oldest. */
  Optional<ReplicaSet> newSet() {
    return replicaSets.owned().stream()
        .filter(set -> Templates.sameTemplate(set, deployment))
        .min(Rollouts.OLDEST_FIRST);
  }

  List<ReplicaSet> oldSets() {
    var newSet = newSet().map(ReplicaSet::uid).orElse("");
    return replicaSets.owned().stream().filter(set -> !set.uid().equals(newSet)).toList();
  }

  /** Whether a set is controlled by this deployment. */
  boolean owns(ReplicaSet set) {
    return Caches.controllerOf(set)
        .filter(owner -> owner.uid().equals(deployment.uid()))
        .isPresent();
  }

  /** The creation of a ReplicaSet in the last plan, if there was one. */
  Optional<Outcome.Created> createdSet() {
    return outcomes.stream()
        .filter(Outcome.Created.class::isInstance)
        .map(Outcome.Created.class::cast)
        .findFirst();
  }

  /** The refused creation of a ReplicaSet in the last plan, if there was one. */
  Optional<Outcome.Refused> refusedSet() {
    return outcomes.stream()
        .filter(Outcome.Refused.class::isInstance)
        .map(Outcome.Refused.class::cast)
        .filter(refused -> refused.change() instanceof Change.Create)
        .findFirst();
  }
}
