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

/** DOC:Node */
@ApiKind(
    group = "",
    version = "v1",
    kind = "Node",
    plural = "nodes",
    shortNames = "no",
    namespaced = false,
    subresources = {"status"})
@ApiType("TYPEDOC:Node")
public record Node(
    @ApiField(number = 1, doc = "FIELD:Node.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Node.spec", struct = true) NodeSpec spec,
    @ApiField(number = 3, doc = "FIELD:Node.status", struct = true) NodeStatus status)
    implements KubernetesObject, NodeBuilder.With {

  /** DOC:NodeSpec */
  @ApiType("TYPEDOC:NodeSpec")
  public record NodeSpec(
      @ApiField(number = 1, doc = "FIELD:NodeSpec.podCIDR") @Nullable String podCIDR,
      @ApiField(
              number = 7,
              doc = "FIELD:NodeSpec.podCIDRs",
              listType = ListType.SET,
              mergePatch = true)
          List<String> podCIDRs,
      @ApiField(number = 3, doc = "FIELD:NodeSpec.providerID") @Nullable String providerID,
      @ApiField(number = 4, doc = "FIELD:NodeSpec.unschedulable") @Nullable Boolean unschedulable,
      @ApiField(number = 5, doc = "FIELD:NodeSpec.taints") List<Taint> taints,
      @ApiField(number = 6, doc = "FIELD:NodeSpec.configSource")
          @Nullable NodeConfigSource configSource,
      @ApiField(number = 2, doc = "FIELD:NodeSpec.externalID") @Nullable String externalID)
      implements NodeSpecBuilder.With {}

  /** DOC:Taint */
  @ApiType("TYPEDOC:Taint")
  public record Taint(
      @ApiField(number = 1, doc = "FIELD:Taint.key", required = true) String key,
      @ApiField(number = 2, doc = "FIELD:Taint.value") @Nullable String value,
      @ApiField(
              number = 3,
              doc = "FIELD:Taint.effect",
              required = true,
              enumValues = {"NoExecute", "NoSchedule", "PreferNoSchedule"})
          String effect,
      @ApiField(number = 4, doc = "FIELD:Taint.timeAdded") @Nullable Instant timeAdded)
      implements TaintBuilder.With {}
}
