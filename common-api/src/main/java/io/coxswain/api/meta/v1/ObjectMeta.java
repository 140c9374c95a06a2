package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** DOC:ObjectMeta */
@ApiType("TYPEDOC:ObjectMeta")
public record ObjectMeta(
    @ApiField(number = 1, doc = "FIELD:ObjectMeta.name") @Nullable String name,
    @ApiField(number = 2, doc = "FIELD:ObjectMeta.generateName") @Nullable String generateName,
    @ApiField(number = 3, doc = "FIELD:ObjectMeta.namespace") @Nullable String namespace,
    @ApiField(number = 4, doc = "FIELD:ObjectMeta.selfLink") @Nullable String selfLink,
    @ApiField(number = 5, doc = "FIELD:ObjectMeta.uid") @Nullable String uid,
    @ApiField(number = 6, doc = "FIELD:ObjectMeta.resourceVersion")
        @Nullable String resourceVersion,
    @ApiField(number = 7, doc = "FIELD:ObjectMeta.generation") @Nullable Long generation,
    @ApiField(number = 8, doc = "FIELD:ObjectMeta.creationTimestamp")
        @Nullable Instant creationTimestamp,
    @ApiField(number = 9, doc = "FIELD:ObjectMeta.deletionTimestamp")
        @Nullable Instant deletionTimestamp,
    @ApiField(number = 10, doc = "FIELD:ObjectMeta.deletionGracePeriodSeconds")
        @Nullable Long deletionGracePeriodSeconds,
    @ApiField(number = 11, doc = "FIELD:ObjectMeta.labels") Map<String, String> labels,
    @ApiField(number = 12, doc = "FIELD:ObjectMeta.annotations") Map<String, String> annotations,
    @ApiField(
            number = 13,
            doc = "FIELD:ObjectMeta.ownerReferences",
            listType = ListType.MAP,
            keys = {"uid"},
            mergeKey = "uid")
        List<OwnerReference> ownerReferences,
    @ApiField(
            number = 14,
            doc = "FIELD:ObjectMeta.finalizers",
            listType = ListType.SET,
            mergePatch = true)
        List<String> finalizers,
    @ApiField(number = 17, doc = "FIELD:ObjectMeta.managedFields")
        List<ManagedFieldsEntry> managedFields)
    implements ObjectMetaBuilder.With {

  /** DOC:OwnerReference */
  @ApiType("TYPEDOC:OwnerReference")
  public record OwnerReference(
      @ApiField(number = 5, doc = "FIELD:OwnerReference.apiVersion", required = true)
          String apiVersion,
      @ApiField(number = 1, doc = "FIELD:OwnerReference.kind", required = true) String kind,
      @ApiField(number = 3, doc = "FIELD:OwnerReference.name", required = true) String name,
      @ApiField(number = 4, doc = "FIELD:OwnerReference.uid", required = true) String uid,
      @ApiField(number = 6, doc = "FIELD:OwnerReference.controller") @Nullable Boolean controller,
      @ApiField(number = 7, doc = "FIELD:OwnerReference.blockOwnerDeletion")
          @Nullable Boolean blockOwnerDeletion)
      implements OwnerReferenceBuilder.With {}

  /** DOC:ManagedFieldsEntry */
  @ApiType("TYPEDOC:ManagedFieldsEntry")
  public record ManagedFieldsEntry(
      @ApiField(number = 1, doc = "FIELD:ManagedFieldsEntry.manager") @Nullable String manager,
      @ApiField(number = 2, doc = "FIELD:ManagedFieldsEntry.operation") @Nullable String operation,
      @ApiField(number = 3, doc = "FIELD:ManagedFieldsEntry.apiVersion")
          @Nullable String apiVersion,
      @ApiField(number = 4, doc = "FIELD:ManagedFieldsEntry.time") @Nullable Instant time,
      @ApiField(number = 6, doc = "FIELD:ManagedFieldsEntry.fieldsType")
          @Nullable String fieldsType,
      @ApiField(number = 7, doc = "FIELD:ManagedFieldsEntry.fieldsV1") @Nullable JsonNode fieldsV1,
      @ApiField(number = 8, doc = "FIELD:ManagedFieldsEntry.subresource")
          @Nullable String subresource)
      implements ManagedFieldsEntryBuilder.With {}
}
