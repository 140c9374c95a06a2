package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:LocalObjectReference */
@ApiType("TYPEDOC:LocalObjectReference")
public record LocalObjectReference(
    @ApiField(number = 1, doc = "FIELD:LocalObjectReference.name") @Nullable String name)
    implements LocalObjectReferenceBuilder.With {}
