package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:GCEPersistentDiskVolumeSource */
@ApiType("TYPEDOC:GCEPersistentDiskVolumeSource")
public record GCEPersistentDiskVolumeSource(
    @ApiField(number = 1, doc = "FIELD:GCEPersistentDiskVolumeSource.pdName", required = true)
        String pdName,
    @ApiField(number = 2, doc = "FIELD:GCEPersistentDiskVolumeSource.fsType")
        @Nullable String fsType,
    @ApiField(number = 3, doc = "FIELD:GCEPersistentDiskVolumeSource.partition")
        @Nullable Integer partition,
    @ApiField(number = 4, doc = "FIELD:GCEPersistentDiskVolumeSource.readOnly")
        @Nullable Boolean readOnly)
    implements GCEPersistentDiskVolumeSourceBuilder.With {}
