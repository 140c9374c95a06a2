package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A Photon disk. */
@ApiType("A Photon disk.")
public record PhotonPersistentDiskVolumeSource(
    @ApiField(number = 1, doc = "Id of the disk.", required = true) String pdID,
    @ApiField(
            number = 2,
            doc = "File system of the volume; empty lets the driver choose, usually ext4.")
        @Nullable String fsType)
    implements PhotonPersistentDiskVolumeSourceBuilder.With {}
