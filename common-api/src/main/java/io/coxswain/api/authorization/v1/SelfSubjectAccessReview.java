package io.coxswain.api.authorization.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:SelfSubjectAccessReview */
@ApiKind(
    group = "authorization.k8s.io",
    version = "v1",
    kind = "SelfSubjectAccessReview",
    plural = "selfsubjectaccessreviews",
    namespaced = false)
@ApiType("TYPEDOC:SelfSubjectAccessReview")
public record SelfSubjectAccessReview(
    @ApiField(number = 1, doc = "FIELD:SelfSubjectAccessReview.metadata", struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "FIELD:SelfSubjectAccessReview.spec",
            required = true,
            struct = true)
        SelfSubjectAccessReviewSpec spec,
    @ApiField(number = 3, doc = "FIELD:SelfSubjectAccessReview.status", struct = true)
        SubjectAccessReviewStatus status)
    implements KubernetesObject, SelfSubjectAccessReviewBuilder.With {

  /** DOC:SelfSubjectAccessReviewSpec */
  @ApiType("TYPEDOC:SelfSubjectAccessReviewSpec")
  public record SelfSubjectAccessReviewSpec(
      @ApiField(number = 1, doc = "FIELD:SelfSubjectAccessReviewSpec.resourceAttributes")
          @Nullable ResourceAttributes resourceAttributes,
      @ApiField(number = 2, doc = "FIELD:SelfSubjectAccessReviewSpec.nonResourceAttributes")
          @Nullable NonResourceAttributes nonResourceAttributes)
      implements SelfSubjectAccessReviewSpecBuilder.With {}
}
