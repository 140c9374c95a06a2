package io.coxswain.controller.statefulset;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.StatefulSet;
import io.coxswain.api.core.v1.PersistentVolumeClaim;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.labels.LabelSelectors;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.pod.Owners;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** StatefulSets by key, with their pods, revisions and claims. */
public final class StatefulSetWiring {
  private StatefulSetWiring() {}

  public static Controller<StatefulSetView> controller() {
    return Controller.named("statefulset-controller")
        .of(StatefulSet.class)
        .owns(Pod.class)
        .owns(ControllerRevision.class)
        .watches(Pod.class, StatefulSetWiring::possibleOwners)
        .reads(PersistentVolumeClaim.class)
        .view(StatefulSetWiring::view)
        .reconciledBy(new StatefulSetReconciler());
  }

  private static List<ObjectKey> possibleOwners(Pod pod, Caches caches) {
    if (Caches.controllerOf(pod).isPresent() || pod.labels().isEmpty()) {
      return List.of();
    }
    return caches.of(StatefulSet.class).list(pod.namespace()).stream()
        .filter(set -> LabelSelectors.matches(set.spec().selector(), pod.labels()))
        .map(ObjectKey::of)
        .toList();
  }

  private static Optional<StatefulSetView> view(
      ObjectKey key, Caches caches, List<Outcome> outcomes) {
    return caches
        .of(StatefulSet.class)
        .get(key)
        .map(
            set ->
                new StatefulSetView(
                    set,
                    Owners.claim(set, set.spec().selector(), Pod.class, caches),
                    caches.controlledBy(set, ControllerRevision.class),
                    caches.of(PersistentVolumeClaim.class).list(key.namespace()).stream()
                        .map(PersistentVolumeClaim::name)
                        .collect(Collectors.toSet()),
                    outcomes));
  }
}
