package io.coxswain.controller.volumeprotection;

import io.coxswain.api.core.v1.PersistentVolume;
import io.coxswain.client.runtime.Controller;

/** Volumes by key: one that is bound is used. */
public final class VolumeProtectionWiring {
  private static final String FINALIZER = "kubernetes.io/pv-protection";

  private VolumeProtectionWiring() {}

  public static Controller<?> controller() {
    return Controller.named("pv-protection-controller")
        .of(PersistentVolume.class)
        .view(
            (key, caches, outcomes) ->
                caches
                    .of(PersistentVolume.class)
                    .get(key)
                    .map(
                        volume ->
                            ProtectionView.of(
                                volume,
                                FINALIZER,
                                () -> "Bound".equals(volume.status().phase()),
                                volume::withMetadata)))
        .reconciledBy(new ProtectionReconciler(FINALIZER));
  }
}
