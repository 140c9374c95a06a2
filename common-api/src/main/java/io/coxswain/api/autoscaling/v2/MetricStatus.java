package io.coxswain.api.autoscaling.v2;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** The last reading of one measure; type says which of its parts is set. */
@ApiType("The last reading of one measure; type says which of its parts is set.")
public record MetricStatus(
    @ApiField(
            number = 1,
            doc = "ContainerResource, External, Object, Pods or Resource.",
            required = true,
            enumValues = {"ContainerResource", "External", "Object", "Pods", "Resource"})
        String type,
    @ApiField(number = 2, doc = "A measure of one object.") @Nullable ObjectMetricStatus object,
    @ApiField(number = 3, doc = "A measure of each pod, averaged over them.")
        @Nullable PodsMetricStatus pods,
    @ApiField(number = 4, doc = "CPU or memory of the pods.")
        @Nullable ResourceMetricStatus resource,
    @ApiField(number = 7, doc = "CPU or memory of one container in each pod.")
        @Nullable ContainerResourceMetricStatus containerResource,
    @ApiField(number = 5, doc = "A measure from outside the cluster.")
        @Nullable ExternalMetricStatus external)
    implements MetricStatusBuilder.With {
  /** The reading of a measure of one object. */
  @ApiType("The reading of a measure of one object.")
  public record ObjectMetricStatus(
      @ApiField(number = 1, doc = "Which measure.", required = true, struct = true)
          MetricIdentifier metric,
      @ApiField(number = 2, doc = "What was read.", required = true, struct = true)
          MetricValueStatus current,
      @ApiField(number = 3, doc = "The object.", required = true, struct = true)
          CrossVersionObjectReference describedObject)
      implements ObjectMetricStatusBuilder.With {}

  /** The reading of a measure of each pod. */
  @ApiType("The reading of a measure of each pod.")
  public record PodsMetricStatus(
      @ApiField(number = 1, doc = "Which measure.", required = true, struct = true)
          MetricIdentifier metric,
      @ApiField(number = 2, doc = "What was read.", required = true, struct = true)
          MetricValueStatus current)
      implements PodsMetricStatusBuilder.With {}

  /** The reading of CPU or memory of pods. */
  @ApiType("The reading of CPU or memory of pods.")
  public record ResourceMetricStatus(
      @ApiField(number = 1, doc = "Name of the resource: cpu or memory.", required = true)
          String name,
      @ApiField(number = 2, doc = "What was read.", required = true, struct = true)
          MetricValueStatus current)
      implements ResourceMetricStatusBuilder.With {}

  /** The reading of CPU or memory of one container in each pod. */
  @ApiType("The reading of CPU or memory of one container in each pod.")
  public record ContainerResourceMetricStatus(
      @ApiField(number = 1, doc = "Name of the resource: cpu or memory.", required = true)
          String name,
      @ApiField(number = 2, doc = "What was read.", required = true, struct = true)
          MetricValueStatus current,
      @ApiField(number = 3, doc = "Name of the container.", required = true) String container)
      implements ContainerResourceMetricStatusBuilder.With {}

  /** The reading of a measure from outside the cluster. */
  @ApiType("The reading of a measure from outside the cluster.")
  public record ExternalMetricStatus(
      @ApiField(number = 1, doc = "Which measure.", required = true, struct = true)
          MetricIdentifier metric,
      @ApiField(number = 2, doc = "What was read.", required = true, struct = true)
          MetricValueStatus current)
      implements ExternalMetricStatusBuilder.With {}

  /** What was read of a measure. */
  @ApiType("What was read of a measure.")
  public record MetricValueStatus(
      @ApiField(number = 1, doc = "The whole.") @Nullable Quantity value,
      @ApiField(number = 2, doc = "The average over all pods.") @Nullable Quantity averageValue,
      @ApiField(number = 3, doc = "The average over all pods, in percent of their requests.")
          @Nullable Integer averageUtilization)
      implements MetricValueStatusBuilder.With {}
}
