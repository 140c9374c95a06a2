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

/** A request for storage. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "PersistentVolumeClaim",
    plural = "persistentvolumeclaims",
    shortNames = "pvc",
    subresources = {"status"})
@ApiType("A request for storage.")
public record PersistentVolumeClaim(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) PersistentVolumeClaimSpec spec,
    @ApiField(number = 3, doc = "What the claim got.", struct = true)
        PersistentVolumeClaimStatus status)
    implements KubernetesObject, PersistentVolumeClaimBuilder.With {

  /** What a claim got. */
  @ApiType("What a claim got.")
  public record PersistentVolumeClaimStatus(
      @ApiField(
              number = 1,
              doc = "Pending, Bound or Lost.",
              defaultValue = "\"Pending\"",
              enumValues = {"Bound", "Lost", "Pending"})
          @Nullable String phase,
      @ApiField(number = 2, doc = "How nodes and pods can mount the volume.")
          List<String> accessModes,
      @ApiField(number = 3, doc = "Size of the volume.") Map<String, Quantity> capacity,
      @ApiField(
              number = 4,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<PersistentVolumeClaimCondition> conditions,
      @ApiField(number = 5, doc = "Size set aside for it while it grows.")
          Map<String, Quantity> allocatedResources,
      @ApiField(number = 7, doc = "How far growing is, by resource.")
          Map<String, String> allocatedResourceStatuses,
      @ApiField(number = 8, doc = "VolumeAttributesClass that is in effect.")
          @Nullable String currentVolumeAttributesClassName,
      @ApiField(number = 9, doc = "How far changing the volume's attributes is.")
          @Nullable ModifyVolumeStatus modifyVolumeStatus)
      implements PersistentVolumeClaimStatusBuilder.With {}

  /** One observation of a claim. */
  @ApiType("One observation of a claim.")
  public record PersistentVolumeClaimCondition(
      @ApiField(number = 1, doc = "What is observed, such as Resizing.", required = true)
          String type,
      @ApiField(
              number = 2,
              doc = "Whether the condition holds: True, False or Unknown.",
              required = true)
          String status,
      @ApiField(number = 3, doc = "When the condition was checked last.")
          @Nullable Instant lastProbeTime,
      @ApiField(number = 4, doc = "When the status of the condition changed last.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 6, doc = "Explanation for people.") @Nullable String message)
      implements PersistentVolumeClaimConditionBuilder.With {}

  /** How far changing a volume's attributes is. */
  @ApiType("How far changing a volume's attributes is.")
  public record ModifyVolumeStatus(
      @ApiField(number = 1, doc = "VolumeAttributesClass that shall come into effect.")
          @Nullable String targetVolumeAttributesClassName,
      @ApiField(number = 2, doc = "Pending, InProgress or Infeasible.", required = true)
          String status)
      implements ModifyVolumeStatusBuilder.With {}
}
