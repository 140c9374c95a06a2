package io.coxswain.api.core.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;

/** Bounds and defaults for what the objects of a namespace ask for. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "LimitRange",
    plural = "limitranges",
    shortNames = "limits")
@ApiType("Bounds and defaults for what the objects of a namespace ask for.")
public record LimitRange(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The bounds.", struct = true) LimitRangeSpec spec)
    implements KubernetesObject, LimitRangeBuilder.With {
  /** Bounds and defaults of one namespace. */
  @ApiType("Bounds and defaults of one namespace.")
  public record LimitRangeSpec(
      @ApiField(number = 1, doc = "Bounds, each for one kind of object.", required = true)
          List<LimitRangeItem> limits)
      implements LimitRangeSpecBuilder.With {}

  /** Bounds for one kind of object. */
  @ApiType("Bounds for one kind of object.")
  public record LimitRangeItem(
      @ApiField(
              number = 1,
              doc = "What is bounded: Pod, Container or PersistentVolumeClaim.",
              required = true)
          String type,
      @ApiField(number = 2, doc = "The most of each resource.") Map<String, Quantity> max,
      @ApiField(number = 3, doc = "The least of each resource.") Map<String, Quantity> min,
      @JsonProperty("default") @ApiField(number = 4, doc = "Limits of containers that name none.")
          Map<String, Quantity> defaultValue,
      @ApiField(number = 5, doc = "Requests of containers that name none.")
          Map<String, Quantity> defaultRequest,
      @ApiField(number = 6, doc = "How many times its request a limit may be.")
          Map<String, Quantity> maxLimitRequestRatio)
      implements LimitRangeItemBuilder.With {}
}
