package io.coxswain.api.admissionregistration.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;

/** A condition in CEL that requests must meet besides the rules. */
@ApiType("A condition in CEL that requests must meet besides the rules.")
public record MatchCondition(
    @ApiField(number = 1, doc = "Name of the condition, unique in its list.", required = true)
        String name,
    @ApiField(
            number = 2,
            doc = "CEL that says true or false of object, oldObject, request and authorizer.",
            required = true)
        String expression)
    implements MatchConditionBuilder.With {}
