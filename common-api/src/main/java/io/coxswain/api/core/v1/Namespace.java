package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A room for names: objects in different namespaces may share names. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "Namespace",
    plural = "namespaces",
    shortNames = "ns",
    namespaced = false,
    subresources = {"status"})
@ApiType("A room for names: objects in different namespaces may share names.")
public record Namespace(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) NamespaceSpec spec,
    @ApiField(number = 3, doc = "Where the namespace is in its life.", struct = true)
        NamespaceStatus status)
    implements KubernetesObject, NamespaceBuilder.With {

  /** Settings of a namespace. */
  @ApiType("Settings of a namespace.")
  public record NamespaceSpec(
      @ApiField(number = 1, doc = "Work that must be done before the namespace is removed.")
          List<String> finalizers)
      implements NamespaceSpecBuilder.With {}

  /** Where a namespace is in its life. */
  @ApiType("Where a namespace is in its life.")
  public record NamespaceStatus(
      @ApiField(
              number = 1,
              doc = "Active or Terminating.",
              defaultValue = "\"Active\"",
              enumValues = {"Active", "Terminating"})
          @Nullable String phase,
      @ApiField(
              number = 2,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<NamespaceCondition> conditions)
      implements NamespaceStatusBuilder.With {}

  /** One observation of a namespace that is being deleted. */
  @ApiType("One observation of a namespace that is being deleted.")
  public record NamespaceCondition(
      @ApiField(number = 1, doc = "What is observed.", required = true) String type,
      @ApiField(
              number = 2,
              doc = "Whether the condition holds: True, False or Unknown.",
              required = true)
          String status,
      @ApiField(number = 4, doc = "When the status of the condition changed last.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 6, doc = "Explanation for people.") @Nullable String message)
      implements NamespaceConditionBuilder.With {}
}
