package io.coxswain.api.authorization.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:SubjectAccessReviewStatus */
@ApiType("TYPEDOC:SubjectAccessReviewStatus")
public record SubjectAccessReviewStatus(
    @ApiField(number = 1, doc = "FIELD:SubjectAccessReviewStatus.allowed", required = true)
        Boolean allowed,
    @ApiField(number = 4, doc = "FIELD:SubjectAccessReviewStatus.denied") @Nullable Boolean denied,
    @ApiField(number = 2, doc = "FIELD:SubjectAccessReviewStatus.reason") @Nullable String reason,
    @ApiField(number = 3, doc = "FIELD:SubjectAccessReviewStatus.evaluationError")
        @Nullable String evaluationError)
    implements SubjectAccessReviewStatusBuilder.With {}
