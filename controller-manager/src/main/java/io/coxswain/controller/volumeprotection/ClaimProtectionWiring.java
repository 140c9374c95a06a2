package io.coxswain.controller.volumeprotection;

import io.coxswain.api.core.v1.PersistentVolumeClaim;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Volume;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Claims by key; a pod concerns the claims of its volumes. */
public final class ClaimProtectionWiring {
  private static final String FINALIZER = "kubernetes.io/pvc-protection";

  private ClaimProtectionWiring() {}

  public static Controller<?> controller() {
    return Controller.named("pvc-protection-controller")
        .of(PersistentVolumeClaim.class)
        .watches(Pod.class, ClaimProtectionWiring::claims)
        .view((key, caches, outcomes) -> view(key, caches))
        .reconciledBy(new ProtectionReconciler(FINALIZER));
  }

  private static Collection<ObjectKey> claims(Pod pod, Caches caches) {
    return pod.spec().volumes().stream()
        .flatMap(volume -> claimOf(pod, volume).stream())
        .map(claim -> new ObjectKey(pod.namespace(), claim))
        .toList();
  }

  private static Optional<String> claimOf(Pod pod, Volume volume) {
    return volume.persistentVolumeClaim() != null
        ? Optional.of(volume.persistentVolumeClaim().claimName())
        : volume.ephemeral() != null
            ? Optional.of(pod.name() + "-" + volume.name())
            : Optional.empty();
  }

  private static Optional<ProtectionView> view(ObjectKey key, Caches caches) {
    return caches
        .of(PersistentVolumeClaim.class)
        .get(key)
        .map(
            claim ->
                ProtectionView.of(
                    claim, FINALIZER, () -> isUsed(claim, caches), claim::withMetadata));
  }

  /** A cache that does not show a user may be behind; then the server has the last word. */
  private static boolean isUsed(PersistentVolumeClaim claim, Caches caches) {
    return isUsed(claim, caches.of(Pod.class).list(claim.namespace()))
        || isUsed(claim, caches.live(Pod.class, claim.namespace()));
  }

  private static boolean isUsed(PersistentVolumeClaim claim, List<Pod> pods) {
    return pods.stream().anyMatch(pod -> uses(pod, claim));
  }

  /** Only pods that have a node: no kubelet starts a pod whose claim is being deleted. */
  private static boolean uses(Pod pod, PersistentVolumeClaim claim) {
    var node = pod.spec().nodeName();
    return node != null
        && !node.isEmpty()
        && pod.spec().volumes().stream().anyMatch(volume -> uses(pod, volume, claim));
  }

  private static boolean uses(Pod pod, Volume volume, PersistentVolumeClaim claim) {
    return claimOf(pod, volume).filter(claim.name()::equals).isPresent()
        && (volume.persistentVolumeClaim() != null || !isShutDown(pod) && belongsTo(claim, pod));
  }

  /** Nothing but its removal is left of the pod: it must not wait for the claim it owns. */
  private static boolean isShutDown(Pod pod) {
    var grace = pod.metadata().deletionGracePeriodSeconds();
    return pod.metadata().deletionTimestamp() != null && grace != null && grace == 0;
  }

  private static boolean belongsTo(PersistentVolumeClaim claim, Pod pod) {
    return Caches.controllerOf(claim).filter(owner -> owner.uid().equals(pod.uid())).isPresent();
  }
}
