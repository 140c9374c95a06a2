package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A disk of vSphere. */
@ApiType("A disk of vSphere.")
public record VsphereVirtualDiskVolumeSource(
    @ApiField(number = 1, doc = "Path of the disk in its datastore.", required = true)
        String volumePath,
    @ApiField(
            number = 2,
            doc = "File system of the volume; empty lets the driver choose, usually ext4.")
        @Nullable String fsType,
    @ApiField(number = 3, doc = "Name of the storage policy.") @Nullable String storagePolicyName,
    @ApiField(number = 4, doc = "Id of the storage policy.") @Nullable String storagePolicyID)
    implements VsphereVirtualDiskVolumeSourceBuilder.With {}
