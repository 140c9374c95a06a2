package io.coxswain.api.admissionregistration.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that are meant: what they do, and to which resources. */
@ApiType("Requests that are meant: what they do, and to which resources.")
public record RuleWithOperations(
    @ApiField(
            number = 1,
            doc = "What is done: CREATE, UPDATE, DELETE, CONNECT, or * for all.",
            enumValues = {"*", "CONNECT", "CREATE", "DELETE", "UPDATE"})
        List<String> operations,
    @ApiField(number = 1, within = 2, doc = "API groups of the resources; * stands for all.")
        List<String> apiGroups,
    @ApiField(number = 2, within = 2, doc = "API versions of the resources; * stands for all.")
        List<String> apiVersions,
    @ApiField(
            number = 3,
            within = 2,
            doc = "Resources such as pods, pods/log, pods/*, */scale, * or */*.")
        List<String> resources,
    @ApiField(
            number = 4,
            within = 2,
            doc = "Cluster, Namespaced, or * for both.",
            defaultValue = "\"*\"",
            enumValues = {"*", "Cluster", "Namespaced"})
        @Nullable String scope)
    implements RuleWithOperationsBuilder.With {}
