package io.coxswain.api.apps.v1;

import io.coxswain.api.IntOrString;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.PersistentVolumeClaim;
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

/** DOC:StatefulSet */
@ApiKind(
    group = "apps",
    version = "v1",
    kind = "StatefulSet",
    plural = "statefulsets",
    shortNames = "sts",
    categories = "all",
    subresources = {"status", "scale"})
@ApiType("TYPEDOC:StatefulSet")
public record StatefulSet(
    @ApiField(number = 1, doc = "FIELD:StatefulSet.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:StatefulSet.spec", struct = true) StatefulSetSpec spec,
    @ApiField(number = 3, doc = "FIELD:StatefulSet.status", struct = true) StatefulSetStatus status)
    implements KubernetesObject, StatefulSetBuilder.With {

  /** DOC:StatefulSetSpec */
  @ApiType("TYPEDOC:StatefulSetSpec")
  public record StatefulSetSpec(
      @ApiField(number = 1, doc = "FIELD:StatefulSetSpec.replicas", defaultValue = "1")
          @Nullable Integer replicas,
      @ApiField(number = 2, doc = "FIELD:StatefulSetSpec.selector", required = true)
          LabelSelector selector,
      @ApiField(number = 3, doc = "FIELD:StatefulSetSpec.template", required = true, struct = true)
          PodTemplateSpec template,
      @ApiField(number = 4, doc = "FIELD:StatefulSetSpec.volumeClaimTemplates")
          List<PersistentVolumeClaim> volumeClaimTemplates,
      @ApiField(number = 5, doc = "FIELD:StatefulSetSpec.serviceName") @Nullable String serviceName,
      @ApiField(
              number = 6,
              doc = "FIELD:StatefulSetSpec.podManagementPolicy",
              defaultValue = "\"OrderedReady\"",
              enumValues = {"OrderedReady", "Parallel"})
          @Nullable String podManagementPolicy,
      @ApiField(number = 7, doc = "FIELD:StatefulSetSpec.updateStrategy", struct = true)
          StatefulSetUpdateStrategy updateStrategy,
      @ApiField(number = 8, doc = "FIELD:StatefulSetSpec.revisionHistoryLimit", defaultValue = "10")
          @Nullable Integer revisionHistoryLimit,
      @ApiField(number = 9, doc = "FIELD:StatefulSetSpec.minReadySeconds")
          @Nullable Integer minReadySeconds,
      @ApiField(number = 10, doc = "FIELD:StatefulSetSpec.persistentVolumeClaimRetentionPolicy")
          @Nullable StatefulSetPersistentVolumeClaimRetentionPolicy
              persistentVolumeClaimRetentionPolicy,
      @ApiField(number = 11, doc = "FIELD:StatefulSetSpec.ordinals")
          @Nullable StatefulSetOrdinals ordinals)
      implements StatefulSetSpecBuilder.With {}

  /** DOC:StatefulSetUpdateStrategy */
  @ApiType("TYPEDOC:StatefulSetUpdateStrategy")
  public record StatefulSetUpdateStrategy(
      @ApiField(
              number = 1,
              doc = "FIELD:StatefulSetUpdateStrategy.type",
              defaultValue = "\"RollingUpdate\"",
              enumValues = {"OnDelete", "RollingUpdate"})
          @Nullable String type,
      @ApiField(number = 2, doc = "FIELD:StatefulSetUpdateStrategy.rollingUpdate")
          @Nullable RollingUpdateStatefulSetStrategy rollingUpdate)
      implements StatefulSetUpdateStrategyBuilder.With {}

  /** DOC:RollingUpdateStatefulSetStrategy */
  @ApiType("TYPEDOC:RollingUpdateStatefulSetStrategy")
  public record RollingUpdateStatefulSetStrategy(
      @ApiField(number = 1, doc = "FIELD:RollingUpdateStatefulSetStrategy.partition")
          @Nullable Integer partition,
      @ApiField(number = 2, doc = "FIELD:RollingUpdateStatefulSetStrategy.maxUnavailable")
          @Nullable IntOrString maxUnavailable)
      implements RollingUpdateStatefulSetStrategyBuilder.With {}

  /** DOC:StatefulSetPersistentVolumeClaimRetentionPolicy */
  @ApiType("TYPEDOC:StatefulSetPersistentVolumeClaimRetentionPolicy")
  public record StatefulSetPersistentVolumeClaimRetentionPolicy(
      @ApiField(
              number = 1,
              doc = "FIELD:StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted")
          @Nullable String whenDeleted,
      @ApiField(
              number = 2,
              doc = "FIELD:StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled")
          @Nullable String whenScaled)
      implements StatefulSetPersistentVolumeClaimRetentionPolicyBuilder.With {}

  /** DOC:StatefulSetOrdinals */
  @ApiType("TYPEDOC:StatefulSetOrdinals")
  public record StatefulSetOrdinals(
      @ApiField(number = 1, doc = "FIELD:StatefulSetOrdinals.start") @Nullable Integer start)
      implements StatefulSetOrdinalsBuilder.With {}

  /** DOC:StatefulSetStatus */
  @ApiType("TYPEDOC:StatefulSetStatus")
  public record StatefulSetStatus(
      @ApiField(number = 1, doc = "FIELD:StatefulSetStatus.observedGeneration")
          @Nullable Long observedGeneration,
      @ApiField(number = 2, doc = "FIELD:StatefulSetStatus.replicas", required = true)
          Integer replicas,
      @ApiField(number = 3, doc = "FIELD:StatefulSetStatus.readyReplicas")
          @Nullable Integer readyReplicas,
      @ApiField(number = 4, doc = "FIELD:StatefulSetStatus.currentReplicas")
          @Nullable Integer currentReplicas,
      @ApiField(number = 5, doc = "FIELD:StatefulSetStatus.updatedReplicas")
          @Nullable Integer updatedReplicas,
      @ApiField(number = 6, doc = "FIELD:StatefulSetStatus.currentRevision")
          @Nullable String currentRevision,
      @ApiField(number = 7, doc = "FIELD:StatefulSetStatus.updateRevision")
          @Nullable String updateRevision,
      @ApiField(number = 9, doc = "FIELD:StatefulSetStatus.collisionCount")
          @Nullable Integer collisionCount,
      @ApiField(
              number = 10,
              doc = "FIELD:StatefulSetStatus.conditions",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<StatefulSetCondition> conditions,
      @ApiField(number = 11, doc = "FIELD:StatefulSetStatus.availableReplicas")
          @Nullable Integer availableReplicas)
      implements StatefulSetStatusBuilder.With {}

  /** DOC:StatefulSetCondition */
  @ApiType("TYPEDOC:StatefulSetCondition")
  public record StatefulSetCondition(
      @ApiField(number = 1, doc = "FIELD:StatefulSetCondition.type", required = true) String type,
      @ApiField(number = 2, doc = "FIELD:StatefulSetCondition.status", required = true)
          String status,
      @ApiField(number = 3, doc = "FIELD:StatefulSetCondition.lastTransitionTime")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "FIELD:StatefulSetCondition.reason") @Nullable String reason,
      @ApiField(number = 5, doc = "FIELD:StatefulSetCondition.message") @Nullable String message)
      implements StatefulSetConditionBuilder.With {}
}
