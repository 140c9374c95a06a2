package io.coxswain.controller.disruption;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.apps.v1.StatefulSet;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.ReplicationController;
import io.coxswain.api.labels.LabelSelectors;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.api.policy.v1.PodDisruptionBudget;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.disruption.DisruptionView.Scale;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Budgets by key, with the pods they select and the workloads these belong to. */
public final class DisruptionWiring {
  private DisruptionWiring() {}

  public static Controller<?> controller() {
    return Controller.named("controllermanager")
        .of(PodDisruptionBudget.class)
        .watches(Pod.class, DisruptionWiring::budgetsOf)
        .watches(Deployment.class, DisruptionWiring::budgetsIn)
        .watches(ReplicaSet.class, DisruptionWiring::budgetsIn)
        .watches(StatefulSet.class, DisruptionWiring::budgetsIn)
        .watches(ReplicationController.class, DisruptionWiring::budgetsIn)
        .view(
            (key, caches, outcomes) ->
                caches.of(PodDisruptionBudget.class).get(key).map(budget -> view(budget, caches)))
        .reconciledBy(new DisruptionReconciler());
  }

  private static List<ObjectKey> budgetsOf(Pod pod, Caches caches) {
    return caches.of(PodDisruptionBudget.class).list(pod.namespace()).stream()
        .filter(budget -> selects(budget, pod))
        .map(ObjectKey::of)
        .toList();
  }

  /** Budgets that count what a workload wants. */
  private static List<ObjectKey> budgetsIn(KubernetesObject workload, Caches caches) {
    return caches.of(PodDisruptionBudget.class).list(workload.namespace()).stream()
        .filter(DisruptionReconciler::countsWanted)
        .map(ObjectKey::of)
        .toList();
  }

  private static boolean selects(PodDisruptionBudget budget, Pod pod) {
    var selector = budget.spec().selector();
    return selector != null && LabelSelectors.matches(selector, pod.labels());
  }

  private static DisruptionView view(PodDisruptionBudget budget, Caches caches) {
    var pods =
        caches.of(Pod.class).list(budget.namespace()).stream()
            .filter(pod -> selects(budget, pod))
            .toList();
    var owners = new LinkedHashSet<Scale>();
    var unmanaged = new ArrayList<Pod>();
    var uncontrolled = new ArrayList<Pod>();
    for (var pod : pods) {
      var owner = Caches.controllerOf(pod);
      if (owner.isEmpty()) {
        unmanaged.add(pod);
        continue;
      }
      scale(budget.namespace(), owner.get(), caches)
          .ifPresentOrElse(owners::add, () -> uncontrolled.add(pod));
    }
    return new DisruptionView(
        budget, pods, List.copyOf(owners), List.copyOf(unmanaged), List.copyOf(uncontrolled));
  }

  private static Optional<Scale> scale(String namespace, OwnerReference owner, Caches caches) {
    return switch (owner.kind()) {
      case "ReplicaSet" ->
          caches
              .of(ReplicaSet.class)
              .get(namespace, owner.name())
              .filter(set -> set.uid().equals(owner.uid()))
              .map(
                  set ->
                      deployment(set, caches).orElseGet(() -> scale(set, set.spec().replicas())));
      case "StatefulSet" ->
          caches
              .of(StatefulSet.class)
              .get(namespace, owner.name())
              .filter(set -> set.uid().equals(owner.uid()))
              .map(set -> scale(set, set.spec().replicas()));
      case "ReplicationController" ->
          caches
              .of(ReplicationController.class)
              .get(namespace, owner.name())
              .filter(controller -> controller.uid().equals(owner.uid()))
              .map(controller -> scale(controller, controller.spec().replicas()));
      default -> Optional.empty();
    };
  }

  private static Optional<Scale> deployment(ReplicaSet set, Caches caches) {
    return Caches.controllerOf(set)
        .filter(owner -> owner.kind().equals("Deployment"))
        .flatMap(owner -> caches.of(Deployment.class).get(set.namespace(), owner.name()))
        .map(deployment -> scale(deployment, deployment.spec().replicas()));
  }

  private static Scale scale(
      KubernetesObject workload, @org.jspecify.annotations.Nullable Integer replicas) {
    return new Scale(workload.uid(), Numbers.orElse(replicas, 1));
  }
}
