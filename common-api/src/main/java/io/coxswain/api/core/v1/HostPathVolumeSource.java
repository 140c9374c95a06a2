package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:HostPathVolumeSource */
@ApiType("TYPEDOC:HostPathVolumeSource")
public record HostPathVolumeSource(
    @ApiField(number = 1, doc = "FIELD:HostPathVolumeSource.path", required = true) String path,
    @ApiField(number = 2, doc = "FIELD:HostPathVolumeSource.type", defaultValue = "\"\"")
        @Nullable String type)
    implements HostPathVolumeSourceBuilder.With {}
