package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A Portworx volume. */
@ApiType("A Portworx volume.")
public record PortworxVolumeSource(
    @ApiField(number = 1, doc = "Id of the volume.", required = true) String volumeID,
    @ApiField(
            number = 2,
            doc = "File system of the volume; empty lets the driver choose, usually ext4.")
        @Nullable String fsType,
    @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
    implements PortworxVolumeSourceBuilder.With {}
