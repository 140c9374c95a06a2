package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:DeleteOptions */
@ApiKind(group = "", version = "v1", kind = "DeleteOptions", plural = "")
@ApiType("TYPEDOC:DeleteOptions")
public record DeleteOptions(
    @ApiField(number = 1, doc = "FIELD:DeleteOptions.gracePeriodSeconds")
        @Nullable Long gracePeriodSeconds,
    @ApiField(number = 2, doc = "FIELD:DeleteOptions.preconditions")
        @Nullable Preconditions preconditions,
    @ApiField(number = 3, doc = "FIELD:DeleteOptions.orphanDependents")
        @Nullable Boolean orphanDependents,
    @ApiField(number = 4, doc = "FIELD:DeleteOptions.propagationPolicy")
        @Nullable String propagationPolicy,
    @ApiField(number = 5, doc = "FIELD:DeleteOptions.dryRun") List<String> dryRun,
    @ApiField(
            number = 6,
            doc = "FIELD:DeleteOptions.ignoreStoreReadErrorWithClusterBreakingPotential")
        @Nullable Boolean ignoreStoreReadErrorWithClusterBreakingPotential)
    implements DeleteOptionsBuilder.With {

  /** DOC:Preconditions */
  @ApiType("TYPEDOC:Preconditions")
  public record Preconditions(
      @ApiField(number = 1, doc = "FIELD:Preconditions.uid") @Nullable String uid,
      @ApiField(doc = "FIELD:Preconditions.resourceVersion") @Nullable String resourceVersion)
      implements PreconditionsBuilder.With {}
}
