package io.coxswain.api.authentication.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:SelfSubjectReview */
@ApiKind(
    group = "authentication.k8s.io",
    version = "v1",
    kind = "SelfSubjectReview",
    plural = "selfsubjectreviews",
    namespaced = false)
@ApiType("TYPEDOC:SelfSubjectReview")
public record SelfSubjectReview(
    @ApiField(number = 1, doc = "FIELD:SelfSubjectReview.metadata", struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:SelfSubjectReview.status", struct = true)
        SelfSubjectReviewStatus status)
    implements KubernetesObject, SelfSubjectReviewBuilder.With {

  /** DOC:SelfSubjectReviewStatus */
  @ApiType("TYPEDOC:SelfSubjectReviewStatus")
  public record SelfSubjectReviewStatus(
      @ApiField(number = 1, doc = "FIELD:SelfSubjectReviewStatus.userInfo")
          @Nullable UserInfo userInfo)
      implements SelfSubjectReviewStatusBuilder.With {}
}
