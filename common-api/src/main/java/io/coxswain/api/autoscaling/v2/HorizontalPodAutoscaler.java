package io.coxswain.api.autoscaling.v2;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scales a workload so that measures of it come near wanted values. */
@ApiKind(
    group = "autoscaling",
    version = "v2",
    kind = "HorizontalPodAutoscaler",
    plural = "horizontalpodautoscalers",
    shortNames = "hpa",
    categories = "all",
    subresources = {"status"})
@ApiType("Scales a workload so that measures of it come near wanted values.")
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
  /** What is scaled, by which measures and within which bounds. */
  @ApiType("What is scaled, by which measures and within which bounds.")
  public record HorizontalPodAutoscalerSpec(
      @ApiField(number = 1, doc = "What is scaled.", required = true, struct = true)
          CrossVersionObjectReference scaleTargetRef,
      @ApiField(number = 2, doc = "The fewest pods; 1 unless set.", defaultValue = "1")
          @Nullable Integer minReplicas,
      @ApiField(number = 3, doc = "The most pods.", required = true) Integer maxReplicas,
      @ApiField(
              number = 4,
              doc =
                  "Measures, of which the one that asks for most pods wins; CPU at 80% unless set.")
          List<MetricSpec> metrics,
      @ApiField(number = 5, doc = "How fast it may scale.")
          @Nullable HorizontalPodAutoscalerBehavior behavior)
      implements HorizontalPodAutoscalerSpecBuilder.With {}

  /** How fast an autoscaler may scale in each direction. */
  @ApiType("How fast an autoscaler may scale in each direction.")
  public record HorizontalPodAutoscalerBehavior(
      @ApiField(
              number = 1,
              doc = "Limits of growing; 4 pods or doubling per 15 seconds unless set.")
          @Nullable HPAScalingRules scaleUp,
      @ApiField(
              number = 2,
              doc = "Limits of shrinking; down to minReplicas after 5 minutes unless set.")
          @Nullable HPAScalingRules scaleDown)
      implements HorizontalPodAutoscalerBehaviorBuilder.With {}

  /** How fast an autoscaler may scale in one direction. */
  @ApiType("How fast an autoscaler may scale in one direction.")
  public record HPAScalingRules(
      @ApiField(number = 3, doc = "Seconds of past decisions of which the most careful one counts.")
          @Nullable Integer stabilizationWindowSeconds,
      @ApiField(
              number = 1,
              doc = "Max, Min or Disabled: which policy counts; Max unless set.",
              enumValues = {"Disabled", "Max", "Min"})
          @Nullable String selectPolicy,
      @ApiField(number = 2, doc = "Limits of which one counts; at least one.")
          List<HPAScalingPolicy> policies,
      @ApiField(number = 4, doc = "By which share a measure may be off before anything is scaled.")
          @Nullable Quantity tolerance)
      implements HPAScalingRulesBuilder.With {}

  /** A limit on what is changed within a time. */
  @ApiType("A limit on what is changed within a time.")
  public record HPAScalingPolicy(
      @ApiField(
              number = 1,
              doc = "Pods or Percent: what the value counts.",
              required = true,
              enumValues = {"Percent", "Pods"})
          String type,
      @ApiField(number = 2, doc = "The most that is changed.", required = true) Integer value,
      @ApiField(number = 3, doc = "Seconds over which the limit holds.", required = true)
          Integer periodSeconds)
      implements HPAScalingPolicyBuilder.With {}

  /** What an autoscaler observed and decided. */
  @ApiType("What an autoscaler observed and decided.")
  public record HorizontalPodAutoscalerStatus(
      @ApiField(number = 1, doc = "The metadata.generation this status speaks of.")
          @Nullable Long observedGeneration,
      @ApiField(number = 2, doc = "When the number of pods was changed last.")
          @Nullable Instant lastScaleTime,
      @ApiField(number = 3, doc = "Pods that were there.") @Nullable Integer currentReplicas,
      @ApiField(number = 4, doc = "Pods that were decided on.", required = true)
          Integer desiredReplicas,
      @ApiField(number = 5, doc = "Last readings of the measures.")
          List<MetricStatus> currentMetrics,
      @ApiField(
              number = 6,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<HorizontalPodAutoscalerCondition> conditions)
      implements HorizontalPodAutoscalerStatusBuilder.With {}

  /** One observation of an autoscaler. */
  @ApiType("One observation of an autoscaler.")
  public record HorizontalPodAutoscalerCondition(
      @ApiField(number = 1, doc = "AbleToScale, ScalingActive or ScalingLimited.", required = true)
          String type,
      @ApiField(
              number = 2,
              doc = "Whether the condition holds: True, False or Unknown.",
              required = true)
          String status,
      @ApiField(number = 3, doc = "When the status of the condition changed last.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 5, doc = "Explanation for people.") @Nullable String message)
      implements HorizontalPodAutoscalerConditionBuilder.With {}
}
