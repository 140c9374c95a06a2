package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:SELinuxOptions */
@ApiType("TYPEDOC:SELinuxOptions")
public record SELinuxOptions(
    @ApiField(number = 1, doc = "FIELD:SELinuxOptions.user") @Nullable String user,
    @ApiField(number = 2, doc = "FIELD:SELinuxOptions.role") @Nullable String role,
    @ApiField(number = 3, doc = "FIELD:SELinuxOptions.type") @Nullable String type,
    @ApiField(number = 4, doc = "FIELD:SELinuxOptions.level") @Nullable String level)
    implements SELinuxOptionsBuilder.With {}
