package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:PortworxVolumeSource */
@ApiType("TYPEDOC:PortworxVolumeSource")
public record PortworxVolumeSource(
    @ApiField(number = 1, doc = "FIELD:PortworxVolumeSource.volumeID", required = true)
        String volumeID,
    @ApiField(number = 2, doc = "FIELD:PortworxVolumeSource.fsType") @Nullable String fsType,
    @ApiField(number = 3, doc = "FIELD:PortworxVolumeSource.readOnly") @Nullable Boolean readOnly)
    implements PortworxVolumeSourceBuilder.With {}
