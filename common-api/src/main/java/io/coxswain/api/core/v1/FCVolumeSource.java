package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Fibre Channel disk. */
@ApiType("A Fibre Channel disk.")
public record FCVolumeSource(
    @ApiField(number = 1, doc = "World wide names of the targets.") List<String> targetWWNs,
    @ApiField(number = 2, doc = "Number of the logical unit.") @Nullable Integer lun,
    @ApiField(
            number = 3,
            doc = "File system of the volume; empty lets the driver choose, usually ext4.")
        @Nullable String fsType,
    @ApiField(number = 4, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
    @ApiField(number = 5, doc = "World wide identifiers of the volume, instead of targets and lun.")
        List<String> wwids)
    implements FCVolumeSourceBuilder.With {}
