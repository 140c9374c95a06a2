package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A piece of storage that pods use through claims. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "PersistentVolume",
    plural = "persistentvolumes",
    shortNames = "pv",
    namespaced = false,
    subresources = {"status"})
@ApiType("A piece of storage that pods use through claims.")
public record PersistentVolume(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Where and how large the storage is.", struct = true)
        PersistentVolumeSpec spec,
    @ApiField(number = 3, doc = "Where the volume is in its life.", struct = true)
        PersistentVolumeStatus status)
    implements KubernetesObject, PersistentVolumeBuilder.With {

  /** Where a volume is in its life. */
  @ApiType("Where a volume is in its life.")
  public record PersistentVolumeStatus(
      @ApiField(
              number = 1,
              doc = "Pending, Available, Bound, Released or Failed.",
              defaultValue = "\"Pending\"",
              enumValues = {"Available", "Bound", "Failed", "Pending", "Released"})
          @Nullable String phase,
      @ApiField(number = 2, doc = "Why the volume is in this phase, for people.")
          @Nullable String message,
      @ApiField(number = 3, doc = "Why the volume failed, in one word.") @Nullable String reason,
      @ApiField(number = 4, doc = "When the phase changed last.")
          @Nullable Instant lastPhaseTransitionTime)
      implements PersistentVolumeStatusBuilder.With {}
}
