package io.coxswain.api.authorization.v1;

import io.coxswain.api.meta.v1.FieldSelectorRequirement;
import io.coxswain.api.meta.v1.LabelSelectorRequirement;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something to be done to a resource. */
@ApiType("Something to be done to a resource.")
public record ResourceAttributes(
    @ApiField(number = 1, doc = "Namespace; empty for all or for none.") @Nullable String namespace,
    @ApiField(number = 2, doc = "What is to be done, such as get; * for everything.")
        @Nullable String verb,
    @ApiField(number = 3, doc = "Group of the resource; * for all.") @Nullable String group,
    @ApiField(number = 4, doc = "Version of the resource; * for all.") @Nullable String version,
    @ApiField(number = 5, doc = "Resource; * for all.") @Nullable String resource,
    @ApiField(number = 6, doc = "Subresource; empty for none.") @Nullable String subresource,
    @ApiField(number = 7, doc = "Name of the object; empty for all.") @Nullable String name,
    @ApiField(number = 8, doc = "Objects that are meant, by fields.")
        @Nullable FieldSelectorAttributes fieldSelector,
    @ApiField(number = 9, doc = "Objects that are meant, by labels.")
        @Nullable LabelSelectorAttributes labelSelector)
    implements ResourceAttributesBuilder.With {

  /** A field selector; one of its forms is set. */
  @ApiType("A field selector; one of its forms is set.")
  public record FieldSelectorAttributes(
      @ApiField(number = 1, doc = "As in the query parameter.") @Nullable String rawSelector,
      @ApiField(number = 2, doc = "As parsed conditions.")
          List<FieldSelectorRequirement> requirements)
      implements FieldSelectorAttributesBuilder.With {}

  /** A label selector; one of its forms is set. */
  @ApiType("A label selector; one of its forms is set.")
  public record LabelSelectorAttributes(
      @ApiField(number = 1, doc = "As in the query parameter.") @Nullable String rawSelector,
      @ApiField(number = 2, doc = "As parsed conditions.")
          List<LabelSelectorRequirement> requirements)
      implements LabelSelectorAttributesBuilder.With {}
}
