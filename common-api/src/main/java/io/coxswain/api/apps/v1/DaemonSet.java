package io.coxswain.api.apps.v1;

import io.coxswain.api.IntOrString;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.PodTemplateSpec;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:DaemonSet */
@ApiKind(
    group = "apps",
    version = "v1",
    kind = "DaemonSet",
    plural = "daemonsets",
    shortNames = "ds",
    categories = "all",
    subresources = {"status"})
@ApiType("TYPEDOC:DaemonSet")
public record DaemonSet(
    @ApiField(number = 1, doc = "FIELD:DaemonSet.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:DaemonSet.spec", struct = true) DaemonSetSpec spec,
    @ApiField(number = 3, doc = "FIELD:DaemonSet.status", struct = true) DaemonSetStatus status)
    implements KubernetesObject, DaemonSetBuilder.With {

  /** DOC:DaemonSetSpec */
  @ApiType("TYPEDOC:DaemonSetSpec")
  public record DaemonSetSpec(
      @ApiField(number = 1, doc = "FIELD:DaemonSetSpec.selector", required = true)
          LabelSelector selector,
      @ApiField(number = 2, doc = "FIELD:DaemonSetSpec.template", required = true, struct = true)
          PodTemplateSpec template,
      @ApiField(number = 3, doc = "FIELD:DaemonSetSpec.updateStrategy", struct = true)
          DaemonSetUpdateStrategy updateStrategy,
      @ApiField(number = 4, doc = "FIELD:DaemonSetSpec.minReadySeconds")
          @Nullable Integer minReadySeconds,
      @ApiField(number = 6, doc = "FIELD:DaemonSetSpec.revisionHistoryLimit", defaultValue = "10")
          @Nullable Integer revisionHistoryLimit)
      implements DaemonSetSpecBuilder.With {}

  /** DOC:DaemonSetUpdateStrategy */
  @ApiType("TYPEDOC:DaemonSetUpdateStrategy")
  public record DaemonSetUpdateStrategy(
      @ApiField(
              number = 1,
              doc = "FIELD:DaemonSetUpdateStrategy.type",
              defaultValue = "\"RollingUpdate\"",
              enumValues = {"OnDelete", "RollingUpdate"})
          @Nullable String type,
      @ApiField(number = 2, doc = "FIELD:DaemonSetUpdateStrategy.rollingUpdate")
          @Nullable RollingUpdateDaemonSet rollingUpdate)
      implements DaemonSetUpdateStrategyBuilder.With {}

  /** DOC:RollingUpdateDaemonSet */
  @ApiType("TYPEDOC:RollingUpdateDaemonSet")
  public record RollingUpdateDaemonSet(
      @ApiField(number = 1, doc = "FIELD:RollingUpdateDaemonSet.maxUnavailable")
          @Nullable IntOrString maxUnavailable,
      @ApiField(number = 2, doc = "FIELD:RollingUpdateDaemonSet.maxSurge")
          @Nullable IntOrString maxSurge)
      implements RollingUpdateDaemonSetBuilder.With {}

  /** DOC:DaemonSetStatus */
  @ApiType("TYPEDOC:DaemonSetStatus")
  public record DaemonSetStatus(
      @ApiField(number = 1, doc = "FIELD:DaemonSetStatus.currentNumberScheduled", required = true)
          Integer currentNumberScheduled,
      @ApiField(number = 2, doc = "FIELD:DaemonSetStatus.numberMisscheduled", required = true)
          Integer numberMisscheduled,
      @ApiField(number = 3, doc = "FIELD:DaemonSetStatus.desiredNumberScheduled", required = true)
          Integer desiredNumberScheduled,
      @ApiField(number = 4, doc = "FIELD:DaemonSetStatus.numberReady", required = true)
          Integer numberReady,
      @ApiField(number = 5, doc = "FIELD:DaemonSetStatus.observedGeneration")
          @Nullable Long observedGeneration,
      @ApiField(number = 6, doc = "FIELD:DaemonSetStatus.updatedNumberScheduled")
          @Nullable Integer updatedNumberScheduled,
      @ApiField(number = 7, doc = "FIELD:DaemonSetStatus.numberAvailable")
          @Nullable Integer numberAvailable,
      @ApiField(number = 8, doc = "FIELD:DaemonSetStatus.numberUnavailable")
          @Nullable Integer numberUnavailable,
      @ApiField(number = 9, doc = "FIELD:DaemonSetStatus.collisionCount")
          @Nullable Integer collisionCount,
      @ApiField(
              number = 10,
              doc = "FIELD:DaemonSetStatus.conditions",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<DaemonSetCondition> conditions)
      implements DaemonSetStatusBuilder.With {}

  /** DOC:DaemonSetCondition */
  @ApiType("TYPEDOC:DaemonSetCondition")
  public record DaemonSetCondition(
      @ApiField(number = 1, doc = "FIELD:DaemonSetCondition.type", required = true) String type,
      @ApiField(number = 2, doc = "FIELD:DaemonSetCondition.status", required = true) String status,
      @ApiField(number = 3, doc = "FIELD:DaemonSetCondition.lastTransitionTime")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "FIELD:DaemonSetCondition.reason") @Nullable String reason,
      @ApiField(number = 5, doc = "FIELD:DaemonSetCondition.message") @Nullable String message)
      implements DaemonSetConditionBuilder.With {}
}
