package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:FlockerVolumeSource */
@ApiType("TYPEDOC:FlockerVolumeSource")
public record FlockerVolumeSource(
    @ApiField(number = 1, doc = "FIELD:FlockerVolumeSource.datasetName")
        @Nullable String datasetName,
    @ApiField(number = 2, doc = "FIELD:FlockerVolumeSource.datasetUUID")
        @Nullable String datasetUUID)
    implements FlockerVolumeSourceBuilder.With {}
