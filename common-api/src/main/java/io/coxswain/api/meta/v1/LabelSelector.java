package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;

/** DOC:LabelSelector */
@ApiType("TYPEDOC:LabelSelector")
public record LabelSelector(
    @ApiField(number = 1, doc = "FIELD:LabelSelector.matchLabels") Map<String, String> matchLabels,
    @ApiField(number = 2, doc = "FIELD:LabelSelector.matchExpressions")
        List<LabelSelectorRequirement> matchExpressions)
    implements LabelSelectorBuilder.With {}
