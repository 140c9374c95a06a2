package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** DOC:NodeSelectorTerm */
@ApiType("TYPEDOC:NodeSelectorTerm")
public record NodeSelectorTerm(
    @ApiField(number = 1, doc = "FIELD:NodeSelectorTerm.matchExpressions")
        List<NodeSelectorRequirement> matchExpressions,
    @ApiField(number = 2, doc = "FIELD:NodeSelectorTerm.matchFields")
        List<NodeSelectorRequirement> matchFields)
    implements NodeSelectorTermBuilder.With {

  /** DOC:NodeSelectorRequirement */
  @ApiType("TYPEDOC:NodeSelectorRequirement")
  public record NodeSelectorRequirement(
      @ApiField(number = 1, doc = "FIELD:NodeSelectorRequirement.key", required = true) String key,
      @ApiField(number = 2, doc = "FIELD:NodeSelectorRequirement.operator", required = true)
          String operator,
      @ApiField(number = 3, doc = "FIELD:NodeSelectorRequirement.values") List<String> values)
      implements NodeSelectorRequirementBuilder.With {}
}
