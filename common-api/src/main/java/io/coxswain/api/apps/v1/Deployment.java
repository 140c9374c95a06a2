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

/** Keeps pods of one template running and replaces them when it changes. */
@ApiKind(
    group = "apps",
    version = "v1",
    kind = "Deployment",
    plural = "deployments",
    shortNames = "deploy",
    categories = "all",
    subresources = {"status", "scale"})
@ApiType("Keeps pods of one template running and replaces them when it changes.")
public record Deployment(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) DeploymentSpec spec,
    @ApiField(number = 3, doc = "What was observed of the deployment.", struct = true)
        DeploymentStatus status)
    implements KubernetesObject, DeploymentBuilder.With {

  /** How many pods of which template, and how they are replaced. */
  @ApiType("How many pods of which template, and how they are replaced.")
  public record DeploymentSpec(
      @ApiField(number = 1, doc = "Pods wanted; 1 unless set.", defaultValue = "1")
          @Nullable Integer replicas,
      @ApiField(
              number = 2,
              doc = "Labels of its pods; must match the template's and can't be changed.",
              required = true)
          LabelSelector selector,
      @ApiField(number = 3, doc = "What pods are made from.", required = true, struct = true)
          PodTemplateSpec template,
      @ApiField(
              number = 4,
              doc = "How old pods are replaced by new ones.",
              struct = true,
              patchStrategy = "retainKeys")
          DeploymentStrategy strategy,
      @ApiField(
              number = 5,
              doc = "How long a new pod must be ready, without a crash, to count as available.")
          @Nullable Integer minReadySeconds,
      @ApiField(
              number = 6,
              doc = "How many old revisions are kept for going back.",
              defaultValue = "10")
          @Nullable Integer revisionHistoryLimit,
      @ApiField(number = 7, doc = "Hold changes of the template back.") @Nullable Boolean paused,
      @ApiField(
              number = 9,
              doc =
                  "Seconds without progress after which a rollout counts as failed; 600 unless set.",
              defaultValue = "600")
          @Nullable Integer progressDeadlineSeconds)
      implements DeploymentSpecBuilder.With {}

  /** How old pods are replaced by new ones. */
  @ApiType("How old pods are replaced by new ones.")
  public record DeploymentStrategy(
      @ApiField(
              number = 1,
              doc = "RollingUpdate or Recreate.",
              defaultValue = "\"RollingUpdate\"",
              enumValues = {"Recreate", "RollingUpdate"})
          @Nullable String type,
      @ApiField(number = 2, doc = "Settings for RollingUpdate.")
          @Nullable RollingUpdateDeployment rollingUpdate)
      implements DeploymentStrategyBuilder.With {}

  /** How fast pods are replaced. */
  @ApiType("How fast pods are replaced.")
  public record RollingUpdateDeployment(
      @ApiField(
              number = 1,
              doc = "Pods that may be missing, as a number or percentage; 25% unless set.")
          @Nullable IntOrString maxUnavailable,
      @ApiField(
              number = 2,
              doc = "Pods that may be too many, as a number or percentage; 25% unless set.")
          @Nullable IntOrString maxSurge)
      implements RollingUpdateDeploymentBuilder.With {}

  /** What was observed of a deployment. */
  @ApiType("What was observed of a deployment.")
  public record DeploymentStatus(
      @ApiField(number = 1, doc = "The metadata.generation this status speaks of.")
          @Nullable Long observedGeneration,
      @ApiField(number = 2, doc = "Its pods that have not ended.") @Nullable Integer replicas,
      @ApiField(number = 3, doc = "Pods made from the current template.")
          @Nullable Integer updatedReplicas,
      @ApiField(number = 7, doc = "Pods that are ready.") @Nullable Integer readyReplicas,
      @ApiField(number = 4, doc = "Pods that are ready for at least minReadySeconds.")
          @Nullable Integer availableReplicas,
      @ApiField(number = 5, doc = "Pods still missing for full availability.")
          @Nullable Integer unavailableReplicas,
      @ApiField(number = 9, doc = "Pods that were told to end and have not yet.")
          @Nullable Integer terminatingReplicas,
      @ApiField(
              number = 6,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<DeploymentCondition> conditions,
      @ApiField(
              number = 8,
              doc =
                  "How often the name of a new revision was taken already, which changes its hash.")
          @Nullable Integer collisionCount)
      implements DeploymentStatusBuilder.With {}

  /** One observation of a deployment. */
  @ApiType("One observation of a deployment.")
  public record DeploymentCondition(
      @ApiField(number = 1, doc = "Available, Progressing or ReplicaFailure.", required = true)
          String type,
      @ApiField(
              number = 2,
              doc = "Whether the condition holds: True, False or Unknown.",
              required = true)
          String status,
      @ApiField(number = 6, doc = "When the condition was written last.")
          @Nullable Instant lastUpdateTime,
      @ApiField(number = 7, doc = "When the status of the condition changed last.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 5, doc = "Explanation for people.") @Nullable String message)
      implements DeploymentConditionBuilder.With {}
}
