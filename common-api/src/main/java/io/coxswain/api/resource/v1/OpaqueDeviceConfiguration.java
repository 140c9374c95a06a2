package io.coxswain.api.resource.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import tools.jackson.databind.JsonNode;

/** Settings that only the driver understands. */
@ApiType("Settings that only the driver understands.")
public record OpaqueDeviceConfiguration(
    @ApiField(number = 1, doc = "The driver the settings are for.", required = true) String driver,
    @ApiField(number = 2, doc = "The settings, in the driver's own format.", required = true)
        JsonNode parameters)
    implements OpaqueDeviceConfigurationBuilder.With {}
