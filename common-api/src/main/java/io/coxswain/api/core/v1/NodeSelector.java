package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** DOC:NodeSelector */
@ApiType("TYPEDOC:NodeSelector")
public record NodeSelector(
    @ApiField(number = 1, doc = "FIELD:NodeSelector.nodeSelectorTerms", required = true)
        List<NodeSelectorTerm> nodeSelectorTerms)
    implements NodeSelectorBuilder.With {}
