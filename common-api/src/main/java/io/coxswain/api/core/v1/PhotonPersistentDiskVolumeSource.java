package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:PhotonPersistentDiskVolumeSource */
@ApiType("TYPEDOC:PhotonPersistentDiskVolumeSource")
public record PhotonPersistentDiskVolumeSource(
    @ApiField(number = 1, doc = "FIELD:PhotonPersistentDiskVolumeSource.pdID", required = true)
        String pdID,
    @ApiField(number = 2, doc = "FIELD:PhotonPersistentDiskVolumeSource.fsType")
        @Nullable String fsType)
    implements PhotonPersistentDiskVolumeSourceBuilder.With {}
