package io.coxswain.api.apps.v1;

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

/** DOC:ReplicaSet */
@ApiKind(
    group = "apps",
    version = "v1",
    kind = "ReplicaSet",
    plural = "replicasets",
    shortNames = "rs",
    categories = "all",
    subresources = {"status", "scale"})
@ApiType("TYPEDOC:ReplicaSet")
public record ReplicaSet(
    @ApiField(number = 1, doc = "FIELD:ReplicaSet.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:ReplicaSet.spec", struct = true) ReplicaSetSpec spec,
    @ApiField(number = 3, doc = "FIELD:ReplicaSet.status", struct = true) ReplicaSetStatus status)
    implements KubernetesObject, ReplicaSetBuilder.With {

  /** DOC:ReplicaSetSpec */
  @ApiType("TYPEDOC:ReplicaSetSpec")
  public record ReplicaSetSpec(
      @ApiField(number = 1, doc = "FIELD:ReplicaSetSpec.replicas", defaultValue = "1")
          @Nullable Integer replicas,
      @ApiField(number = 4, doc = "FIELD:ReplicaSetSpec.minReadySeconds")
          @Nullable Integer minReadySeconds,
      @ApiField(number = 2, doc = "FIELD:ReplicaSetSpec.selector", required = true)
          LabelSelector selector,
      @ApiField(number = 3, doc = "FIELD:ReplicaSetSpec.template", struct = true)
          PodTemplateSpec template)
      implements ReplicaSetSpecBuilder.With {}

  /** DOC:ReplicaSetStatus */
  @ApiType("TYPEDOC:ReplicaSetStatus")
  public record ReplicaSetStatus(
      @ApiField(number = 1, doc = "FIELD:ReplicaSetStatus.replicas", required = true)
          Integer replicas,
      @ApiField(number = 2, doc = "FIELD:ReplicaSetStatus.fullyLabeledReplicas")
          @Nullable Integer fullyLabeledReplicas,
      @ApiField(number = 4, doc = "FIELD:ReplicaSetStatus.readyReplicas")
          @Nullable Integer readyReplicas,
      @ApiField(number = 5, doc = "FIELD:ReplicaSetStatus.availableReplicas")
          @Nullable Integer availableReplicas,
      @ApiField(number = 7, doc = "FIELD:ReplicaSetStatus.terminatingReplicas")
          @Nullable Integer terminatingReplicas,
      @ApiField(number = 3, doc = "FIELD:ReplicaSetStatus.observedGeneration")
          @Nullable Long observedGeneration,
      @ApiField(
              number = 6,
              doc = "FIELD:ReplicaSetStatus.conditions",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<ReplicaSetCondition> conditions)
      implements ReplicaSetStatusBuilder.With {}

  /** DOC:ReplicaSetCondition */
  @ApiType("TYPEDOC:ReplicaSetCondition")
  public record ReplicaSetCondition(
      @ApiField(number = 1, doc = "FIELD:ReplicaSetCondition.type", required = true) String type,
      @ApiField(number = 2, doc = "FIELD:ReplicaSetCondition.status", required = true)
          String status,
      @ApiField(number = 3, doc = "FIELD:ReplicaSetCondition.lastTransitionTime")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "FIELD:ReplicaSetCondition.reason") @Nullable String reason,
      @ApiField(number = 5, doc = "FIELD:ReplicaSetCondition.message") @Nullable String message)
      implements ReplicaSetConditionBuilder.With {}
}
