package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** DOC:LabelSelectorRequirement */
@ApiType("TYPEDOC:LabelSelectorRequirement")
public record LabelSelectorRequirement(
    @ApiField(number = 1, doc = "FIELD:LabelSelectorRequirement.key", required = true) String key,
    @ApiField(number = 2, doc = "FIELD:LabelSelectorRequirement.operator", required = true)
        String operator,
    @ApiField(number = 3, doc = "FIELD:LabelSelectorRequirement.values") List<String> values)
    implements LabelSelectorRequirementBuilder.With {}
