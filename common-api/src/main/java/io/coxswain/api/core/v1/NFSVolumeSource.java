package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A directory of an NFS server. */
@ApiType("A directory of an NFS server.")
public record NFSVolumeSource(
    @ApiField(number = 1, doc = "Name or address of the server.", required = true) String server,
    @ApiField(number = 2, doc = "Directory the server exports.", required = true) String path,
    @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
    implements NFSVolumeSourceBuilder.With {}
