package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** DOC:Condition */
@ApiType("TYPEDOC:Condition")
public record Condition(
    @ApiField(number = 1, doc = "FIELD:Condition.type", required = true) String type,
    @ApiField(number = 2, doc = "FIELD:Condition.status", required = true) String status,
    @ApiField(number = 3, doc = "FIELD:Condition.observedGeneration")
        @Nullable Long observedGeneration,
    @ApiField(number = 4, doc = "FIELD:Condition.lastTransitionTime", required = true)
        Instant lastTransitionTime,
    @ApiField(number = 5, doc = "FIELD:Condition.reason", required = true) String reason,
    @ApiField(number = 6, doc = "FIELD:Condition.message", required = true) String message)
    implements ConditionBuilder.With {}
