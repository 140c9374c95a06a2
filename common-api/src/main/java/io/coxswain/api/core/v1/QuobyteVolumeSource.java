package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A Quobyte volume. */
@ApiType("A Quobyte volume.")
public record QuobyteVolumeSource(
    @ApiField(number = 1, doc = "Addresses of the registry, separated by commas.", required = true)
        String registry,
    @ApiField(number = 2, doc = "Name of the volume.", required = true) String volume,
    @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
    @ApiField(number = 4, doc = "User to mount as.") @Nullable String user,
    @ApiField(number = 5, doc = "Group to mount as.") @Nullable String group,
    @ApiField(number = 6, doc = "Tenant that owns the volume.") @Nullable String tenant)
    implements QuobyteVolumeSourceBuilder.With {}
