package io.coxswain.api.core.v1;

import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of attraction and repulsion. */
@ApiType("Rules of attraction and repulsion.")
public record Affinity(
    @ApiField(number = 1, doc = "Which nodes the pod wants.") @Nullable NodeAffinity nodeAffinity,
    @ApiField(number = 2, doc = "Which pods it wants to be near.")
        @Nullable PodAffinity podAffinity,
    @ApiField(number = 3, doc = "Which pods it wants to be far from.")
        @Nullable PodAntiAffinity podAntiAffinity)
    implements AffinityBuilder.With {

  /** Which nodes a pod wants. */
  @ApiType("Which nodes a pod wants.")
  public record NodeAffinity(
      @ApiField(number = 1, doc = "Nodes must match this to be considered.")
          @Nullable NodeSelector requiredDuringSchedulingIgnoredDuringExecution,
      @ApiField(number = 2, doc = "Nodes that match score higher, by weight.")
          List<PreferredSchedulingTerm> preferredDuringSchedulingIgnoredDuringExecution)
      implements NodeAffinityBuilder.With {}

  /** A wish about nodes and its weight. */
  @ApiType("A wish about nodes and its weight.")
  public record PreferredSchedulingTerm(
      @ApiField(number = 1, doc = "From 1 to 100.", required = true) Integer weight,
      @ApiField(number = 2, doc = "Nodes that are wished for.", required = true)
          NodeSelectorTerm preference)
      implements PreferredSchedulingTermBuilder.With {}

  /** Which pods a pod wants to be near. */
  @ApiType("Which pods a pod wants to be near.")
  public record PodAffinity(
      @ApiField(number = 1, doc = "Terms a node must fulfil to be considered.")
          List<PodAffinityTerm> requiredDuringSchedulingIgnoredDuringExecution,
      @ApiField(number = 2, doc = "Terms that make a node score higher, by weight.")
          List<WeightedPodAffinityTerm> preferredDuringSchedulingIgnoredDuringExecution)
      implements PodAffinityBuilder.With {}

  /** Pods, and the domain in which they are looked for. */
  @ApiType("Pods, and the domain in which they are looked for.")
  public record PodAffinityTerm(
      @ApiField(number = 1, doc = "Labels of the pods; without it none match.")
          @Nullable LabelSelector labelSelector,
      @ApiField(number = 2, doc = "Namespaces of the pods; the own one unless set.")
          List<String> namespaces,
      @ApiField(
              number = 3,
              doc = "Label of nodes whose equal values make a domain.",
              required = true)
          String topologyKey,
      @ApiField(
              number = 4,
              doc = "Labels of further namespaces of the pods; an empty one means all.")
          @Nullable LabelSelector namespaceSelector,
      @ApiField(number = 5, doc = "Labels that the pods must share with this one.")
          List<String> matchLabelKeys,
      @ApiField(number = 6, doc = "Labels that the pods must have with other values than this one.")
          List<String> mismatchLabelKeys)
      implements PodAffinityTermBuilder.With {}

  /** A term and its weight. */
  @ApiType("A term and its weight.")
  public record WeightedPodAffinityTerm(
      @ApiField(number = 1, doc = "From 1 to 100.", required = true) Integer weight,
      @ApiField(number = 2, doc = "The term.", required = true) PodAffinityTerm podAffinityTerm)
      implements WeightedPodAffinityTermBuilder.With {}

  /** Which pods a pod wants to be far from. */
  @ApiType("Which pods a pod wants to be far from.")
  public record PodAntiAffinity(
      @ApiField(number = 1, doc = "Terms a node must not fulfil to be considered.")
          List<PodAffinityTerm> requiredDuringSchedulingIgnoredDuringExecution,
      @ApiField(number = 2, doc = "Terms that make a node score lower, by weight.")
          List<WeightedPodAffinityTerm> preferredDuringSchedulingIgnoredDuringExecution)
      implements PodAntiAffinityBuilder.With {}
}
