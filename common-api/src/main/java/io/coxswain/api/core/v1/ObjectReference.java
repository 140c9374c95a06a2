package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Names an object of any kind. */
@ApiType(value = "Names an object of any kind.", atomic = true)
public record ObjectReference(
    @ApiField(number = 1, doc = "Kind of the object.") @Nullable String kind,
    @ApiField(number = 2, doc = "Namespace of the object.") @Nullable String namespace,
    @ApiField(number = 3, doc = "Name of the object.") @Nullable String name,
    @ApiField(number = 4, doc = "UID of the object.") @Nullable String uid,
    @ApiField(number = 5, doc = "Group and version of the object.") @Nullable String apiVersion,
    @ApiField(number = 6, doc = "Version of the object that is meant.")
        @Nullable String resourceVersion,
    @ApiField(number = 7, doc = "Part of the object that is meant, such as spec.containers{web}.")
        @Nullable String fieldPath)
    implements ObjectReferenceBuilder.With {}
