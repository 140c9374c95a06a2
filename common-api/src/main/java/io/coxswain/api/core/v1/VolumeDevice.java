package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;

/** DOC:VolumeDevice */
@ApiType("TYPEDOC:VolumeDevice")
public record VolumeDevice(
    @ApiField(number = 1, doc = "FIELD:VolumeDevice.name", required = true) String name,
    @ApiField(number = 2, doc = "FIELD:VolumeDevice.devicePath", required = true) String devicePath)
    implements VolumeDeviceBuilder.With {}
