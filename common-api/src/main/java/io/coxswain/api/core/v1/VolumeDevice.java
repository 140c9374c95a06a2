package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;

/** Where a block volume appears in a container. */
@ApiType("Where a block volume appears in a container.")
public record VolumeDevice(
    @ApiField(number = 1, doc = "Name of the volume.", required = true) String name,
    @ApiField(number = 2, doc = "Path of the device.", required = true) String devicePath)
    implements VolumeDeviceBuilder.With {}
