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

/** A machine that runs pods. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "Node",
    plural = "nodes",
    shortNames = "no",
    namespaced = false,
    subresources = {"status"})
@ApiType("A machine that runs pods.")
public record Node(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) NodeSpec spec,
    @ApiField(number = 3, doc = "What the kubelet reports of the node.", struct = true)
        NodeStatus status)
    implements KubernetesObject, NodeBuilder.With {

  /** Settings of a node. */
  @ApiType("Settings of a node.")
  public record NodeSpec(
      @ApiField(number = 1, doc = "Range of its pods' addresses.") @Nullable String podCIDR,
      @ApiField(
              number = 7,
              doc = "Ranges of its pods' addresses, one per family; the first is podCIDR.",
              listType = ListType.SET,
              mergePatch = true)
          List<String> podCIDRs,
      @ApiField(number = 3, doc = "Id of the machine at its cloud provider.")
          @Nullable String providerID,
      @ApiField(number = 4, doc = "Take no new pods.") @Nullable Boolean unschedulable,
      @ApiField(number = 5, doc = "What keeps pods away that do not tolerate it.")
          List<Taint> taints,
      @ApiField(number = 6, doc = "Unused; kept for old objects.")
          @Nullable NodeConfigSource configSource,
      @ApiField(number = 2, doc = "Unused; kept for old objects.") @Nullable String externalID)
      implements NodeSpecBuilder.With {}

  /** Keeps pods away that do not tolerate it. */
  @ApiType("Keeps pods away that do not tolerate it.")
  public record Taint(
      @ApiField(number = 1, doc = "Key of the taint.", required = true) String key,
      @ApiField(number = 2, doc = "Value of the taint.") @Nullable String value,
      @ApiField(
              number = 3,
              doc = "NoSchedule, PreferNoSchedule or NoExecute.",
              required = true,
              enumValues = {"NoExecute", "NoSchedule", "PreferNoSchedule"})
          String effect,
      @ApiField(number = 4, doc = "When it was added.") @Nullable Instant timeAdded)
      implements TaintBuilder.With {}
}
