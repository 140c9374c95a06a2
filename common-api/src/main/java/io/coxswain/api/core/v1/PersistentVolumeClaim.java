package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:PersistentVolumeClaim */
@ApiKind(
    group = "",
    version = "v1",
    kind = "PersistentVolumeClaim",
    plural = "persistentvolumeclaims",
    shortNames = "pvc",
    subresources = {"status"})
@ApiType("TYPEDOC:PersistentVolumeClaim")
public record PersistentVolumeClaim(
    @ApiField(number = 1, doc = "FIELD:PersistentVolumeClaim.metadata", struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:PersistentVolumeClaim.spec", struct = true)
        PersistentVolumeClaimSpec spec,
    @ApiField(number = 3, doc = "FIELD:PersistentVolumeClaim.status", struct = true)
        PersistentVolumeClaimStatus status)
    implements KubernetesObject, PersistentVolumeClaimBuilder.With {

  /** DOC:PersistentVolumeClaimStatus */
  @ApiType("TYPEDOC:PersistentVolumeClaimStatus")
  public record PersistentVolumeClaimStatus(
      @ApiField(
              number = 1,
              doc = "FIELD:PersistentVolumeClaimStatus.phase",
              defaultValue = "\"Pending\"")
          @Nullable String phase,
      @ApiField(number = 2, doc = "FIELD:PersistentVolumeClaimStatus.accessModes")
          List<String> accessModes,
      @ApiField(number = 3, doc = "FIELD:PersistentVolumeClaimStatus.capacity")
          Map<String, Quantity> capacity,
      @ApiField(
              number = 4,
              doc = "FIELD:PersistentVolumeClaimStatus.conditions",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<PersistentVolumeClaimCondition> conditions,
      @ApiField(number = 5, doc = "FIELD:PersistentVolumeClaimStatus.allocatedResources")
          Map<String, Quantity> allocatedResources,
      @ApiField(number = 7, doc = "FIELD:PersistentVolumeClaimStatus.allocatedResourceStatuses")
          Map<String, String> allocatedResourceStatuses,
      @ApiField(
              number = 8,
              doc = "FIELD:PersistentVolumeClaimStatus.currentVolumeAttributesClassName")
          @Nullable String currentVolumeAttributesClassName,
      @ApiField(number = 9, doc = "FIELD:PersistentVolumeClaimStatus.modifyVolumeStatus")
          @Nullable ModifyVolumeStatus modifyVolumeStatus)
      implements PersistentVolumeClaimStatusBuilder.With {}

  /** DOC:PersistentVolumeClaimCondition */
  @ApiType("TYPEDOC:PersistentVolumeClaimCondition")
  public record PersistentVolumeClaimCondition(
      @ApiField(number = 1, doc = "FIELD:PersistentVolumeClaimCondition.type", required = true)
          String type,
      @ApiField(number = 2, doc = "FIELD:PersistentVolumeClaimCondition.status", required = true)
          String status,
      @ApiField(number = 3, doc = "FIELD:PersistentVolumeClaimCondition.lastProbeTime")
          @Nullable Instant lastProbeTime,
      @ApiField(number = 4, doc = "FIELD:PersistentVolumeClaimCondition.lastTransitionTime")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "FIELD:PersistentVolumeClaimCondition.reason")
          @Nullable String reason,
      @ApiField(number = 6, doc = "FIELD:PersistentVolumeClaimCondition.message")
          @Nullable String message)
      implements PersistentVolumeClaimConditionBuilder.With {}

  /** DOC:ModifyVolumeStatus */
  @ApiType("TYPEDOC:ModifyVolumeStatus")
  public record ModifyVolumeStatus(
      @ApiField(number = 1, doc = "FIELD:ModifyVolumeStatus.targetVolumeAttributesClassName")
          @Nullable String targetVolumeAttributesClassName,
      @ApiField(number = 2, doc = "FIELD:ModifyVolumeStatus.status", required = true) String status)
      implements ModifyVolumeStatusBuilder.With {}
}
