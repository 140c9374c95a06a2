package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Which system calls are allowed. */
@ApiType("Which system calls are allowed.")
public record SeccompProfile(
    @ApiField(
            number = 1,
            doc = "RuntimeDefault, Unconfined or Localhost.",
            required = true,
            enumValues = {"Localhost", "RuntimeDefault", "Unconfined"})
        String type,
    @ApiField(number = 2, doc = "File of the profile on the node, for Localhost.")
        @Nullable String localhostProfile)
    implements SeccompProfileBuilder.With {}
