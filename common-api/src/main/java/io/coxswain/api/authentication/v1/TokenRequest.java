package io.coxswain.api.authentication.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for a token of a ServiceAccount. */
@ApiKind(group = "authentication.k8s.io", version = "v1", kind = "TokenRequest", plural = "")
@ApiType("Asks for a token of a ServiceAccount.")
public record TokenRequest(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What the token is for.", required = true, struct = true)
        TokenRequestSpec spec,
    @ApiField(number = 3, doc = "The token.", struct = true) TokenRequestStatus status)
    implements KubernetesObject, TokenRequestBuilder.With {

  /** What a token is for. */
  @ApiType("What a token is for.")
  public record TokenRequestSpec(
      @ApiField(number = 1, doc = "For whom it is meant; others must refuse it.", required = true)
          List<String> audiences,
      @ApiField(
              number = 4,
              doc = "Seconds it shall be valid; 3600 unless set.",
              defaultValue = "3600")
          @Nullable Long expirationSeconds,
      @ApiField(number = 3, doc = "Object with whose end the token ends.")
          @Nullable BoundObjectReference boundObjectRef)
      implements TokenRequestSpecBuilder.With {}

  /** Names the object a token is bound to. */
  @ApiType("Names the object a token is bound to.")
  public record BoundObjectReference(
      @ApiField(number = 1, doc = "Pod, Secret or Node.") @Nullable String kind,
      @ApiField(number = 2, doc = "Group and version of the object.") @Nullable String apiVersion,
      @ApiField(number = 3, doc = "Name of the object.") @Nullable String name,
      @ApiField(number = 4, doc = "UID of the object.") @Nullable String uid)
      implements BoundObjectReferenceBuilder.With {}

  /** A token. */
  @ApiType("A token.")
  public record TokenRequestStatus(
      @ApiField(number = 1, doc = "The token.", required = true) String token,
      @ApiField(number = 2, doc = "When it ends.", required = true) Instant expirationTimestamp)
      implements TokenRequestStatusBuilder.With {}
}
