package io.coxswain.api.meta.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:Status */
@ApiKind(group = "", version = "v1", kind = "Status", plural = "")
@ApiType("TYPEDOC:Status")
public record Status(
    @ApiField(number = 1, doc = "FIELD:Status.metadata") @Nullable ListMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Status.status") @Nullable String status,
    @ApiField(number = 3, doc = "FIELD:Status.message") @Nullable String message,
    @ApiField(number = 4, doc = "FIELD:Status.reason") @Nullable String reason,
    @ApiField(number = 5, doc = "FIELD:Status.details") @Nullable StatusDetails details,
    @ApiField(number = 6, doc = "FIELD:Status.code") @Nullable Integer code)
    implements StatusBuilder.With {

  /** DOC:ListMeta */
  @ApiType("TYPEDOC:ListMeta")
  public record ListMeta(
      @ApiField(number = 1, doc = "FIELD:ListMeta.selfLink") @Nullable String selfLink,
      @ApiField(number = 2, doc = "FIELD:ListMeta.resourceVersion")
          @Nullable String resourceVersion,
      @JsonProperty("continue") @ApiField(number = 3, doc = "FIELD:ListMeta.continue")
          @Nullable String continueToken,
      @ApiField(number = 4, doc = "FIELD:ListMeta.remainingItemCount")
          @Nullable Long remainingItemCount)
      implements ListMetaBuilder.With {}

  /** DOC:StatusDetails */
  @ApiType("TYPEDOC:StatusDetails")
  public record StatusDetails(
      @ApiField(number = 1, doc = "FIELD:StatusDetails.name") @Nullable String name,
      @ApiField(number = 2, doc = "FIELD:StatusDetails.group") @Nullable String group,
      @ApiField(number = 3, doc = "FIELD:StatusDetails.kind") @Nullable String kind,
      @ApiField(number = 6, doc = "FIELD:StatusDetails.uid") @Nullable String uid,
      @ApiField(number = 4, doc = "FIELD:StatusDetails.causes") List<StatusCause> causes,
      @ApiField(number = 5, doc = "FIELD:StatusDetails.retryAfterSeconds")
          @Nullable Integer retryAfterSeconds)
      implements StatusDetailsBuilder.With {}

  /** DOC:StatusCause */
  @ApiType("TYPEDOC:StatusCause")
  public record StatusCause(
      @ApiField(number = 1, doc = "FIELD:StatusCause.reason") @Nullable String reason,
      @ApiField(number = 2, doc = "FIELD:StatusCause.message") @Nullable String message,
      @ApiField(number = 3, doc = "FIELD:StatusCause.field") @Nullable String field)
      implements StatusCauseBuilder.With {}
}
