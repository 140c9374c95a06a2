package io.coxswain.api.node.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.PodSpec.Toleration;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way to run pods that nodes are set up for. */
@ApiKind(
    group = "node.k8s.io",
    version = "v1",
    kind = "RuntimeClass",
    plural = "runtimeclasses",
    namespaced = false)
@ApiType("A way to run pods that nodes are set up for.")
public record RuntimeClass(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "Name by which nodes know the way to run; can't be changed.",
            required = true)
        String handler,
    @ApiField(number = 3, doc = "What a pod costs besides its containers.")
        @Nullable Overhead overhead,
    @ApiField(number = 4, doc = "On which nodes such pods can run.")
        @Nullable Scheduling scheduling)
    implements KubernetesObject, RuntimeClassBuilder.With {
  /** What a pod costs besides its containers. */
  @ApiType("What a pod costs besides its containers.")
  public record Overhead(
      @ApiField(number = 1, doc = "The cost of each resource, per pod.")
          Map<String, Quantity> podFixed)
      implements OverheadBuilder.With {}

  /** On which nodes pods of a class can run. */
  @ApiType("On which nodes pods of a class can run.")
  public record Scheduling(
      @ApiField(number = 1, doc = "Labels such nodes have; added to the pods' own.", atomic = true)
          Map<String, String> nodeSelector,
      @ApiField(number = 2, doc = "Taints such pods tolerate besides their own.")
          List<Toleration> tolerations)
      implements SchedulingBuilder.With {}
}
