package io.coxswain.api.autoscaling.v2;

import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Names a measure and narrows it down. */
@ApiType("Names a measure and narrows it down.")
public record MetricIdentifier(
    @ApiField(number = 1, doc = "Name of the measure.", required = true) String name,
    @ApiField(number = 2, doc = "Labels by which it is narrowed down, passed on as they are.")
        @Nullable LabelSelector selector)
    implements MetricIdentifierBuilder.With {}
