package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to do when the container ends in some way. */
@ApiType("What to do when the container ends in some way.")
public record ContainerRestartRule(
    @ApiField(number = 1, doc = "Restart.", required = true) String action,
    @ApiField(number = 2, doc = "Exit codes for which the rule holds.")
        @Nullable ContainerRestartRuleOnExitCodes exitCodes)
    implements ContainerRestartRuleBuilder.With {

  /** Conditions on an exit code. */
  @ApiType("Conditions on an exit code.")
  public record ContainerRestartRuleOnExitCodes(
      @ApiField(number = 1, doc = "In or NotIn.", required = true) String operator,
      @ApiField(number = 2, doc = "The exit codes.", listType = ListType.SET) List<Integer> values)
      implements ContainerRestartRuleOnExitCodesBuilder.With {}
}
