package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:VolumeMount */
@ApiType("TYPEDOC:VolumeMount")
public record VolumeMount(
    @ApiField(number = 1, doc = "FIELD:VolumeMount.name", required = true) String name,
    @ApiField(number = 2, doc = "FIELD:VolumeMount.readOnly") @Nullable Boolean readOnly,
    @ApiField(number = 7, doc = "FIELD:VolumeMount.recursiveReadOnly")
        @Nullable String recursiveReadOnly,
    @ApiField(number = 3, doc = "FIELD:VolumeMount.mountPath", required = true) String mountPath,
    @ApiField(number = 4, doc = "FIELD:VolumeMount.subPath") @Nullable String subPath,
    @ApiField(number = 5, doc = "FIELD:VolumeMount.mountPropagation")
        @Nullable String mountPropagation,
    @ApiField(number = 6, doc = "FIELD:VolumeMount.subPathExpr") @Nullable String subPathExpr)
    implements VolumeMountBuilder.With {}
