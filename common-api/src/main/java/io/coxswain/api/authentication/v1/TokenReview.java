package io.coxswain.api.authentication.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks whose a token is. */
@ApiKind(
    group = "authentication.k8s.io",
    version = "v1",
    kind = "TokenReview",
    plural = "tokenreviews",
    namespaced = false)
@ApiType("Asks whose a token is.")
public record TokenReview(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The token.", required = true, struct = true) TokenReviewSpec spec,
    @ApiField(number = 3, doc = "Whose it is.", struct = true) TokenReviewStatus status)
    implements KubernetesObject, TokenReviewBuilder.With {

  /** A token and for whom it must be meant. */
  @ApiType("A token and for whom it must be meant.")
  public record TokenReviewSpec(
      @ApiField(number = 1, doc = "The token.") @Nullable String token,
      @ApiField(number = 2, doc = "Who asks; the API server unless set.") List<String> audiences)
      implements TokenReviewSpecBuilder.With {}

  /** Whose a token is. */
  @ApiType("Whose a token is.")
  public record TokenReviewStatus(
      @ApiField(number = 1, doc = "Whether the token is valid.") @Nullable Boolean authenticated,
      @ApiField(number = 2, doc = "The user it belongs to.", struct = true) @Nullable UserInfo user,
      @ApiField(number = 4, doc = "Audiences that were asked for and that the token is meant for.")
          List<String> audiences,
      @ApiField(number = 3, doc = "Why it could not be checked.") @Nullable String error)
      implements TokenReviewStatusBuilder.With {}
}
