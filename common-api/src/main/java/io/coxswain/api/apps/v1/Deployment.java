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

/** DOC:Deployment */
@ApiKind(
    group = "apps",
    version = "v1",
    kind = "Deployment",
    plural = "deployments",
    shortNames = "deploy",
    categories = "all",
    subresources = {"status", "scale"})
@ApiType("TYPEDOC:Deployment")
public record Deployment(
    @ApiField(number = 1, doc = "FIELD:Deployment.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Deployment.spec", struct = true) DeploymentSpec spec,
    @ApiField(number = 3, doc = "FIELD:Deployment.status", struct = true) DeploymentStatus status)
    implements KubernetesObject, DeploymentBuilder.With {

  /** DOC:DeploymentSpec */
  @ApiType("TYPEDOC:DeploymentSpec")
  public record DeploymentSpec(
      @ApiField(number = 1, doc = "FIELD:DeploymentSpec.replicas", defaultValue = "1")
          @Nullable Integer replicas,
      @ApiField(number = 2, doc = "FIELD:DeploymentSpec.selector", required = true)
          LabelSelector selector,
      @ApiField(number = 3, doc = "FIELD:DeploymentSpec.template", required = true, struct = true)
          PodTemplateSpec template,
      @ApiField(number = 4, doc = "FIELD:DeploymentSpec.strategy", struct = true)
          DeploymentStrategy strategy,
      @ApiField(number = 5, doc = "FIELD:DeploymentSpec.minReadySeconds")
          @Nullable Integer minReadySeconds,
      @ApiField(number = 6, doc = "FIELD:DeploymentSpec.revisionHistoryLimit", defaultValue = "10")
          @Nullable Integer revisionHistoryLimit,
      @ApiField(number = 7, doc = "FIELD:DeploymentSpec.paused") @Nullable Boolean paused,
      @ApiField(
              number = 9,
              doc = "FIELD:DeploymentSpec.progressDeadlineSeconds",
              defaultValue = "600")
          @Nullable Integer progressDeadlineSeconds)
      implements DeploymentSpecBuilder.With {}

  /** DOC:DeploymentStrategy */
  @ApiType("TYPEDOC:DeploymentStrategy")
  public record DeploymentStrategy(
      @ApiField(
              number = 1,
              doc = "FIELD:DeploymentStrategy.type",
              defaultValue = "\"RollingUpdate\"",
              enumValues = {"Recreate", "RollingUpdate"})
          @Nullable String type,
      @ApiField(number = 2, doc = "FIELD:DeploymentStrategy.rollingUpdate")
          @Nullable RollingUpdateDeployment rollingUpdate)
      implements DeploymentStrategyBuilder.With {}

  /** DOC:RollingUpdateDeployment */
  @ApiType("TYPEDOC:RollingUpdateDeployment")
  public record RollingUpdateDeployment(
      @ApiField(number = 1, doc = "FIELD:RollingUpdateDeployment.maxUnavailable")
          @Nullable IntOrString maxUnavailable,
      @ApiField(number = 2, doc = "FIELD:RollingUpdateDeployment.maxSurge")
          @Nullable IntOrString maxSurge)
      implements RollingUpdateDeploymentBuilder.With {}

  /** DOC:DeploymentStatus */
  @ApiType("TYPEDOC:DeploymentStatus")
  public record DeploymentStatus(
      @ApiField(number = 1, doc = "FIELD:DeploymentStatus.observedGeneration")
          @Nullable Long observedGeneration,
      @ApiField(number = 2, doc = "FIELD:DeploymentStatus.replicas") @Nullable Integer replicas,
      @ApiField(number = 3, doc = "FIELD:DeploymentStatus.updatedReplicas")
          @Nullable Integer updatedReplicas,
      @ApiField(number = 7, doc = "FIELD:DeploymentStatus.readyReplicas")
          @Nullable Integer readyReplicas,
      @ApiField(number = 4, doc = "FIELD:DeploymentStatus.availableReplicas")
          @Nullable Integer availableReplicas,
      @ApiField(number = 5, doc = "FIELD:DeploymentStatus.unavailableReplicas")
          @Nullable Integer unavailableReplicas,
      @ApiField(number = 9, doc = "FIELD:DeploymentStatus.terminatingReplicas")
          @Nullable Integer terminatingReplicas,
      @ApiField(
              number = 6,
              doc = "FIELD:DeploymentStatus.conditions",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<DeploymentCondition> conditions,
      @ApiField(number = 8, doc = "FIELD:DeploymentStatus.collisionCount")
          @Nullable Integer collisionCount)
      implements DeploymentStatusBuilder.With {}

  /** DOC:DeploymentCondition */
  @ApiType("TYPEDOC:DeploymentCondition")
  public record DeploymentCondition(
      @ApiField(number = 1, doc = "FIELD:DeploymentCondition.type", required = true) String type,
      @ApiField(number = 2, doc = "FIELD:DeploymentCondition.status", required = true)
          String status,
      @ApiField(number = 6, doc = "FIELD:DeploymentCondition.lastUpdateTime")
          @Nullable Instant lastUpdateTime,
      @ApiField(number = 7, doc = "FIELD:DeploymentCondition.lastTransitionTime")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "FIELD:DeploymentCondition.reason") @Nullable String reason,
      @ApiField(number = 5, doc = "FIELD:DeploymentCondition.message") @Nullable String message)
      implements DeploymentConditionBuilder.With {}
}
