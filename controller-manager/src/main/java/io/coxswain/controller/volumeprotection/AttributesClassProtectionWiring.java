package io.coxswain.controller.volumeprotection;

import io.coxswain.api.core.v1.PersistentVolume;
import io.coxswain.api.core.v1.PersistentVolumeClaim;
import io.coxswain.api.storage.v1.VolumeAttributesClass;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Volume attributes classes by name; claims and volumes concern the classes they name. */
public final class AttributesClassProtectionWiring {
  private static final String FINALIZER = "kubernetes.io/vac-protection";

  private AttributesClassProtectionWiring() {}

  public static Controller<?> controller() {
    return Controller.named("volumeattributesclass-protection-controller")
        .of(VolumeAttributesClass.class)
        .watches(PersistentVolume.class, (volume, caches) -> keys(namedBy(volume)))
        .watches(PersistentVolumeClaim.class, (claim, caches) -> keys(namedBy(claim)))
        .view(
            (key, caches, outcomes) ->
                caches
                    .of(VolumeAttributesClass.class)
                    .get(key)
                    .map(
                        found ->
                            ProtectionView.of(
                                found,
                                FINALIZER,
                                () -> isUsed(found.name(), caches),
                                found::withMetadata)))
        .reconciledBy(new ProtectionReconciler(FINALIZER));
  }

  private static List<ObjectKey> keys(Stream<String> names) {
    return names.distinct().map(name -> new ObjectKey("", name)).toList();
  }

  private static boolean isUsed(String name, Caches caches) {
    return Stream.concat(
            caches.of(PersistentVolume.class).list().stream()
                .flatMap(AttributesClassProtectionWiring::namedBy),
            caches.of(PersistentVolumeClaim.class).list().stream()
                .flatMap(AttributesClassProtectionWiring::namedBy))
        .anyMatch(name::equals);
  }

  private static Stream<String> namedBy(PersistentVolume volume) {
    return Stream.ofNullable(volume.spec().volumeAttributesClassName());
  }

  private static Stream<String> namedBy(PersistentVolumeClaim claim) {
    var modifying = claim.status().modifyVolumeStatus();
    return Stream.of(
            claim.spec().volumeAttributesClassName(),
            claim.status().currentVolumeAttributesClassName(),
            modifying == null ? null : modifying.targetVolumeAttributesClassName())
        .filter(Objects::nonNull);
  }
}
