package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:ObjectFieldSelector */
@ApiType("TYPEDOC:ObjectFieldSelector")
public record ObjectFieldSelector(
    @ApiField(number = 1, doc = "FIELD:ObjectFieldSelector.apiVersion", defaultValue = "\"v1\"")
        @Nullable String apiVersion,
    @ApiField(number = 2, doc = "FIELD:ObjectFieldSelector.fieldPath", required = true)
        String fieldPath)
    implements ObjectFieldSelectorBuilder.With {}
