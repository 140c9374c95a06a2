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

/** DOC:Namespace */
@ApiKind(
    group = "",
    version = "v1",
    kind = "Namespace",
    plural = "namespaces",
    shortNames = "ns",
    namespaced = false,
    subresources = {"status"})
@ApiType("TYPEDOC:Namespace")
public record Namespace(
    @ApiField(number = 1, doc = "FIELD:Namespace.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Namespace.spec", struct = true) NamespaceSpec spec,
    @ApiField(number = 3, doc = "FIELD:Namespace.status", struct = true) NamespaceStatus status)
    implements KubernetesObject, NamespaceBuilder.With {

  /** DOC:NamespaceSpec */
  @ApiType("TYPEDOC:NamespaceSpec")
  public record NamespaceSpec(
      @ApiField(number = 1, doc = "FIELD:NamespaceSpec.finalizers") List<String> finalizers)
      implements NamespaceSpecBuilder.With {}

  /** DOC:NamespaceStatus */
  @ApiType("TYPEDOC:NamespaceStatus")
  public record NamespaceStatus(
      @ApiField(
              number = 1,
              doc = "FIELD:NamespaceStatus.phase",
              defaultValue = "\"Active\"",
              enumValues = {"Active", "Terminating"})
          @Nullable String phase,
      @ApiField(
              number = 2,
              doc = "FIELD:NamespaceStatus.conditions",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<NamespaceCondition> conditions)
      implements NamespaceStatusBuilder.With {}

  /** DOC:NamespaceCondition */
  @ApiType("TYPEDOC:NamespaceCondition")
  public record NamespaceCondition(
      @ApiField(number = 1, doc = "FIELD:NamespaceCondition.type", required = true) String type,
      @ApiField(number = 2, doc = "FIELD:NamespaceCondition.status", required = true) String status,
      @ApiField(number = 4, doc = "FIELD:NamespaceCondition.lastTransitionTime")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "FIELD:NamespaceCondition.reason") @Nullable String reason,
      @ApiField(number = 6, doc = "FIELD:NamespaceCondition.message") @Nullable String message)
      implements NamespaceConditionBuilder.With {}
}
