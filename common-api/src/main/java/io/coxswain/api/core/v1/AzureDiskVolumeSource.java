package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:AzureDiskVolumeSource */
@ApiType("TYPEDOC:AzureDiskVolumeSource")
public record AzureDiskVolumeSource(
    @ApiField(number = 1, doc = "FIELD:AzureDiskVolumeSource.diskName", required = true)
        String diskName,
    @ApiField(number = 2, doc = "FIELD:AzureDiskVolumeSource.diskURI", required = true)
        String diskURI,
    @ApiField(number = 3, doc = "FIELD:AzureDiskVolumeSource.cachingMode")
        @Nullable String cachingMode,
    @ApiField(number = 4, doc = "FIELD:AzureDiskVolumeSource.fsType") @Nullable String fsType,
    @ApiField(number = 5, doc = "FIELD:AzureDiskVolumeSource.readOnly") @Nullable Boolean readOnly,
    @ApiField(number = 6, doc = "FIELD:AzureDiskVolumeSource.kind") @Nullable String kind)
    implements AzureDiskVolumeSourceBuilder.With {}
