package io.coxswain.api.flowcontrol.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many requests of some flows are served at a time, and what becomes of the others. */
@ApiKind(
    group = "flowcontrol.apiserver.k8s.io",
    version = "v1",
    kind = "PriorityLevelConfiguration",
    plural = "prioritylevelconfigurations",
    namespaced = false,
    subresources = {"status"})
@ApiType("How many requests of some flows are served at a time, and what becomes of the others.")
public record PriorityLevelConfiguration(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The limits.", struct = true) PriorityLevelConfigurationSpec spec,
    @ApiField(number = 3, doc = "Latest observations.", struct = true)
        PriorityLevelConfigurationStatus status)
    implements KubernetesObject, PriorityLevelConfigurationBuilder.With {

  /** Whether requests are limited, and how. */
  @ApiType("Whether requests are limited, and how.")
  public record PriorityLevelConfigurationSpec(
      @ApiField(number = 1, doc = "Limited or Exempt.", required = true) String type,
      @ApiField(number = 2, doc = "The limits, where type is Limited.")
          @Nullable LimitedPriorityLevelConfiguration limited,
      @ApiField(number = 3, doc = "What others may borrow, where type is Exempt.")
          @Nullable ExemptPriorityLevelConfiguration exempt)
      implements PriorityLevelConfigurationSpecBuilder.With {}

  /** Limits of a level. */
  @ApiType("Limits of a level.")
  public record LimitedPriorityLevelConfiguration(
      @ApiField(
              number = 1,
              doc = "Its part of the server's seats, in relation to the other levels' parts.",
              defaultValue = "30")
          @Nullable Integer nominalConcurrencyShares,
      @ApiField(number = 2, doc = "What becomes of requests that find no seat.", struct = true)
          LimitResponse limitResponse,
      @ApiField(
              number = 3,
              doc = "How much of its seats others may borrow, in percent.",
              defaultValue = "0")
          @Nullable Integer lendablePercent,
      @ApiField(
              number = 4,
              doc = "How many seats it may borrow, in percent of its own; not set for no limit.")
          @Nullable Integer borrowingLimitPercent)
      implements LimitedPriorityLevelConfigurationBuilder.With {}

  /** What a level that is not limited keeps for itself. */
  @ApiType("What a level that is not limited keeps for itself.")
  public record ExemptPriorityLevelConfiguration(
      @ApiField(
              number = 1,
              doc = "Its part of the server's seats, in relation to the other levels' parts.",
              defaultValue = "0")
          @Nullable Integer nominalConcurrencyShares,
      @ApiField(
              number = 2,
              doc = "How much of its seats others may borrow, in percent.",
              defaultValue = "0")
          @Nullable Integer lendablePercent)
      implements ExemptPriorityLevelConfigurationBuilder.With {}

  /** What becomes of requests that find no seat. */
  @ApiType("What becomes of requests that find no seat.")
  public record LimitResponse(
      @ApiField(number = 1, doc = "Queue or Reject.", required = true) String type,
      @ApiField(number = 2, doc = "The queues, where type is Queue.")
          @Nullable QueuingConfiguration queuing)
      implements LimitResponseBuilder.With {}

  /** Queues in which requests wait. */
  @ApiType("Queues in which requests wait.")
  public record QueuingConfiguration(
      @ApiField(number = 1, doc = "How many queues there are.", defaultValue = "64")
          @Nullable Integer queues,
      @ApiField(
              number = 2,
              doc = "How many of the queues a flow may use; it joins the shortest of them.",
              defaultValue = "8")
          @Nullable Integer handSize,
      @ApiField(
              number = 3,
              doc = "How many requests wait in one queue; more are rejected.",
              defaultValue = "50")
          @Nullable Integer queueLengthLimit)
      implements QueuingConfigurationBuilder.With {}

  /** Latest observations of a level. */
  @ApiType("Latest observations of a level.")
  public record PriorityLevelConfigurationStatus(
      @ApiField(
              number = 1,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<PriorityLevelConfigurationCondition> conditions)
      implements PriorityLevelConfigurationStatusBuilder.With {}

  /** One observation of a level's state. */
  @ApiType("One observation of a level's state.")
  public record PriorityLevelConfigurationCondition(
      @ApiField(number = 1, doc = "What it is about.") @Nullable String type,
      @ApiField(number = 2, doc = "True, False or Unknown.") @Nullable String status,
      @ApiField(number = 3, doc = "When the status last changed.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "Why it changed, in one word.") @Nullable String reason,
      @ApiField(number = 5, doc = "Why it changed, for people.") @Nullable String message)
      implements PriorityLevelConfigurationConditionBuilder.With {}
}
