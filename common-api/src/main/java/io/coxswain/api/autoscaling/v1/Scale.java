package io.coxswain.api.autoscaling.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:Scale */
@ApiKind(group = "autoscaling", version = "v1", kind = "Scale", plural = "")
@ApiType("TYPEDOC:Scale")
public record Scale(
    @ApiField(number = 1, doc = "FIELD:Scale.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Scale.spec", struct = true) ScaleSpec spec,
    @ApiField(number = 3, doc = "FIELD:Scale.status", struct = true) ScaleStatus status)
    implements KubernetesObject, ScaleBuilder.With {

  /** DOC:ScaleSpec */
  @ApiType("TYPEDOC:ScaleSpec")
  public record ScaleSpec(
      @ApiField(number = 1, doc = "FIELD:ScaleSpec.replicas") @Nullable Integer replicas)
      implements ScaleSpecBuilder.With {}

  /** DOC:ScaleStatus */
  @ApiType("TYPEDOC:ScaleStatus")
  public record ScaleStatus(
      @ApiField(number = 1, doc = "FIELD:ScaleStatus.replicas", required = true) Integer replicas,
      @ApiField(number = 2, doc = "FIELD:ScaleStatus.selector") @Nullable String selector)
      implements ScaleStatusBuilder.With {}
}
