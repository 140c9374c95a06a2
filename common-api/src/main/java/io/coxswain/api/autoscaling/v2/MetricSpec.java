package io.coxswain.api.autoscaling.v2;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** One measure to scale by; type says which of its parts is set. */
@ApiType("One measure to scale by; type says which of its parts is set.")
public record MetricSpec(
    @ApiField(
            number = 1,
            doc = "ContainerResource, External, Object, Pods or Resource.",
            required = true,
            enumValues = {"ContainerResource", "External", "Object", "Pods", "Resource"})
        String type,
    @ApiField(
            number = 2,
            doc = "A measure of one object, such as requests per second of an Ingress.")
        @Nullable ObjectMetricSource object,
    @ApiField(number = 3, doc = "A measure of each pod, averaged over them.")
        @Nullable PodsMetricSource pods,
    @ApiField(number = 4, doc = "CPU or memory of the pods, relative to their requests or not.")
        @Nullable ResourceMetricSource resource,
    @ApiField(number = 7, doc = "CPU or memory of one container in each pod.")
        @Nullable ContainerResourceMetricSource containerResource,
    @ApiField(
            number = 5,
            doc = "A measure from outside the cluster, such as the length of a queue.")
        @Nullable ExternalMetricSource external)
    implements MetricSpecBuilder.With {
  /** A measure of one object. */
  @ApiType("A measure of one object.")
  public record ObjectMetricSource(
      @ApiField(number = 1, doc = "The object.", required = true, struct = true)
          CrossVersionObjectReference describedObject,
      @ApiField(number = 2, doc = "The value to reach.", required = true, struct = true)
          MetricTarget target,
      @ApiField(number = 3, doc = "Which measure.", required = true, struct = true)
          MetricIdentifier metric)
      implements ObjectMetricSourceBuilder.With {}

  /** A measure of each pod. */
  @ApiType("A measure of each pod.")
  public record PodsMetricSource(
      @ApiField(number = 1, doc = "Which measure.", required = true, struct = true)
          MetricIdentifier metric,
      @ApiField(number = 2, doc = "The average to reach.", required = true, struct = true)
          MetricTarget target)
      implements PodsMetricSourceBuilder.With {}

  /** CPU or memory of pods. */
  @ApiType("CPU or memory of pods.")
  public record ResourceMetricSource(
      @ApiField(number = 1, doc = "Name of the resource: cpu or memory.", required = true)
          String name,
      @ApiField(number = 2, doc = "The value to reach.", required = true, struct = true)
          MetricTarget target)
      implements ResourceMetricSourceBuilder.With {}

  /** CPU or memory of one container in each pod. */
  @ApiType("CPU or memory of one container in each pod.")
  public record ContainerResourceMetricSource(
      @ApiField(number = 1, doc = "Name of the resource: cpu or memory.", required = true)
          String name,
      @ApiField(number = 2, doc = "The value to reach.", required = true, struct = true)
          MetricTarget target,
      @ApiField(number = 3, doc = "Name of the container.", required = true) String container)
      implements ContainerResourceMetricSourceBuilder.With {}

  /** A measure from outside the cluster. */
  @ApiType("A measure from outside the cluster.")
  public record ExternalMetricSource(
      @ApiField(number = 1, doc = "Which measure.", required = true, struct = true)
          MetricIdentifier metric,
      @ApiField(number = 2, doc = "The value to reach.", required = true, struct = true)
          MetricTarget target)
      implements ExternalMetricSourceBuilder.With {}

  /** The value a measure should have; type says which kind of value. */
  @ApiType("The value a measure should have; type says which kind of value.")
  public record MetricTarget(
      @ApiField(number = 1, doc = "Utilization, Value or AverageValue.", required = true)
          String type,
      @ApiField(number = 2, doc = "The whole.") @Nullable Quantity value,
      @ApiField(number = 3, doc = "The average over all pods.") @Nullable Quantity averageValue,
      @ApiField(number = 4, doc = "The average over all pods, in percent of their requests.")
          @Nullable Integer averageUtilization)
      implements MetricTargetBuilder.With {}
}
