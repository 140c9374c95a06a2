package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:SeccompProfile */
@ApiType("TYPEDOC:SeccompProfile")
public record SeccompProfile(
    @ApiField(number = 1, doc = "FIELD:SeccompProfile.type", required = true) String type,
    @ApiField(number = 2, doc = "FIELD:SeccompProfile.localhostProfile")
        @Nullable String localhostProfile)
    implements SeccompProfileBuilder.With {}
