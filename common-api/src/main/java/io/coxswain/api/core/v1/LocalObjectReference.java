package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Names an object in the same namespace. */
@ApiType(value = "Names an object in the same namespace.", atomic = true)
public record LocalObjectReference(
    @ApiField(number = 1, doc = "Name of the object.") @Nullable String name)
    implements LocalObjectReferenceBuilder.With {}
