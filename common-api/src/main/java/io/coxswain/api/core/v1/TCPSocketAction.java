package io.coxswain.api.core.v1;

import io.coxswain.api.IntOrString;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A connection to a port. */
@ApiType("A connection to a port.")
public record TCPSocketAction(
    @ApiField(number = 1, doc = "Number or name of the port.", required = true) IntOrString port,
    @ApiField(number = 2, doc = "Host to connect to; the pod's address unless set.")
        @Nullable String host)
    implements TCPSocketActionBuilder.With {}
