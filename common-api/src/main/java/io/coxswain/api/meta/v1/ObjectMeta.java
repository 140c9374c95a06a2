package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What all stored objects have: names, labels, owners and system fields. */
@ApiType("What all stored objects have: names, labels, owners and system fields.")
public record ObjectMeta(
    @ApiField(
            number = 1,
            doc = "Name of the object, unique in its namespace and kind; it can't be changed.")
        @Nullable String name,
    @ApiField(
            number = 2,
            doc = "Prefix to which the server adds a random suffix where no name is given.")
        @Nullable String generateName,
    @ApiField(number = 3, doc = "Namespace the object lives in; empty for cluster-scoped objects.")
        @Nullable String namespace,
    @ApiField(number = 4, doc = "Unused; kept for old clients.") @Nullable String selfLink,
    @ApiField(
            number = 5,
            doc = "Identifier that no other object has or will have, given by the server.")
        @Nullable String uid,
    @ApiField(
            number = 6,
            doc = "Opaque version of the stored object, for optimistic locking and watches.")
        @Nullable String resourceVersion,
    @ApiField(number = 7, doc = "Counts changes of what is wanted; status changes do not count.")
        @Nullable Long generation,
    @ApiField(number = 8, doc = "When the server stored the object first.")
        @Nullable Instant creationTimestamp,
    @ApiField(
            number = 9,
            doc = "When the object shall be gone; set by the server on a graceful deletion.")
        @Nullable Instant deletionTimestamp,
    @ApiField(
            number = 10,
            doc = "Seconds the object may take to end, once its deletion was asked for.")
        @Nullable Long deletionGracePeriodSeconds,
    @ApiField(number = 11, doc = "Short values by key, by which objects are selected and grouped.")
        Map<String, String> labels,
    @ApiField(number = 12, doc = "Free values by key, for tools; they can't be selected by.")
        Map<String, String> annotations,
    @ApiField(
            number = 13,
            doc = "Objects this one depends on; when all are gone it is collected as garbage.",
            listType = ListType.MAP,
            keys = {"uid"},
            mergeKey = "uid")
        List<OwnerReference> ownerReferences,
    @ApiField(
            number = 14,
            doc =
                "Work that must be done before the object is removed; each is taken off by its"
                    + " doer.",
            listType = ListType.SET,
            mergePatch = true)
        List<String> finalizers,
    @ApiField(number = 17, doc = "Which client set which fields, for server-side apply.")
        List<ManagedFieldsEntry> managedFields)
    implements ObjectMetaBuilder.With {

  /** Names an object in the same namespace, or cluster-scoped, that owns this one. */
  @ApiType(
      value = "Names an object in the same namespace, or cluster-scoped, that owns this one.",
      atomic = true)
  public record OwnerReference(
      @ApiField(number = 5, doc = "Group and version of the owner.", required = true)
          String apiVersion,
      @ApiField(number = 1, doc = "Kind of the owner.", required = true) String kind,
      @ApiField(number = 3, doc = "Name of the owner.", required = true) String name,
      @ApiField(
              number = 4,
              doc = "UID of the owner, which tells it from a later one of the same name.",
              required = true)
          String uid,
      @ApiField(number = 6, doc = "True for the one owner that manages this object.")
          @Nullable Boolean controller,
      @ApiField(
              number = 7,
              doc = "Foreground deletion of the owner waits until this object is gone.")
          @Nullable Boolean blockOwnerDeletion)
      implements OwnerReferenceBuilder.With {}

  /** The fields one client owns through one operation. */
  @ApiType("The fields one client owns through one operation.")
  public record ManagedFieldsEntry(
      @ApiField(number = 1, doc = "Name of the client.") @Nullable String manager,
      @ApiField(number = 2, doc = "Apply or Update.") @Nullable String operation,
      @ApiField(number = 3, doc = "Version of the object in which the fields are named.")
          @Nullable String apiVersion,
      @ApiField(number = 4, doc = "When the set of fields last grew, shrank or changed.")
          @Nullable Instant time,
      @ApiField(number = 6, doc = "Format of the field set: FieldsV1.") @Nullable String fieldsType,
      @ApiField(number = 7, doc = "The field set as a tree of paths.") @Nullable JsonNode fieldsV1,
      @ApiField(
              number = 8,
              doc =
                  "Subresource through which the fields were written; empty for the object itself.")
          @Nullable String subresource)
      implements ManagedFieldsEntryBuilder.With {}
}
