package io.coxswain.api.meta.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer to a request that does not return an object. */
@ApiKind(group = "", version = "v1", kind = "Status", plural = "")
@ApiType("Answer to a request that does not return an object.")
public record Status(
    @ApiField(number = 1, doc = "Position in time, where it has one.", struct = true)
        @Nullable ListMeta metadata,
    @ApiField(number = 2, doc = "Success or Failure.") @Nullable String status,
    @ApiField(number = 3, doc = "What happened, for people.") @Nullable String message,
    @ApiField(number = 4, doc = "Why it failed, in one word.") @Nullable String reason,
    @ApiField(number = 5, doc = "What it was about.") @Nullable StatusDetails details,
    @ApiField(number = 6, doc = "HTTP status code.") @Nullable Integer code)
    implements StatusBuilder.With {

  /** Where a list stands in time and in the whole. */
  @ApiType("Where a list stands in time and in the whole.")
  public record ListMeta(
      @ApiField(number = 1, doc = "Unused; kept for old clients.") @Nullable String selfLink,
      @ApiField(number = 2, doc = "Version of the list, from which a watch can go on.")
          @Nullable String resourceVersion,
      @JsonProperty("continue")
          @ApiField(number = 3, doc = "Token for the next page; empty on the last.")
          @Nullable String continueToken,
      @ApiField(number = 4, doc = "Objects after this page, where it is known.")
          @Nullable Long remainingItemCount)
      implements ListMetaBuilder.With {}

  /** What a failed request was about. */
  @ApiType("What a failed request was about.")
  public record StatusDetails(
      @ApiField(number = 1, doc = "Name of the object.") @Nullable String name,
      @ApiField(number = 2, doc = "Group of the object.") @Nullable String group,
      @ApiField(number = 3, doc = "Kind or resource of the object.") @Nullable String kind,
      @ApiField(number = 6, doc = "UID of the object.") @Nullable String uid,
      @ApiField(number = 4, doc = "What was wrong, one by one.") List<StatusCause> causes,
      @ApiField(number = 5, doc = "Seconds after which it is worth trying again.")
          @Nullable Integer retryAfterSeconds)
      implements StatusDetailsBuilder.With {}

  /** One thing that was wrong. */
  @ApiType("One thing that was wrong.")
  public record StatusCause(
      @ApiField(number = 1, doc = "What it was, in one word.") @Nullable String reason,
      @ApiField(number = 2, doc = "What it was, for people.") @Nullable String message,
      @ApiField(number = 3, doc = "Path of the field, such as spec.ports[0].port.")
          @Nullable String field)
      implements StatusCauseBuilder.With {}
}
