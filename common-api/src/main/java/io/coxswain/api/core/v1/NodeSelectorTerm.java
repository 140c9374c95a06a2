package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** Conditions on a node that must all hold; an empty one matches nothing. */
@ApiType(
    value = "Conditions on a node that must all hold; an empty one matches nothing.",
    atomic = true)
public record NodeSelectorTerm(
    @ApiField(number = 1, doc = "Conditions on labels.")
        List<NodeSelectorRequirement> matchExpressions,
    @ApiField(number = 2, doc = "Conditions on fields; metadata.name is known.")
        List<NodeSelectorRequirement> matchFields)
    implements NodeSelectorTermBuilder.With {

  /** A condition on one label or field. */
  @ApiType("A condition on one label or field.")
  public record NodeSelectorRequirement(
      @ApiField(number = 1, doc = "Key of the label, or path of the field.", required = true)
          String key,
      @ApiField(
              number = 2,
              doc = "In, NotIn, Exists, DoesNotExist, Gt or Lt.",
              required = true,
              enumValues = {"DoesNotExist", "Exists", "Gt", "In", "Lt", "NotIn"})
          String operator,
      @ApiField(number = 3, doc = "Values to compare with; one integer for Gt and Lt.")
          List<String> values)
      implements NodeSelectorRequirementBuilder.With {}
}
