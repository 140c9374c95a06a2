package io.coxswain.controller.deployment;

import io.coxswain.api.apps.v1.Deployment;
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

/** What the Deployment controller watches and how its view is read. */
public final class DeploymentWiring {
  private DeploymentWiring() {}

  public static Controller<?> controller() {
    return Controller.named("deployment-controller")
        .of(Deployment.class)
        .owns(ReplicaSet.class)
        .watches(ReplicaSet.class, DeploymentWiring::possibleOwners)
        .watches(Pod.class, DeploymentWiring::recreateOf)
        .view(DeploymentWiring::view)
        .reconciledBy(new DeploymentReconciler());
  }

  private static List<ObjectKey> possibleOwners(ReplicaSet set, Caches caches) {
    if (Caches.controllerOf(set).isPresent() || set.labels().isEmpty()) {
      return List.of();
    }
    return caches.of(Deployment.class).list(set.namespace()).stream()
        .filter(deployment -> LabelSelectors.matches(deployment.spec().selector(), set.labels()))
        .map(ObjectKey::of)
        .toList();
  }

  /** Recreate waits for the last old pod, so pods concern deployments of that strategy. */
  private static List<ObjectKey> recreateOf(Pod pod, Caches caches) {
    return Caches.controllerOf(pod)
        .filter(owner -> owner.kind().equals("ReplicaSet"))
        .flatMap(owner -> caches.of(ReplicaSet.class).get(pod.namespace(), owner.name()))
        .flatMap(Caches::controllerOf)
        .filter(owner -> owner.kind().equals("Deployment"))
        .map(OwnerReference::name)
        .flatMap(name -> caches.of(Deployment.class).get(pod.namespace(), name))
        .filter(deployment -> "Recreate".equals(deployment.spec().strategy().type()))
        .map(deployment -> List.of(ObjectKey.of(deployment)))
        .orElse(List.of());
  }

  private static Optional<DeploymentView> view(
      ObjectKey key, Caches caches, List<Outcome> outcomes) {
    return caches.of(Deployment.class).get(key).map(found -> view(found, caches, outcomes));
  }

  private static DeploymentView view(Deployment deployment, Caches caches, List<Outcome> outcomes) {
    var claim = Owners.claim(deployment, deployment.spec().selector(), ReplicaSet.class, caches);
    var pods =
        claim.owned().stream()
            .flatMap(set -> caches.controlledBy(set, Pod.class).stream())
            .toList();
    var namesakes =
        caches.of(ReplicaSet.class).list(deployment.namespace()).stream()
            .filter(set -> set.name().startsWith(deployment.name() + "-"))
            .toList();
    return new DeploymentView(deployment, claim, namesakes, pods, outcomes);
  }
}
