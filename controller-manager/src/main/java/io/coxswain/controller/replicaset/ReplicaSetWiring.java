package io.coxswain.controller.replicaset;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.labels.LabelSelectors;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.pod.Owners;
import java.util.List;
import java.util.Optional;

/** What the ReplicaSet controller watches and how its view is read. */
public final class ReplicaSetWiring {
  private ReplicaSetWiring() {}

  public static Controller<?> controller() {
    return Controller.named("replicaset-controller")
        .of(ReplicaSet.class)
        .owns(Pod.class)
        .watches(Pod.class, ReplicaSetWiring::possibleOwners)
        .view(ReplicaSetWiring::view)
        .reconciledBy(new ReplicaSetReconciler());
  }

  /** Sets that may adopt a pod which nobody controls. */
  private static List<ObjectKey> possibleOwners(Pod pod, Caches caches) {
    if (Caches.controllerOf(pod).isPresent() || pod.labels().isEmpty()) {
      return List.of();
    }
    return caches.of(ReplicaSet.class).list(pod.namespace()).stream()
        .filter(set -> LabelSelectors.matches(set.spec().selector(), pod.labels()))
        .map(ObjectKey::of)
        .toList();
  }

  private static Optional<ReplicaSetView> view(
      ObjectKey key, Caches caches, List<Outcome> outcomes) {
    return caches
        .of(ReplicaSet.class)
        .get(key)
        .map(
            set ->
                new ReplicaSetView(
                    set,
                    set,
                    set::withStatus,
                    Owners.claim(set, set.spec().selector(), Pod.class, caches),
                    related(set, caches),
                    outcomes));
  }

  private static List<Pod> related(ReplicaSet set, Caches caches) {
    var owner = Caches.controllerOf(set).map(OwnerReference::uid);
    return caches.of(ReplicaSet.class).list(set.namespace()).stream()
        .filter(
            other ->
                other.uid().equals(set.uid())
                    || owner.isPresent()
                        && owner.equals(Caches.controllerOf(other).map(OwnerReference::uid)))
        .flatMap((KubernetesObject other) -> caches.controlledBy(other, Pod.class).stream())
        .toList();
  }
}
