package io.coxswain.api.authentication.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:TokenReview */
@ApiKind(
    group = "authentication.k8s.io",
    version = "v1",
    kind = "TokenReview",
    plural = "tokenreviews",
    namespaced = false)
@ApiType("TYPEDOC:TokenReview")
public record TokenReview(
    @ApiField(number = 1, doc = "FIELD:TokenReview.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:TokenReview.spec", required = true, struct = true)
        TokenReviewSpec spec,
    @ApiField(number = 3, doc = "FIELD:TokenReview.status", struct = true) TokenReviewStatus status)
    implements KubernetesObject, TokenReviewBuilder.With {

  /** DOC:TokenReviewSpec */
  @ApiType("TYPEDOC:TokenReviewSpec")
  public record TokenReviewSpec(
      @ApiField(number = 1, doc = "FIELD:TokenReviewSpec.token") @Nullable String token,
      @ApiField(number = 2, doc = "FIELD:TokenReviewSpec.audiences") List<String> audiences)
      implements TokenReviewSpecBuilder.With {}

  /** DOC:TokenReviewStatus */
  @ApiType("TYPEDOC:TokenReviewStatus")
  public record TokenReviewStatus(
      @ApiField(number = 1, doc = "FIELD:TokenReviewStatus.authenticated")
          @Nullable Boolean authenticated,
      @ApiField(number = 2, doc = "FIELD:TokenReviewStatus.user") @Nullable UserInfo user,
      @ApiField(number = 4, doc = "FIELD:TokenReviewStatus.audiences") List<String> audiences,
      @ApiField(number = 3, doc = "FIELD:TokenReviewStatus.error") @Nullable String error)
      implements TokenReviewStatusBuilder.With {}
}
