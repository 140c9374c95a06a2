package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** DOC:PersistentVolume */
@ApiKind(
    group = "",
    version = "v1",
    kind = "PersistentVolume",
    plural = "persistentvolumes",
    shortNames = "pv",
    namespaced = false,
    subresources = {"status"})
@ApiType("TYPEDOC:PersistentVolume")
public record PersistentVolume(
    @ApiField(number = 1, doc = "FIELD:PersistentVolume.metadata", struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:PersistentVolume.spec", struct = true)
        PersistentVolumeSpec spec,
    @ApiField(number = 3, doc = "FIELD:PersistentVolume.status", struct = true)
        PersistentVolumeStatus status)
    implements KubernetesObject, PersistentVolumeBuilder.With {

  /** DOC:PersistentVolumeStatus */
  @ApiType("TYPEDOC:PersistentVolumeStatus")
  public record PersistentVolumeStatus(
      @ApiField(
              number = 1,
              doc = "FIELD:PersistentVolumeStatus.phase",
              defaultValue = "\"Pending\"")
          @Nullable String phase,
      @ApiField(number = 2, doc = "FIELD:PersistentVolumeStatus.message") @Nullable String message,
      @ApiField(number = 3, doc = "FIELD:PersistentVolumeStatus.reason") @Nullable String reason,
      @ApiField(number = 4, doc = "FIELD:PersistentVolumeStatus.lastPhaseTransitionTime")
          @Nullable Instant lastPhaseTransitionTime)
      implements PersistentVolumeStatusBuilder.With {}
}
