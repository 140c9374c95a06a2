package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:ContainerRestartRule */
@ApiType("TYPEDOC:ContainerRestartRule")
public record ContainerRestartRule(
    @ApiField(number = 1, doc = "FIELD:ContainerRestartRule.action", required = true) String action,
    @ApiField(number = 2, doc = "FIELD:ContainerRestartRule.exitCodes")
        @Nullable ContainerRestartRuleOnExitCodes exitCodes)
    implements ContainerRestartRuleBuilder.With {

  /** DOC:ContainerRestartRuleOnExitCodes */
  @ApiType("TYPEDOC:ContainerRestartRuleOnExitCodes")
  public record ContainerRestartRuleOnExitCodes(
      @ApiField(number = 1, doc = "FIELD:ContainerRestartRuleOnExitCodes.operator", required = true)
          String operator,
      @ApiField(number = 2, doc = "FIELD:ContainerRestartRuleOnExitCodes.values")
          List<Integer> values)
      implements ContainerRestartRuleOnExitCodesBuilder.With {}
}
