package io.coxswain.api.core.v1;

import io.coxswain.api.IntOrString;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:TCPSocketAction */
@ApiType("TYPEDOC:TCPSocketAction")
public record TCPSocketAction(
    @ApiField(number = 1, doc = "FIELD:TCPSocketAction.port", required = true) IntOrString port,
    @ApiField(number = 2, doc = "FIELD:TCPSocketAction.host") @Nullable String host)
    implements TCPSocketActionBuilder.With {}
