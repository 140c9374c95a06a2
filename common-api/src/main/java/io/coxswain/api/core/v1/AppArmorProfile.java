package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Which AppArmor profile applies. */
@ApiType("Which AppArmor profile applies.")
public record AppArmorProfile(
    @ApiField(
            number = 1,
            doc = "RuntimeDefault, Unconfined or Localhost.",
            required = true,
            enumValues = {"Localhost", "RuntimeDefault", "Unconfined"})
        String type,
    @ApiField(number = 2, doc = "Name of the profile on the node, for Localhost.")
        @Nullable String localhostProfile)
    implements AppArmorProfileBuilder.With {}
