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

/** Runs one pod on each node, or on each of some nodes. */
@ApiKind(
    group = "apps",
    version = "v1",
    kind = "DaemonSet",
    plural = "daemonsets",
    shortNames = "ds",
    categories = "all",
    subresources = {"status"})
@ApiType("Runs one pod on each node, or on each of some nodes.")
public record DaemonSet(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) DaemonSetSpec spec,
    @ApiField(number = 3, doc = "What was observed of the set.", struct = true)
        DaemonSetStatus status)
    implements KubernetesObject, DaemonSetBuilder.With {

  /** Which pod runs on which nodes. */
  @ApiType("Which pod runs on which nodes.")
  public record DaemonSetSpec(
      @ApiField(
              number = 1,
              doc = "Labels of its pods; must match the template's and can't be changed.",
              required = true)
          LabelSelector selector,
      @ApiField(
              number = 2,
              doc = "What pods are made from; its node selector and affinity choose the nodes.",
              required = true,
              struct = true)
          PodTemplateSpec template,
      @ApiField(number = 3, doc = "How pods are replaced when the template changes.", struct = true)
          DaemonSetUpdateStrategy updateStrategy,
      @ApiField(
              number = 4,
              doc = "How long a new pod must be ready, without a crash, to count as available.")
          @Nullable Integer minReadySeconds,
      @ApiField(
              number = 6,
              doc = "How many old revisions are kept for going back.",
              defaultValue = "10")
          @Nullable Integer revisionHistoryLimit)
      implements DaemonSetSpecBuilder.With {}

  /** How pods are replaced when the template changes. */
  @ApiType("How pods are replaced when the template changes.")
  public record DaemonSetUpdateStrategy(
      @ApiField(
              number = 1,
              doc = "RollingUpdate or OnDelete.",
              defaultValue = "\"RollingUpdate\"",
              enumValues = {"OnDelete", "RollingUpdate"})
          @Nullable String type,
      @ApiField(number = 2, doc = "Settings for RollingUpdate.")
          @Nullable RollingUpdateDaemonSet rollingUpdate)
      implements DaemonSetUpdateStrategyBuilder.With {}

  /** How fast pods are replaced. */
  @ApiType("How fast pods are replaced.")
  public record RollingUpdateDaemonSet(
      @ApiField(
              number = 1,
              doc = "Nodes that may lack a ready pod, as a number or percentage; 1 unless set.")
          @Nullable IntOrString maxUnavailable,
      @ApiField(
              number = 2,
              doc =
                  "Nodes that may run an old and a new pod, as a number or percentage; 0 unless set.")
          @Nullable IntOrString maxSurge)
      implements RollingUpdateDaemonSetBuilder.With {}

  /** What was observed of a DaemonSet. */
  @ApiType("What was observed of a DaemonSet.")
  public record DaemonSetStatus(
      @ApiField(number = 1, doc = "Nodes that should run a pod of it and do.", required = true)
          Integer currentNumberScheduled,
      @ApiField(number = 2, doc = "Nodes that run a pod of it and should not.", required = true)
          Integer numberMisscheduled,
      @ApiField(number = 3, doc = "Nodes that should run a pod of it.", required = true)
          Integer desiredNumberScheduled,
      @ApiField(number = 4, doc = "Nodes that should and whose pod is ready.", required = true)
          Integer numberReady,
      @ApiField(number = 5, doc = "The metadata.generation this status speaks of.")
          @Nullable Long observedGeneration,
      @ApiField(number = 6, doc = "Nodes whose pod is made from the current template.")
          @Nullable Integer updatedNumberScheduled,
      @ApiField(number = 7, doc = "Nodes whose pod is ready for at least minReadySeconds.")
          @Nullable Integer numberAvailable,
      @ApiField(number = 8, doc = "Nodes that should have an available pod and lack it.")
          @Nullable Integer numberUnavailable,
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
          List<DaemonSetCondition> conditions)
      implements DaemonSetStatusBuilder.With {}

  /** One observation of a DaemonSet. */
  @ApiType("One observation of a DaemonSet.")
  public record DaemonSetCondition(
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
      implements DaemonSetConditionBuilder.With {}
}
