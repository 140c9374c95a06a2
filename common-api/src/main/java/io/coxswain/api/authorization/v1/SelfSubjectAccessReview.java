package io.coxswain.api.authorization.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Asks whether the asking user may do something. */
@ApiKind(
    group = "authorization.k8s.io",
    version = "v1",
    kind = "SelfSubjectAccessReview",
    plural = "selfsubjectaccessreviews",
    namespaced = false)
@ApiType("Asks whether the asking user may do something.")
public record SelfSubjectAccessReview(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What the asking user wants to do.", required = true, struct = true)
        SelfSubjectAccessReviewSpec spec,
    @ApiField(number = 3, doc = "The answer.", struct = true) SubjectAccessReviewStatus status)
    implements KubernetesObject, SelfSubjectAccessReviewBuilder.With {

  /** What the asking user wants to do; one kind of attributes is set. */
  @ApiType("What the asking user wants to do; one kind of attributes is set.")
  public record SelfSubjectAccessReviewSpec(
      @ApiField(number = 1, doc = "What, for resources.")
          @Nullable ResourceAttributes resourceAttributes,
      @ApiField(number = 2, doc = "What, for other paths.")
          @Nullable NonResourceAttributes nonResourceAttributes)
      implements SelfSubjectAccessReviewSpecBuilder.With {}
}
