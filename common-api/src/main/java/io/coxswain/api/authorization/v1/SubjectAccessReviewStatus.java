package io.coxswain.api.authorization.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Whether something is allowed. */
@ApiType("Whether something is allowed.")
public record SubjectAccessReviewStatus(
    @ApiField(number = 1, doc = "It is allowed.", required = true) Boolean allowed,
    @ApiField(number = 4, doc = "It is explicitly forbidden.") @Nullable Boolean denied,
    @ApiField(number = 2, doc = "Why, for people.") @Nullable String reason,
    @ApiField(number = 3, doc = "What went wrong while deciding.") @Nullable String evaluationError)
    implements SubjectAccessReviewStatusBuilder.With {}
