package io.coxswain.api.core.v1;

import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:Affinity */
@ApiType("TYPEDOC:Affinity")
public record Affinity(
    @ApiField(number = 1, doc = "FIELD:Affinity.nodeAffinity") @Nullable NodeAffinity nodeAffinity,
    @ApiField(number = 2, doc = "FIELD:Affinity.podAffinity") @Nullable PodAffinity podAffinity,
    @ApiField(number = 3, doc = "FIELD:Affinity.podAntiAffinity")
        @Nullable PodAntiAffinity podAntiAffinity)
    implements AffinityBuilder.With {

  /** DOC:NodeAffinity */
  @ApiType("TYPEDOC:NodeAffinity")
  public record NodeAffinity(
      @ApiField(
              number = 1,
              doc = "FIELD:NodeAffinity.requiredDuringSchedulingIgnoredDuringExecution")
          @Nullable NodeSelector requiredDuringSchedulingIgnoredDuringExecution,
      @ApiField(
              number = 2,
              doc = "FIELD:NodeAffinity.preferredDuringSchedulingIgnoredDuringExecution")
          List<PreferredSchedulingTerm> preferredDuringSchedulingIgnoredDuringExecution)
      implements NodeAffinityBuilder.With {}

  /** DOC:PreferredSchedulingTerm */
  @ApiType("TYPEDOC:PreferredSchedulingTerm")
  public record PreferredSchedulingTerm(
      @ApiField(number = 1, doc = "FIELD:PreferredSchedulingTerm.weight", required = true)
          Integer weight,
      @ApiField(number = 2, doc = "FIELD:PreferredSchedulingTerm.preference", required = true)
          NodeSelectorTerm preference)
      implements PreferredSchedulingTermBuilder.With {}

  /** DOC:PodAffinity */
  @ApiType("TYPEDOC:PodAffinity")
  public record PodAffinity(
      @ApiField(
              number = 1,
              doc = "FIELD:PodAffinity.requiredDuringSchedulingIgnoredDuringExecution")
          List<PodAffinityTerm> requiredDuringSchedulingIgnoredDuringExecution,
      @ApiField(
              number = 2,
              doc = "FIELD:PodAffinity.preferredDuringSchedulingIgnoredDuringExecution")
          List<WeightedPodAffinityTerm> preferredDuringSchedulingIgnoredDuringExecution)
      implements PodAffinityBuilder.With {}

  /** DOC:PodAffinityTerm */
  @ApiType("TYPEDOC:PodAffinityTerm")
  public record PodAffinityTerm(
      @ApiField(number = 1, doc = "FIELD:PodAffinityTerm.labelSelector")
          @Nullable LabelSelector labelSelector,
      @ApiField(number = 2, doc = "FIELD:PodAffinityTerm.namespaces") List<String> namespaces,
      @ApiField(number = 3, doc = "FIELD:PodAffinityTerm.topologyKey", required = true)
          String topologyKey,
      @ApiField(number = 4, doc = "FIELD:PodAffinityTerm.namespaceSelector")
          @Nullable LabelSelector namespaceSelector,
      @ApiField(number = 5, doc = "FIELD:PodAffinityTerm.matchLabelKeys")
          List<String> matchLabelKeys,
      @ApiField(number = 6, doc = "FIELD:PodAffinityTerm.mismatchLabelKeys")
          List<String> mismatchLabelKeys)
      implements PodAffinityTermBuilder.With {}

  /** DOC:WeightedPodAffinityTerm */
  @ApiType("TYPEDOC:WeightedPodAffinityTerm")
  public record WeightedPodAffinityTerm(
      @ApiField(number = 1, doc = "FIELD:WeightedPodAffinityTerm.weight", required = true)
          Integer weight,
      @ApiField(number = 2, doc = "FIELD:WeightedPodAffinityTerm.podAffinityTerm", required = true)
          PodAffinityTerm podAffinityTerm)
      implements WeightedPodAffinityTermBuilder.With {}

  /** DOC:PodAntiAffinity */
  @ApiType("TYPEDOC:PodAntiAffinity")
  public record PodAntiAffinity(
      @ApiField(
              number = 1,
              doc = "FIELD:PodAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution")
          List<PodAffinityTerm> requiredDuringSchedulingIgnoredDuringExecution,
      @ApiField(
              number = 2,
              doc = "FIELD:PodAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution")
          List<WeightedPodAffinityTerm> preferredDuringSchedulingIgnoredDuringExecution)
      implements PodAntiAffinityBuilder.With {}
}
