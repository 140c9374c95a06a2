package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** A command in the container. */
@ApiType("A command in the container.")
public record ExecAction(
    @ApiField(number = 1, doc = "Program and arguments, without a shell.") List<String> command)
    implements ExecActionBuilder.With {}
