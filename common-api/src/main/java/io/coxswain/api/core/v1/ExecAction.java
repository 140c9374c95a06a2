package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** DOC:ExecAction */
@ApiType("TYPEDOC:ExecAction")
public record ExecAction(
    @ApiField(number = 1, doc = "FIELD:ExecAction.command") List<String> command)
    implements ExecActionBuilder.With {}
