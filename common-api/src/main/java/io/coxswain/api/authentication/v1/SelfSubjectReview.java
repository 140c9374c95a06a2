package io.coxswain.api.authentication.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Asks who the asking user is. */
@ApiKind(
    group = "authentication.k8s.io",
    version = "v1",
    kind = "SelfSubjectReview",
    plural = "selfsubjectreviews",
    namespaced = false)
@ApiType("Asks who the asking user is.")
public record SelfSubjectReview(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The answer.", struct = true) SelfSubjectReviewStatus status)
    implements KubernetesObject, SelfSubjectReviewBuilder.With {

  /** Who the asking user is. */
  @ApiType("Who the asking user is.")
  public record SelfSubjectReviewStatus(
      @ApiField(number = 1, doc = "The user.", struct = true) @Nullable UserInfo userInfo)
      implements SelfSubjectReviewStatusBuilder.With {}
}
