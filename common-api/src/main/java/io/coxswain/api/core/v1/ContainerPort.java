package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A port a container listens on. */
@ApiType("A port a container listens on.")
public record ContainerPort(
    @ApiField(number = 1, doc = "Name by which services and probes refer to the port.")
        @Nullable String name,
    @ApiField(number = 2, doc = "Port of the node that leads to it.") @Nullable Integer hostPort,
    @ApiField(number = 3, doc = "Number of the port.", required = true) Integer containerPort,
    @ApiField(
            number = 4,
            doc = "TCP, UDP or SCTP; TCP unless set.",
            defaultValue = "\"TCP\"",
            enumValues = {"SCTP", "TCP", "UDP"})
        @Nullable String protocol,
    @ApiField(number = 5, doc = "Address of the node that hostPort binds to.")
        @Nullable String hostIP)
    implements ContainerPortBuilder.With {}
