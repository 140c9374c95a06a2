package io.coxswain.controller.daemon;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.DaemonSet;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.labels.LabelSelectors;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.pod.Owners;
import java.util.List;
import java.util.Optional;

/** DaemonSets by key, with their pods and revisions; a node concerns them all. */
public final class DaemonSetWiring {
  private DaemonSetWiring() {}

  public static Controller<DaemonSetView> controller() {
    return Controller.named("daemonset-controller")
        .of(DaemonSet.class)
        .owns(Pod.class)
        .owns(ControllerRevision.class)
        .watches(Pod.class, DaemonSetWiring::possibleOwners)
        .watches(
            Node.class,
            (node, caches) ->
                caches.of(DaemonSet.class).list().stream().map(ObjectKey::of).toList())
        .view(DaemonSetWiring::view)
        .reconciledBy(new DaemonSetReconciler());
  }

  private static List<ObjectKey> possibleOwners(Pod pod, Caches caches) {
    if (Caches.controllerOf(pod).isPresent() || pod.labels().isEmpty()) {
      return List.of();
    }
    return caches.of(DaemonSet.class).list(pod.namespace()).stream()
        .filter(set -> LabelSelectors.matches(set.spec().selector(), pod.labels()))
        .map(ObjectKey::of)
        .toList();
  }

  private static Optional<DaemonSetView> view(
      ObjectKey key, Caches caches, List<Outcome> outcomes) {
    return caches
        .of(DaemonSet.class)
        .get(key)
        .map(
            set ->
                new DaemonSetView(
                    set,
                    Owners.claim(set, set.spec().selector(), Pod.class, caches),
                    caches.controlledBy(set, ControllerRevision.class),
                    caches.of(Node.class).list(),
                    outcomes));
  }
}
