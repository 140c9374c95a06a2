package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:QuobyteVolumeSource */
@ApiType("TYPEDOC:QuobyteVolumeSource")
public record QuobyteVolumeSource(
    @ApiField(number = 1, doc = "FIELD:QuobyteVolumeSource.registry", required = true)
        String registry,
    @ApiField(number = 2, doc = "FIELD:QuobyteVolumeSource.volume", required = true) String volume,
    @ApiField(number = 3, doc = "FIELD:QuobyteVolumeSource.readOnly") @Nullable Boolean readOnly,
    @ApiField(number = 4, doc = "FIELD:QuobyteVolumeSource.user") @Nullable String user,
    @ApiField(number = 5, doc = "FIELD:QuobyteVolumeSource.group") @Nullable String group,
    @ApiField(number = 6, doc = "FIELD:QuobyteVolumeSource.tenant") @Nullable String tenant)
    implements QuobyteVolumeSourceBuilder.With {}
