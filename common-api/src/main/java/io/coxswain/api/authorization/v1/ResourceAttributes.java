package io.coxswain.api.authorization.v1;

import io.coxswain.api.meta.v1.LabelSelectorRequirement;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:ResourceAttributes */
@ApiType("TYPEDOC:ResourceAttributes")
public record ResourceAttributes(
    @ApiField(number = 1, doc = "FIELD:ResourceAttributes.namespace") @Nullable String namespace,
    @ApiField(number = 2, doc = "FIELD:ResourceAttributes.verb") @Nullable String verb,
    @ApiField(number = 3, doc = "FIELD:ResourceAttributes.group") @Nullable String group,
    @ApiField(number = 4, doc = "FIELD:ResourceAttributes.version") @Nullable String version,
    @ApiField(number = 5, doc = "FIELD:ResourceAttributes.resource") @Nullable String resource,
    @ApiField(number = 6, doc = "FIELD:ResourceAttributes.subresource")
        @Nullable String subresource,
    @ApiField(number = 7, doc = "FIELD:ResourceAttributes.name") @Nullable String name,
    @ApiField(number = 8, doc = "FIELD:ResourceAttributes.fieldSelector")
        @Nullable FieldSelectorAttributes fieldSelector,
    @ApiField(number = 9, doc = "FIELD:ResourceAttributes.labelSelector")
        @Nullable LabelSelectorAttributes labelSelector)
    implements ResourceAttributesBuilder.With {

  /** DOC:FieldSelectorAttributes */
  @ApiType("TYPEDOC:FieldSelectorAttributes")
  public record FieldSelectorAttributes(
      @ApiField(number = 1, doc = "FIELD:FieldSelectorAttributes.rawSelector")
          @Nullable String rawSelector,
      @ApiField(number = 2, doc = "FIELD:FieldSelectorAttributes.requirements")
          List<FieldSelectorRequirement> requirements)
      implements FieldSelectorAttributesBuilder.With {}

  /** DOC:FieldSelectorRequirement */
  @ApiType("TYPEDOC:FieldSelectorRequirement")
  public record FieldSelectorRequirement(
      @ApiField(number = 1, doc = "FIELD:FieldSelectorRequirement.key", required = true) String key,
      @ApiField(number = 2, doc = "FIELD:FieldSelectorRequirement.operator", required = true)
          String operator,
      @ApiField(number = 3, doc = "FIELD:FieldSelectorRequirement.values") List<String> values)
      implements FieldSelectorRequirementBuilder.With {}

  /** DOC:LabelSelectorAttributes */
  @ApiType("TYPEDOC:LabelSelectorAttributes")
  public record LabelSelectorAttributes(
      @ApiField(number = 1, doc = "FIELD:LabelSelectorAttributes.rawSelector")
          @Nullable String rawSelector,
      @ApiField(number = 2, doc = "FIELD:LabelSelectorAttributes.requirements")
          List<LabelSelectorRequirement> requirements)
      implements LabelSelectorAttributesBuilder.With {}
}
