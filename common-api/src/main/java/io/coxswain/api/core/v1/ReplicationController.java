package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps a number of equal pods running; ReplicaSets have taken its place. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "ReplicationController",
    plural = "replicationcontrollers",
    shortNames = "rc",
    categories = "all",
    subresources = {"status", "scale"})
@ApiType("Keeps a number of equal pods running; ReplicaSets have taken its place.")
public record ReplicationController(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) ReplicationControllerSpec spec,
    @ApiField(number = 3, doc = "What was observed of the pods.", struct = true)
        ReplicationControllerStatus status)
    implements KubernetesObject, ReplicationControllerBuilder.With {
  /** How many pods of which template. */
  @ApiType("How many pods of which template.")
  public record ReplicationControllerSpec(
      @ApiField(number = 1, doc = "Pods wanted; 1 unless set.", defaultValue = "1")
          @Nullable Integer replicas,
      @ApiField(
              number = 4,
              doc = "How long a new pod must be ready, without a crash, to count as available.")
          @Nullable Integer minReadySeconds,
      @ApiField(
              number = 2,
              doc = "Labels of its pods; those of the template unless set.",
              atomic = true)
          Map<String, String> selector,
      @ApiField(number = 3, doc = "What pods are made from.") @Nullable PodTemplateSpec template)
      implements ReplicationControllerSpecBuilder.With {}

  /** What was observed of a ReplicationController. */
  @ApiType("What was observed of a ReplicationController.")
  public record ReplicationControllerStatus(
      @ApiField(number = 1, doc = "Its pods that have not ended.", required = true)
          Integer replicas,
      @ApiField(number = 2, doc = "Pods that have all labels of the template.")
          @Nullable Integer fullyLabeledReplicas,
      @ApiField(number = 4, doc = "Pods that are ready.") @Nullable Integer readyReplicas,
      @ApiField(number = 5, doc = "Pods that are ready for at least minReadySeconds.")
          @Nullable Integer availableReplicas,
      @ApiField(number = 3, doc = "The metadata.generation this status speaks of.")
          @Nullable Long observedGeneration,
      @ApiField(
              number = 6,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<ReplicationControllerCondition> conditions)
      implements ReplicationControllerStatusBuilder.With {}

  /** One observation of a ReplicationController. */
  @ApiType("One observation of a ReplicationController.")
  public record ReplicationControllerCondition(
      @ApiField(number = 1, doc = "What is observed, such as ReplicaFailure.", required = true)
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
      implements ReplicationControllerConditionBuilder.With {}
}
