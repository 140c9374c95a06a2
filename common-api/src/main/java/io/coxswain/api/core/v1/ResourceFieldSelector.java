package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:ResourceFieldSelector */
@ApiType("TYPEDOC:ResourceFieldSelector")
public record ResourceFieldSelector(
    @ApiField(number = 1, doc = "FIELD:ResourceFieldSelector.containerName")
        @Nullable String containerName,
    @ApiField(number = 2, doc = "FIELD:ResourceFieldSelector.resource", required = true)
        String resource,
    @ApiField(number = 3, doc = "FIELD:ResourceFieldSelector.divisor") @Nullable Quantity divisor)
    implements ResourceFieldSelectorBuilder.With {}
