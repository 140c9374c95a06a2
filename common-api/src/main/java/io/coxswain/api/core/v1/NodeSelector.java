package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** Terms of which one must match. */
@ApiType(value = "Terms of which one must match.", atomic = true)
public record NodeSelector(
    @ApiField(number = 1, doc = "The terms.", required = true)
        List<NodeSelectorTerm> nodeSelectorTerms)
    implements NodeSelectorBuilder.With {}
