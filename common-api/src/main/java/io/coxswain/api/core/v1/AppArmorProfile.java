package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:AppArmorProfile */
@ApiType("TYPEDOC:AppArmorProfile")
public record AppArmorProfile(
    @ApiField(number = 1, doc = "FIELD:AppArmorProfile.type", required = true) String type,
    @ApiField(number = 2, doc = "FIELD:AppArmorProfile.localhostProfile")
        @Nullable String localhostProfile)
    implements AppArmorProfileBuilder.With {}
