package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A disk of AWS, attached to the pod's node. */
@ApiType("A disk of AWS, attached to the pod's node.")
public record AWSElasticBlockStoreVolumeSource(
    @ApiField(number = 1, doc = "Id of the disk.", required = true) String volumeID,
    @ApiField(
            number = 2,
            doc = "File system of the volume; empty lets the driver choose, usually ext4.")
        @Nullable String fsType,
    @ApiField(number = 3, doc = "Partition to mount; 0 or absent for the whole disk.")
        @Nullable Integer partition,
    @ApiField(number = 4, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
    implements AWSElasticBlockStoreVolumeSourceBuilder.With {}
