package io.coxswain.api.authentication.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:TokenRequest */
@ApiKind(group = "authentication.k8s.io", version = "v1", kind = "TokenRequest", plural = "")
@ApiType("TYPEDOC:TokenRequest")
public record TokenRequest(
    @ApiField(number = 1, doc = "FIELD:TokenRequest.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:TokenRequest.spec", required = true, struct = true)
        TokenRequestSpec spec,
    @ApiField(number = 3, doc = "FIELD:TokenRequest.status", struct = true)
        TokenRequestStatus status)
    implements KubernetesObject, TokenRequestBuilder.With {

  /** DOC:TokenRequestSpec */
  @ApiType("TYPEDOC:TokenRequestSpec")
  public record TokenRequestSpec(
      @ApiField(number = 1, doc = "FIELD:TokenRequestSpec.audiences", required = true)
          List<String> audiences,
      @ApiField(number = 4, doc = "FIELD:TokenRequestSpec.expirationSeconds", defaultValue = "3600")
          @Nullable Long expirationSeconds,
      @ApiField(number = 3, doc = "FIELD:TokenRequestSpec.boundObjectRef")
          @Nullable BoundObjectReference boundObjectRef)
      implements TokenRequestSpecBuilder.With {}

  /** DOC:BoundObjectReference */
  @ApiType("TYPEDOC:BoundObjectReference")
  public record BoundObjectReference(
      @ApiField(number = 1, doc = "FIELD:BoundObjectReference.kind") @Nullable String kind,
      @ApiField(number = 2, doc = "FIELD:BoundObjectReference.apiVersion")
          @Nullable String apiVersion,
      @ApiField(number = 3, doc = "FIELD:BoundObjectReference.name") @Nullable String name,
      @ApiField(doc = "FIELD:BoundObjectReference.uid") @Nullable String uid)
      implements BoundObjectReferenceBuilder.With {}

  /** DOC:TokenRequestStatus */
  @ApiType("TYPEDOC:TokenRequestStatus")
  public record TokenRequestStatus(
      @ApiField(number = 1, doc = "FIELD:TokenRequestStatus.token", required = true) String token,
      @ApiField(number = 2, doc = "FIELD:TokenRequestStatus.expirationTimestamp", required = true)
          Instant expirationTimestamp)
      implements TokenRequestStatusBuilder.With {}
}
