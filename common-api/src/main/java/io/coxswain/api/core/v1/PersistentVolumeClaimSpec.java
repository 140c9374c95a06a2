package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kind of storage is asked for. */
@ApiType("What kind of storage is asked for.")
public record PersistentVolumeClaimSpec(
    @ApiField(number = 1, doc = "How nodes and pods shall be able to mount it.")
        List<String> accessModes,
    @ApiField(number = 4, doc = "Labels that a volume must have to be bound.")
        @Nullable LabelSelector selector,
    @ApiField(number = 2, doc = "Size that is asked for.", struct = true)
        VolumeResourceRequirements resources,
    @ApiField(number = 3, doc = "Volume the claim is bound to.") @Nullable String volumeName,
    @ApiField(
            number = 5,
            doc = "StorageClass of the volume; the empty string asks for one without class.")
        @Nullable String storageClassName,
    @ApiField(
            number = 6,
            doc = "Filesystem or Block; Filesystem unless set.",
            defaultValue = "\"Filesystem\"",
            enumValues = {"Block", "Filesystem"})
        @Nullable String volumeMode,
    @ApiField(number = 7, doc = "Snapshot or claim the new volume starts as a copy of.")
        @Nullable TypedLocalObjectReference dataSource,
    @ApiField(
            number = 8,
            doc = "Like dataSource, but any kind of object and other namespaces are allowed.")
        @Nullable TypedObjectReference dataSourceRef,
    @ApiField(number = 9, doc = "VolumeAttributesClass with the volume's changeable settings.")
        @Nullable String volumeAttributesClassName)
    implements PersistentVolumeClaimSpecBuilder.With {

  /** Size of a volume. */
  @ApiType("Size of a volume.")
  public record VolumeResourceRequirements(
      @ApiField(number = 1, doc = "Largest size.") Map<String, Quantity> limits,
      @ApiField(number = 2, doc = "Smallest size.") Map<String, Quantity> requests)
      implements VolumeResourceRequirementsBuilder.With {}

  /** Names an object of any kind in the same namespace. */
  @ApiType(value = "Names an object of any kind in the same namespace.", atomic = true)
  public record TypedLocalObjectReference(
      @ApiField(number = 1, doc = "Group of the object; core unless set.")
          @Nullable String apiGroup,
      @ApiField(number = 2, doc = "Kind of the object.", required = true) String kind,
      @ApiField(number = 3, doc = "Name of the object.", required = true) String name)
      implements TypedLocalObjectReferenceBuilder.With {}

  /** Names an object of any kind, also in another namespace. */
  @ApiType("Names an object of any kind, also in another namespace.")
  public record TypedObjectReference(
      @ApiField(number = 1, doc = "Group of the object; core unless set.")
          @Nullable String apiGroup,
      @ApiField(number = 2, doc = "Kind of the object.", required = true) String kind,
      @ApiField(number = 3, doc = "Name of the object.", required = true) String name,
      @ApiField(number = 4, doc = "Namespace of the object; the own one unless set.")
          @Nullable String namespace)
      implements TypedObjectReferenceBuilder.With {}
}
