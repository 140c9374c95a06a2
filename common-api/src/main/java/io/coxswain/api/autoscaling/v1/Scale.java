package io.coxswain.api.autoscaling.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** The size of something that can be scaled. */
@ApiKind(group = "autoscaling", version = "v1", kind = "Scale", plural = "")
@ApiType("The size of something that can be scaled.")
public record Scale(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) ScaleSpec spec,
    @ApiField(number = 3, doc = "Size that was observed.", struct = true) ScaleStatus status)
    implements KubernetesObject, ScaleBuilder.With {

  /** Wanted size. */
  @ApiType("Wanted size.")
  public record ScaleSpec(@ApiField(number = 1, doc = "Pods wanted.") @Nullable Integer replicas)
      implements ScaleSpecBuilder.With {}

  /** Observed size. */
  @ApiType("Observed size.")
  public record ScaleStatus(
      @ApiField(number = 1, doc = "Pods there are.", required = true) Integer replicas,
      @ApiField(number = 2, doc = "Labels of the pods, in the syntax of --selector.")
          @Nullable String selector)
      implements ScaleStatusBuilder.With {}
}
