package io.coxswain.controller.replicaset;

import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.apps.v1.ReplicaSet.ReplicaSetCondition;
import io.coxswain.api.apps.v1.ReplicaSet.ReplicaSetStatus;
import io.coxswain.api.apps.v1.ReplicaSetBuilder;
import io.coxswain.api.apps.v1.ReplicaSetSpecBuilder;
import io.coxswain.api.apps.v1.ReplicaSetStatusBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodTemplateSpec;
import io.coxswain.api.core.v1.ReplicationController;
import io.coxswain.api.core.v1.ReplicationController.ReplicationControllerCondition;
import io.coxswain.api.core.v1.ReplicationController.ReplicationControllerStatus;
import io.coxswain.api.core.v1.ReplicationControllerStatusBuilder;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.controller.pod.Owners;
import java.util.List;
import java.util.Optional;

/** ReplicationControllers, looked at as the ReplicaSets they would be, as upstream does. */
public final class ReplicationControllerWiring {
  private ReplicationControllerWiring() {}

  public static Controller<?> controller() {
    return Controller.named("replication-controller")
        .of(ReplicationController.class)
        .owns(Pod.class)
        .watches(Pod.class, ReplicationControllerWiring::possibleOwners)
        .view(
            (key, caches, outcomes) ->
                caches
                    .of(ReplicationController.class)
                    .get(key)
                    .flatMap(
                        controller ->
                            asReplicaSet(controller)
                                .map(
                                    set ->
                                        new ReplicaSetView(
                                            controller,
                                            set,
                                            status -> controller.withStatus(back(status)),
                                            Owners.claim(
                                                controller,
                                                set.spec().selector(),
                                                Pod.class,
                                                caches),
                                            caches.controlledBy(controller, Pod.class),
                                            outcomes))))
        .reconciledBy(new ReplicaSetReconciler());
  }

  /** Controllers that may adopt a pod which nobody controls. */
  private static List<ObjectKey> possibleOwners(Pod pod, Caches caches) {
    if (Caches.controllerOf(pod).isPresent() || pod.labels().isEmpty()) {
      return List.of();
    }
    return caches.of(ReplicationController.class).list(pod.namespace()).stream()
        .filter(
            controller ->
                !controller.spec().selector().isEmpty()
                    && pod.labels().entrySet().containsAll(controller.spec().selector().entrySet()))
        .map(ObjectKey::of)
        .toList();
  }

  private static Optional<ReplicaSet> asReplicaSet(ReplicationController controller) {
    PodTemplateSpec template = controller.spec().template();
    if (template == null) {
      return Optional.empty(); // the API server stores none without
    }
    var spec = controller.spec();
    var status = controller.status();
    return Optional.of(
        ReplicaSetBuilder.builder()
            .metadata(controller.metadata())
            .spec(
                ReplicaSetSpecBuilder.builder()
                    .replicas(spec.replicas())
                    .minReadySeconds(spec.minReadySeconds())
                    .selector(new LabelSelector(spec.selector(), List.of()))
                    .template(template)
                    .build())
            .status(
                ReplicaSetStatusBuilder.builder()
                    .replicas(status.replicas())
                    .fullyLabeledReplicas(status.fullyLabeledReplicas())
                    .readyReplicas(status.readyReplicas())
                    .availableReplicas(status.availableReplicas())
                    .observedGeneration(status.observedGeneration())
                    .conditions(
                        status.conditions().stream()
                            .map(
                                condition ->
                                    new ReplicaSetCondition(
                                        condition.type(),
                                        condition.status(),
                                        condition.lastTransitionTime(),
                                        condition.reason(),
                                        condition.message()))
                            .toList())
                    .build())
            .build());
  }

  private static ReplicationControllerStatus back(ReplicaSetStatus status) {
    return ReplicationControllerStatusBuilder.builder()
        .replicas(status.replicas())
        .fullyLabeledReplicas(status.fullyLabeledReplicas())
        .readyReplicas(status.readyReplicas())
        .availableReplicas(status.availableReplicas())
        .observedGeneration(status.observedGeneration())
        .conditions(
            status.conditions().stream()
                .map(
                    condition ->
                        new ReplicationControllerCondition(
                            condition.type(),
                            condition.status(),
                            condition.lastTransitionTime(),
                            condition.reason(),
                            condition.message()))
                .toList())
        .build();
  }
}
