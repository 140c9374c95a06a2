package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** A condition on one label. */
@ApiType("A condition on one label.")
public record LabelSelectorRequirement(
    @ApiField(number = 1, doc = "Key of the label.", required = true) String key,
    @ApiField(number = 2, doc = "In, NotIn, Exists or DoesNotExist.", required = true)
        String operator,
    @ApiField(number = 3, doc = "Values for In and NotIn.") List<String> values)
    implements LabelSelectorRequirementBuilder.With {}
