package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** Conditions on topology labels that must all hold. */
@ApiType(value = "Conditions on topology labels that must all hold.", atomic = true)
public record TopologySelectorTerm(
    @ApiField(number = 1, doc = "The conditions.")
        List<TopologySelectorLabelRequirement> matchLabelExpressions)
    implements TopologySelectorTermBuilder.With {

  /** A condition on one topology label. */
  @ApiType("A condition on one topology label.")
  public record TopologySelectorLabelRequirement(
      @ApiField(number = 1, doc = "Key of the label.", required = true) String key,
      @ApiField(number = 2, doc = "Values of which one must match.", required = true)
          List<String> values)
      implements TopologySelectorLabelRequirementBuilder.With {}
}
