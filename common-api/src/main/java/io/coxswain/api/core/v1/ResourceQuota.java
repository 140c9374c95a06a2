package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The most that all objects of a namespace together may use. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "ResourceQuota",
    plural = "resourcequotas",
    shortNames = "quota",
    subresources = {"status"})
@ApiType("The most that all objects of a namespace together may use.")
public record ResourceQuota(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is allowed.", struct = true) ResourceQuotaSpec spec,
    @ApiField(number = 3, doc = "What is used.", struct = true) ResourceQuotaStatus status)
    implements KubernetesObject, ResourceQuotaBuilder.With {
  /** How much of what is allowed, and which objects count. */
  @ApiType("How much of what is allowed, and which objects count.")
  public record ResourceQuotaSpec(
      @ApiField(number = 1, doc = "The most of each resource.") Map<String, Quantity> hard,
      @ApiField(number = 2, doc = "Only objects to which all of these apply count.")
          List<String> scopes,
      @ApiField(number = 3, doc = "Only objects that match count; an extended form of scopes.")
          @Nullable ScopeSelector scopeSelector)
      implements ResourceQuotaSpecBuilder.With {}

  /** Conditions on scopes; all must match. */
  @ApiType(value = "Conditions on scopes; all must match.", atomic = true)
  public record ScopeSelector(
      @ApiField(number = 1, doc = "The conditions.")
          List<ScopedResourceSelectorRequirement> matchExpressions)
      implements ScopeSelectorBuilder.With {}

  /** A condition on one scope. */
  @ApiType("A condition on one scope.")
  public record ScopedResourceSelectorRequirement(
      @ApiField(number = 1, doc = "The scope.", required = true) String scopeName,
      @ApiField(number = 2, doc = "How the scope's value relates to the values.", required = true)
          String operator,
      @ApiField(number = 3, doc = "Values for In and NotIn; empty for the others.")
          List<String> values)
      implements ScopedResourceSelectorRequirementBuilder.With {}

  /** What is allowed and what is used. */
  @ApiType("What is allowed and what is used.")
  public record ResourceQuotaStatus(
      @ApiField(number = 1, doc = "The most of each resource, as it was when usage was computed.")
          Map<String, Quantity> hard,
      @ApiField(number = 2, doc = "How much of each resource the namespace uses.")
          Map<String, Quantity> used)
      implements ResourceQuotaStatusBuilder.With {}
}
