package io.coxswain.controller.replicaset;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.apps.v1.ReplicaSet.ReplicaSetStatus;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.pod.Owners.Claim;
import io.coxswain.controller.pod.Pods;
import java.util.List;
import java.util.function.Function;

/**
 * What is known of one ReplicaSet.
 *
 * @param owner the stored object: the set itself, or the ReplicationController it stands for
 * @param withStatus the owner with another status
 * @param related pods of all ReplicaSets with the same controller, its own included
 * @param outcomes what became of the last plan's creations and deletions
 */
record ReplicaSetView(
    KubernetesObject owner,
    ReplicaSet replicaSet,
    Function<ReplicaSetStatus, KubernetesObject> withStatus,
    Claim<Pod> pods,
    List<Pod> related,
    List<Outcome> outcomes) {
  int wanted() {
    return Numbers.orElse(replicaSet.spec().replicas(), 1);
  }

  int minReadySeconds() {
    return Numbers.orZero(replicaSet.spec().minReadySeconds());
  }

  boolean deleting() {
    return replicaSet.metadata().deletionTimestamp() != null;
  }

  List<Pod> living() {
    return pods.owned().stream().filter(Pods::isActive).toList();
  }

  /** Creations or deletions the server refused. */
  List<Outcome.Refused> refusals() {
    return outcomes.stream()
        .filter(Outcome.Refused.class::isInstance)
        .map(Outcome.Refused.class::cast)
        .toList();
  }
}
