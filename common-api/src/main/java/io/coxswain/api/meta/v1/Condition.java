package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One observation of an object's state. */
@ApiType("One observation of an object's state.")
public record Condition(
    @ApiField(number = 1, doc = "What is observed, in CamelCase.", required = true) String type,
    @ApiField(
            number = 2,
            doc = "Whether the condition holds: True, False or Unknown.",
            required = true)
        String status,
    @ApiField(number = 3, doc = "The metadata.generation this status speaks of.")
        @Nullable Long observedGeneration,
    @ApiField(number = 4, doc = "When the status of the condition changed last.", required = true)
        Instant lastTransitionTime,
    @ApiField(number = 5, doc = "Explanation in one CamelCase word, for programs.", required = true)
        String reason,
    @ApiField(number = 6, doc = "Explanation for people.", required = true) String message)
    implements ConditionBuilder.With {}
