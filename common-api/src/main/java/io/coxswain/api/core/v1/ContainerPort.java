package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:ContainerPort */
@ApiType("TYPEDOC:ContainerPort")
public record ContainerPort(
    @ApiField(number = 1, doc = "FIELD:ContainerPort.name") @Nullable String name,
    @ApiField(number = 2, doc = "FIELD:ContainerPort.hostPort") @Nullable Integer hostPort,
    @ApiField(number = 3, doc = "FIELD:ContainerPort.containerPort", required = true)
        Integer containerPort,
    @ApiField(
            number = 4,
            doc = "FIELD:ContainerPort.protocol",
            defaultValue = "\"TCP\"",
            enumValues = {"SCTP", "TCP", "UDP"})
        @Nullable String protocol,
    @ApiField(number = 5, doc = "FIELD:ContainerPort.hostIP") @Nullable String hostIP)
    implements ContainerPortBuilder.With {}
