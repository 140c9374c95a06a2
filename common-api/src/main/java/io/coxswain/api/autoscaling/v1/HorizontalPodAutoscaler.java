package io.coxswain.api.autoscaling.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Scales a workload so that its pods use about a wanted share of CPU. */
@ApiKind(
    group = "autoscaling",
    version = "v1",
    kind = "HorizontalPodAutoscaler",
    plural = "horizontalpodautoscalers",
    shortNames = "hpa",
    categories = "all",
    subresources = {"status"})
@ApiType("Scales a workload so that its pods use about a wanted share of CPU.")
public record HorizontalPodAutoscaler(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) HorizontalPodAutoscalerSpec spec,
    @ApiField(number = 3, doc = "What was observed.", struct = true)
        HorizontalPodAutoscalerStatus status)
    implements KubernetesObject, HorizontalPodAutoscalerBuilder.With {
  /** What is scaled, by which measure and within which bounds. */
  @ApiType("What is scaled, by which measure and within which bounds.")
  public record HorizontalPodAutoscalerSpec(
      @ApiField(number = 1, doc = "What is scaled.", required = true, struct = true)
          CrossVersionObjectReference scaleTargetRef,
      @ApiField(number = 2, doc = "The fewest pods; 1 unless set.", defaultValue = "1")
          @Nullable Integer minReplicas,
      @ApiField(number = 3, doc = "The most pods.", required = true) Integer maxReplicas,
      @ApiField(
              number = 4,
              doc = "CPU that pods should use on average, in percent of their requests.")
          @Nullable Integer targetCPUUtilizationPercentage)
      implements HorizontalPodAutoscalerSpecBuilder.With {}

  /** What an autoscaler observed and decided. */
  @ApiType("What an autoscaler observed and decided.")
  public record HorizontalPodAutoscalerStatus(
      @ApiField(number = 1, doc = "The metadata.generation this status speaks of.")
          @Nullable Long observedGeneration,
      @ApiField(number = 2, doc = "When the number of pods was changed last.")
          @Nullable Instant lastScaleTime,
      @ApiField(number = 3, doc = "Pods that were there.", required = true) Integer currentReplicas,
      @ApiField(number = 4, doc = "Pods that were decided on.", required = true)
          Integer desiredReplicas,
      @ApiField(number = 5, doc = "CPU that pods used on average, in percent of their requests.")
          @Nullable Integer currentCPUUtilizationPercentage)
      implements HorizontalPodAutoscalerStatusBuilder.With {}
}
