package io.coxswain.api.resource.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A taint of devices that is put up with. */
@ApiType("A taint of devices that is put up with.")
public record DeviceToleration(
    @ApiField(number = 1, doc = "Key of the taint; empty for all keys, with operator Exists.")
        @Nullable String key,
    @ApiField(
            number = 2,
            doc = "Equal to compare values, Exists for any value.",
            defaultValue = "\"Equal\"",
            enumValues = {"Equal", "Exists"})
        @Nullable String operator,
    @ApiField(number = 3, doc = "Value of the taint, with operator Equal.") @Nullable String value,
    @ApiField(
            number = 4,
            doc = "Effect of the taint; empty for all.",
            enumValues = {"NoExecute", "NoSchedule"})
        @Nullable String effect,
    @ApiField(number = 5, doc = "How long NoExecute is put up with; forever where it is not set.")
        @Nullable Long tolerationSeconds)
    implements DeviceTolerationBuilder.With {}
