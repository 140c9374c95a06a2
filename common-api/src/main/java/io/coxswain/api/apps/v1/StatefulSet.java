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

/** Keeps pods with stable names and storage running. */
@ApiKind(
    group = "apps",
    version = "v1",
    kind = "StatefulSet",
    plural = "statefulsets",
    shortNames = "sts",
    categories = "all",
    subresources = {"status", "scale"})
@ApiType("Keeps pods with stable names and storage running.")
public record StatefulSet(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) StatefulSetSpec spec,
    @ApiField(number = 3, doc = "What was observed of the set.", struct = true)
        StatefulSetStatus status)
    implements KubernetesObject, StatefulSetBuilder.With {

  /** How many pods of which template, with which storage. */
  @ApiType("How many pods of which template, with which storage.")
  public record StatefulSetSpec(
      @ApiField(number = 1, doc = "Pods wanted; 1 unless set.", defaultValue = "1")
          @Nullable Integer replicas,
      @ApiField(
              number = 2,
              doc = "Labels of its pods; must match the template's and can't be changed.",
              required = true)
          LabelSelector selector,
      @ApiField(number = 3, doc = "What pods are made from.", required = true, struct = true)
          PodTemplateSpec template,
      @ApiField(number = 4, doc = "Claims made for each pod, which keep their content across pods.")
          List<PersistentVolumeClaim> volumeClaimTemplates,
      @ApiField(
              number = 5,
              doc = "Headless service that gives the pods their DNS names.",
              defaultValue = "\"\"")
          @Nullable String serviceName,
      @ApiField(
              number = 6,
              doc = "OrderedReady for one after another, Parallel for all at once.",
              defaultValue = "\"OrderedReady\"",
              enumValues = {"OrderedReady", "Parallel"})
          @Nullable String podManagementPolicy,
      @ApiField(number = 7, doc = "How pods are replaced when the template changes.", struct = true)
          StatefulSetUpdateStrategy updateStrategy,
      @ApiField(
              number = 8,
              doc = "How many old revisions are kept for going back.",
              defaultValue = "10")
          @Nullable Integer revisionHistoryLimit,
      @ApiField(
              number = 9,
              doc = "How long a new pod must be ready, without a crash, to count as available.")
          @Nullable Integer minReadySeconds,
      @ApiField(
              number = 10,
              doc = "What happens to claims when the set shrinks or is deleted.",
              defaultValue = "{\"whenDeleted\":\"Retain\",\"whenScaled\":\"Retain\"}")
          @Nullable StatefulSetPersistentVolumeClaimRetentionPolicy
              persistentVolumeClaimRetentionPolicy,
      @ApiField(number = 11, doc = "How pods are numbered.") @Nullable StatefulSetOrdinals ordinals)
      implements StatefulSetSpecBuilder.With {}

  /** How pods are replaced when the template changes. */
  @ApiType("How pods are replaced when the template changes.")
  public record StatefulSetUpdateStrategy(
      @ApiField(
              number = 1,
              doc = "RollingUpdate or OnDelete.",
              defaultValue = "\"RollingUpdate\"",
              enumValues = {"OnDelete", "RollingUpdate"})
          @Nullable String type,
      @ApiField(number = 2, doc = "Settings for RollingUpdate.")
          @Nullable RollingUpdateStatefulSetStrategy rollingUpdate)
      implements StatefulSetUpdateStrategyBuilder.With {}

  /** Which pods are replaced. */
  @ApiType("Which pods are replaced.")
  public record RollingUpdateStatefulSetStrategy(
      @ApiField(number = 1, doc = "Pods with smaller numbers keep the old template; 0 unless set.")
          @Nullable Integer partition,
      @ApiField(number = 2, doc = "Pods that may be missing, as a number or percentage.")
          @Nullable IntOrString maxUnavailable)
      implements RollingUpdateStatefulSetStrategyBuilder.With {}

  /** What happens to claims. */
  @ApiType("What happens to claims.")
  public record StatefulSetPersistentVolumeClaimRetentionPolicy(
      @ApiField(
              number = 1,
              doc = "Retain or Delete, when the set is deleted.",
              defaultValue = "\"Retain\"")
          @Nullable String whenDeleted,
      @ApiField(
              number = 2,
              doc = "Retain or Delete, when the set shrinks.",
              defaultValue = "\"Retain\"")
          @Nullable String whenScaled)
      implements StatefulSetPersistentVolumeClaimRetentionPolicyBuilder.With {}

  /** How pods are numbered. */
  @ApiType("How pods are numbered.")
  public record StatefulSetOrdinals(
      @ApiField(number = 1, doc = "Number of the first pod; 0 unless set.", defaultValue = "0")
          @Nullable Integer start)
      implements StatefulSetOrdinalsBuilder.With {}

  /** What was observed of a StatefulSet. */
  @ApiType("What was observed of a StatefulSet.")
  public record StatefulSetStatus(
      @ApiField(number = 1, doc = "The metadata.generation this status speaks of.")
          @Nullable Long observedGeneration,
      @ApiField(number = 2, doc = "Its pods.", required = true) Integer replicas,
      @ApiField(number = 3, doc = "Pods that are ready.") @Nullable Integer readyReplicas,
      @ApiField(number = 4, doc = "Pods of currentRevision.") @Nullable Integer currentReplicas,
      @ApiField(number = 5, doc = "Pods of updateRevision.") @Nullable Integer updatedReplicas,
      @ApiField(number = 6, doc = "Revision of the pods not yet updated.")
          @Nullable String currentRevision,
      @ApiField(number = 7, doc = "Revision of the updated pods.") @Nullable String updateRevision,
      @ApiField(
              number = 9,
              doc =
                  "How often the name of a new revision was taken already, which changes its hash.")
          @Nullable Integer collisionCount,
      @ApiField(
              number = 10,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<StatefulSetCondition> conditions,
      @ApiField(
              number = 11,
              doc = "Pods that are ready for at least minReadySeconds.",
              defaultValue = "0")
          @Nullable Integer availableReplicas)
      implements StatefulSetStatusBuilder.With {}

  /** One observation of a StatefulSet. */
  @ApiType("One observation of a StatefulSet.")
  public record StatefulSetCondition(
      @ApiField(number = 1, doc = "What is observed.", required = true) String type,
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
      implements StatefulSetConditionBuilder.With {}
}
