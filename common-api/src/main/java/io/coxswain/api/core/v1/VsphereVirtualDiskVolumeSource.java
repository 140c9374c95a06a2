package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:VsphereVirtualDiskVolumeSource */
@ApiType("TYPEDOC:VsphereVirtualDiskVolumeSource")
public record VsphereVirtualDiskVolumeSource(
    @ApiField(number = 1, doc = "FIELD:VsphereVirtualDiskVolumeSource.volumePath", required = true)
        String volumePath,
    @ApiField(number = 2, doc = "FIELD:VsphereVirtualDiskVolumeSource.fsType")
        @Nullable String fsType,
    @ApiField(number = 3, doc = "FIELD:VsphereVirtualDiskVolumeSource.storagePolicyName")
        @Nullable String storagePolicyName,
    @ApiField(number = 4, doc = "FIELD:VsphereVirtualDiskVolumeSource.storagePolicyID")
        @Nullable String storagePolicyID)
    implements VsphereVirtualDiskVolumeSourceBuilder.With {}
