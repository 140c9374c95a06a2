package io.coxswain.api.admissionregistration.v1;

import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that a policy is about. */
@ApiType(value = "Requests that a policy is about.", atomic = true)
public record MatchResources(
    @ApiField(number = 1, doc = "Namespaces, by their labels.", struct = true)
        LabelSelector namespaceSelector,
    @ApiField(number = 2, doc = "Objects, by their labels.", struct = true)
        LabelSelector objectSelector,
    @ApiField(number = 3, doc = "Requests that match.") List<NamedRuleWithOperations> resourceRules,
    @ApiField(number = 4, doc = "Requests that do not match all the same.")
        List<NamedRuleWithOperations> excludeResourceRules,
    @ApiField(
            number = 7,
            doc =
                "Whether rules also match through other versions of a resource: Equivalent or"
                    + " Exact.",
            defaultValue = "\"Equivalent\"",
            enumValues = {"Equivalent", "Exact"})
        @Nullable String matchPolicy)
    implements MatchResourcesBuilder.With {

  /** Requests that are meant: what they do, to which resources, of which names. */
  @ApiType(
      value = "Requests that are meant: what they do, to which resources, of which names.",
      atomic = true)
  public record NamedRuleWithOperations(
      @ApiField(number = 1, doc = "Names of the objects; all where none is given.")
          List<String> resourceNames,
      @ApiField(
              number = 1,
              within = 2,
              doc = "What is done: CREATE, UPDATE, DELETE, CONNECT, or * for all.",
              enumValues = {"*", "CONNECT", "CREATE", "DELETE", "UPDATE"})
          List<String> operations,
      @ApiField(
              number = 1,
              within = {2, 2},
              doc = "API groups of the resources; * stands for all.")
          List<String> apiGroups,
      @ApiField(
              number = 2,
              within = {2, 2},
              doc = "API versions of the resources; * stands for all.")
          List<String> apiVersions,
      @ApiField(
              number = 3,
              within = {2, 2},
              doc = "Resources such as pods, pods/log, pods/*, */scale, * or */*.")
          List<String> resources,
      @ApiField(
              number = 4,
              within = {2, 2},
              doc = "Cluster, Namespaced, or * for both.",
              defaultValue = "\"*\"",
              enumValues = {"*", "Cluster", "Namespaced"})
          @Nullable String scope)
      implements NamedRuleWithOperationsBuilder.With {}
}
