package io.coxswain.api.authorization.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:SubjectAccessReview */
@ApiKind(
    group = "authorization.k8s.io",
    version = "v1",
    kind = "SubjectAccessReview",
    plural = "subjectaccessreviews",
    namespaced = false)
@ApiType("TYPEDOC:SubjectAccessReview")
public record SubjectAccessReview(
    @ApiField(number = 1, doc = "FIELD:SubjectAccessReview.metadata", struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:SubjectAccessReview.spec", required = true, struct = true)
        SubjectAccessReviewSpec spec,
    @ApiField(number = 3, doc = "FIELD:SubjectAccessReview.status", struct = true)
        SubjectAccessReviewStatus status)
    implements KubernetesObject, SubjectAccessReviewBuilder.With {

  /** DOC:SubjectAccessReviewSpec */
  @ApiType("TYPEDOC:SubjectAccessReviewSpec")
  public record SubjectAccessReviewSpec(
      @ApiField(number = 1, doc = "FIELD:SubjectAccessReviewSpec.resourceAttributes")
          @Nullable ResourceAttributes resourceAttributes,
      @ApiField(number = 2, doc = "FIELD:SubjectAccessReviewSpec.nonResourceAttributes")
          @Nullable NonResourceAttributes nonResourceAttributes,
      @ApiField(number = 3, doc = "FIELD:SubjectAccessReviewSpec.user") @Nullable String user,
      @ApiField(number = 4, doc = "FIELD:SubjectAccessReviewSpec.groups") List<String> groups,
      @ApiField(number = 5, doc = "FIELD:SubjectAccessReviewSpec.extra")
          Map<String, List<String>> extra,
      @ApiField(number = 6, doc = "FIELD:SubjectAccessReviewSpec.uid") @Nullable String uid)
      implements SubjectAccessReviewSpecBuilder.With {}
}
