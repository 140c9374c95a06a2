package io.coxswain.api.authorization.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.authorization.v1.SubjectAccessReview.SubjectAccessReviewSpec;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;

/** Asks whether a user may do something in one namespace. */
@ApiKind(
    group = "authorization.k8s.io",
    version = "v1",
    kind = "LocalSubjectAccessReview",
    plural = "localsubjectaccessreviews")
@ApiType("Asks whether a user may do something in one namespace.")
public record LocalSubjectAccessReview(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "Who and what; its namespace is that of the request.",
            required = true,
            struct = true)
        SubjectAccessReviewSpec spec,
    @ApiField(number = 3, doc = "The answer.", struct = true) SubjectAccessReviewStatus status)
    implements KubernetesObject, LocalSubjectAccessReviewBuilder.With {}
