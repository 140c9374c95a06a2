package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** A condition on one field. */
@ApiType("A condition on one field.")
public record FieldSelectorRequirement(
    @ApiField(number = 1, doc = "Path of the field.", required = true) String key,
    @ApiField(number = 2, doc = "In, NotIn, Exists or DoesNotExist.", required = true)
        String operator,
    @ApiField(number = 3, doc = "Values for In and NotIn.") List<String> values)
    implements FieldSelectorRequirementBuilder.With {}
