package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Names a request or limit of a container. */
@ApiType(value = "Names a request or limit of a container.", atomic = true)
public record ResourceFieldSelector(
    @ApiField(number = 1, doc = "Container; in environment variables the own one unless set.")
        @Nullable String containerName,
    @ApiField(number = 2, doc = "What is meant, such as limits.cpu.", required = true)
        String resource,
    @ApiField(
            number = 3,
            doc = "Unit in which it is written; 1 unless set.",
            defaultValue = "\"0\"")
        @Nullable Quantity divisor)
    implements ResourceFieldSelectorBuilder.With {}
