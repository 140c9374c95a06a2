package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:ObjectReference */
@ApiType("TYPEDOC:ObjectReference")
public record ObjectReference(
    @ApiField(number = 1, doc = "FIELD:ObjectReference.kind") @Nullable String kind,
    @ApiField(number = 2, doc = "FIELD:ObjectReference.namespace") @Nullable String namespace,
    @ApiField(number = 3, doc = "FIELD:ObjectReference.name") @Nullable String name,
    @ApiField(number = 4, doc = "FIELD:ObjectReference.uid") @Nullable String uid,
    @ApiField(number = 5, doc = "FIELD:ObjectReference.apiVersion") @Nullable String apiVersion,
    @ApiField(number = 6, doc = "FIELD:ObjectReference.resourceVersion")
        @Nullable String resourceVersion,
    @ApiField(number = 7, doc = "FIELD:ObjectReference.fieldPath") @Nullable String fieldPath)
    implements ObjectReferenceBuilder.With {}
