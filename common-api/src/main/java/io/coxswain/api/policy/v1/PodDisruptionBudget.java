package io.coxswain.api.policy.v1;

import io.coxswain.api.IntOrString;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.Condition;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says how many of some pods must stay when pods are evicted. */
@ApiKind(
    group = "policy",
    version = "v1",
    kind = "PodDisruptionBudget",
    plural = "poddisruptionbudgets",
    shortNames = "pdb",
    subresources = {"status"})
@ApiType("Says how many of some pods must stay when pods are evicted.")
public record PodDisruptionBudget(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) PodDisruptionBudgetSpec spec,
    @ApiField(number = 3, doc = "What was observed of the pods.", struct = true)
        PodDisruptionBudgetStatus status)
    implements KubernetesObject, PodDisruptionBudgetBuilder.With {
  /** Which pods, and how many of them must stay. */
  @ApiType("Which pods, and how many of them must stay.")
  public record PodDisruptionBudgetSpec(
      @ApiField(
              number = 1,
              doc =
                  "Pods that must stay healthy, as a number or percentage; not with"
                      + " maxUnavailable.")
          @Nullable IntOrString minAvailable,
      @ApiField(
              number = 2,
              doc = "Labels of the pods; absent matches none, empty all of the namespace.",
              patchStrategy = "replace")
          @Nullable LabelSelector selector,
      @ApiField(
              number = 3,
              doc = "Pods that may be missing, as a number or percentage; not with minAvailable.")
          @Nullable IntOrString maxUnavailable,
      @ApiField(
              number = 4,
              doc =
                  "When running pods that are not ready may be evicted; IfHealthyBudget unless"
                      + " set.",
              enumValues = {"AlwaysAllow", "IfHealthyBudget"})
          @Nullable String unhealthyPodEvictionPolicy)
      implements PodDisruptionBudgetSpecBuilder.With {}

  /** What was observed of a budget's pods. */
  @ApiType("What was observed of a budget's pods.")
  public record PodDisruptionBudgetStatus(
      @ApiField(number = 1, doc = "The metadata.generation this status speaks of.")
          @Nullable Long observedGeneration,
      @ApiField(
              number = 2,
              doc = "Pods whose eviction was granted but not yet seen, and when it was.")
          Map<String, Instant> disruptedPods,
      @ApiField(number = 3, doc = "Pods that may be evicted now.", required = true)
          Integer disruptionsAllowed,
      @ApiField(number = 4, doc = "Pods that are healthy now.", required = true)
          Integer currentHealthy,
      @ApiField(number = 5, doc = "Pods that must stay healthy.", required = true)
          Integer desiredHealthy,
      @ApiField(number = 6, doc = "Pods the budget counts.", required = true) Integer expectedPods,
      @ApiField(
              number = 7,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<Condition> conditions)
      implements PodDisruptionBudgetStatusBuilder.With {}
}
