package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Names a field of an object. */
@ApiType(value = "Names a field of an object.", atomic = true)
public record ObjectFieldSelector(
    @ApiField(
            number = 1,
            doc = "Version in which the path is meant; v1 unless set.",
            defaultValue = "\"v1\"")
        @Nullable String apiVersion,
    @ApiField(number = 2, doc = "Path of the field, such as metadata.name.", required = true)
        String fieldPath)
    implements ObjectFieldSelectorBuilder.With {}
