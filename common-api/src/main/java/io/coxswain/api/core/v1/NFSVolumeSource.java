package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:NFSVolumeSource */
@ApiType("TYPEDOC:NFSVolumeSource")
public record NFSVolumeSource(
    @ApiField(number = 1, doc = "FIELD:NFSVolumeSource.server", required = true) String server,
    @ApiField(number = 2, doc = "FIELD:NFSVolumeSource.path", required = true) String path,
    @ApiField(number = 3, doc = "FIELD:NFSVolumeSource.readOnly") @Nullable Boolean readOnly)
    implements NFSVolumeSourceBuilder.With {}
