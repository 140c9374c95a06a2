package io.coxswain.api.rbac.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** What may be done to which resources or paths; nothing in it says who may. */
@ApiType("What may be done to which resources or paths; nothing in it says who may.")
public record PolicyRule(
    @ApiField(
            number = 1,
            doc = "What may be done, such as get or create; * for everything.",
            required = true,
            writeEmpty = true)
        List<String> verbs,
    @ApiField(number = 2, doc = "Groups of the resources, \"\" for core; * for all.")
        List<String> apiGroups,
    @ApiField(
            number = 3,
            doc = "Resources such as pods or pods/log; * for all, */scale for one part of all.")
        List<String> resources,
    @ApiField(number = 4, doc = "Names of the objects that are meant; empty for all.")
        List<String> resourceNames,
    @ApiField(
            number = 5,
            doc =
                "Paths such as /healthz, where * at the end stands for any rest; only in cluster-wide"
                    + " bindings.")
        List<String> nonResourceURLs)
    implements PolicyRuleBuilder.With {}
