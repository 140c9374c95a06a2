package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:PersistentVolumeClaimSpec */
@ApiType("TYPEDOC:PersistentVolumeClaimSpec")
public record PersistentVolumeClaimSpec(
    @ApiField(number = 1, doc = "FIELD:PersistentVolumeClaimSpec.accessModes")
        List<String> accessModes,
    @ApiField(number = 4, doc = "FIELD:PersistentVolumeClaimSpec.selector")
        @Nullable LabelSelector selector,
    @ApiField(number = 2, doc = "FIELD:PersistentVolumeClaimSpec.resources", struct = true)
        VolumeResourceRequirements resources,
    @ApiField(number = 3, doc = "FIELD:PersistentVolumeClaimSpec.volumeName")
        @Nullable String volumeName,
    @ApiField(number = 5, doc = "FIELD:PersistentVolumeClaimSpec.storageClassName")
        @Nullable String storageClassName,
    @ApiField(
            number = 6,
            doc = "FIELD:PersistentVolumeClaimSpec.volumeMode",
            defaultValue = "\"Filesystem\"",
            enumValues = {"Block", "Filesystem"})
        @Nullable String volumeMode,
    @ApiField(number = 7, doc = "FIELD:PersistentVolumeClaimSpec.dataSource")
        @Nullable TypedLocalObjectReference dataSource,
    @ApiField(number = 8, doc = "FIELD:PersistentVolumeClaimSpec.dataSourceRef")
        @Nullable TypedObjectReference dataSourceRef,
    @ApiField(number = 9, doc = "FIELD:PersistentVolumeClaimSpec.volumeAttributesClassName")
        @Nullable String volumeAttributesClassName)
    implements PersistentVolumeClaimSpecBuilder.With {

  /** DOC:VolumeResourceRequirements */
  @ApiType("TYPEDOC:VolumeResourceRequirements")
  public record VolumeResourceRequirements(
      @ApiField(number = 1, doc = "FIELD:VolumeResourceRequirements.limits")
          Map<String, Quantity> limits,
      @ApiField(number = 2, doc = "FIELD:VolumeResourceRequirements.requests")
          Map<String, Quantity> requests)
      implements VolumeResourceRequirementsBuilder.With {}

  /** DOC:TypedLocalObjectReference */
  @ApiType("TYPEDOC:TypedLocalObjectReference")
  public record TypedLocalObjectReference(
      @ApiField(number = 1, doc = "FIELD:TypedLocalObjectReference.apiGroup")
          @Nullable String apiGroup,
      @ApiField(number = 2, doc = "FIELD:TypedLocalObjectReference.kind", required = true)
          String kind,
      @ApiField(number = 3, doc = "FIELD:TypedLocalObjectReference.name", required = true)
          String name)
      implements TypedLocalObjectReferenceBuilder.With {}

  /** DOC:TypedObjectReference */
  @ApiType("TYPEDOC:TypedObjectReference")
  public record TypedObjectReference(
      @ApiField(number = 1, doc = "FIELD:TypedObjectReference.apiGroup") @Nullable String apiGroup,
      @ApiField(number = 2, doc = "FIELD:TypedObjectReference.kind", required = true) String kind,
      @ApiField(number = 3, doc = "FIELD:TypedObjectReference.name", required = true) String name,
      @ApiField(number = 4, doc = "FIELD:TypedObjectReference.namespace")
          @Nullable String namespace)
      implements TypedObjectReferenceBuilder.With {}
}
