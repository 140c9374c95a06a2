package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an object is deleted. */
@ApiKind(group = "", version = "v1", kind = "DeleteOptions", plural = "")
@ApiType("How an object is deleted.")
public record DeleteOptions(
    @ApiField(number = 1, doc = "Seconds the object may take to end; 0 ends it at once.")
        @Nullable Long gracePeriodSeconds,
    @ApiField(number = 2, doc = "What must hold for the deletion to happen.")
        @Nullable Preconditions preconditions,
    @ApiField(number = 3, doc = "Replaced by propagationPolicy.")
        @Nullable Boolean orphanDependents,
    @ApiField(number = 4, doc = "What happens to dependents: Orphan, Background or Foreground.")
        @Nullable String propagationPolicy,
    @ApiField(number = 5, doc = "All: go through every step but the last, storing nothing.")
        List<String> dryRun,
    @ApiField(number = 6, doc = "Delete an object that can't be read from the store.")
        @Nullable Boolean ignoreStoreReadErrorWithClusterBreakingPotential)
    implements DeleteOptionsBuilder.With {

  /** What must hold for a deletion to happen. */
  @ApiType("What must hold for a deletion to happen.")
  public record Preconditions(
      @ApiField(number = 1, doc = "UID the object must have.") @Nullable String uid,
      @ApiField(number = 2, doc = "Version the object must have.") @Nullable String resourceVersion)
      implements PreconditionsBuilder.With {}
}
