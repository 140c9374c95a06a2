package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** SELinux labels. */
@ApiType("SELinux labels.")
public record SELinuxOptions(
    @ApiField(number = 1, doc = "User part of the label.") @Nullable String user,
    @ApiField(number = 2, doc = "Role part of the label.") @Nullable String role,
    @ApiField(number = 3, doc = "Type part of the label.") @Nullable String type,
    @ApiField(number = 4, doc = "Level part of the label.") @Nullable String level)
    implements SELinuxOptionsBuilder.With {}
