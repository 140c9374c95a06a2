package io.coxswain.api.meta.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;

/** Selects objects by labels; all its parts must match, an empty one selects everything. */
@ApiType(
    value = "Selects objects by labels; all its parts must match, an empty one selects everything.",
    atomic = true)
public record LabelSelector(
    @ApiField(number = 1, doc = "Labels an object must have with exactly these values.")
        Map<String, String> matchLabels,
    @ApiField(number = 2, doc = "Conditions on labels.")
        List<LabelSelectorRequirement> matchExpressions)
    implements LabelSelectorBuilder.With {}
