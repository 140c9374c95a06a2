package io.coxswain.api.batch.v1;

import io.coxswain.api.core.v1.PodTemplateSpec;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:JobSpec */
@ApiType("TYPEDOC:JobSpec")
public record JobSpec(
    @ApiField(number = 1, doc = "FIELD:JobSpec.parallelism") @Nullable Integer parallelism,
    @ApiField(number = 2, doc = "FIELD:JobSpec.completions") @Nullable Integer completions,
    @ApiField(number = 3, doc = "FIELD:JobSpec.activeDeadlineSeconds")
        @Nullable Long activeDeadlineSeconds,
    @ApiField(number = 11, doc = "FIELD:JobSpec.podFailurePolicy")
        @Nullable PodFailurePolicy podFailurePolicy,
    @ApiField(number = 16, doc = "FIELD:JobSpec.successPolicy")
        @Nullable SuccessPolicy successPolicy,
    @ApiField(number = 7, doc = "FIELD:JobSpec.backoffLimit") @Nullable Integer backoffLimit,
    @ApiField(number = 12, doc = "FIELD:JobSpec.backoffLimitPerIndex")
        @Nullable Integer backoffLimitPerIndex,
    @ApiField(number = 13, doc = "FIELD:JobSpec.maxFailedIndexes")
        @Nullable Integer maxFailedIndexes,
    @ApiField(number = 4, doc = "FIELD:JobSpec.selector") @Nullable LabelSelector selector,
    @ApiField(number = 5, doc = "FIELD:JobSpec.manualSelector") @Nullable Boolean manualSelector,
    @ApiField(number = 6, doc = "FIELD:JobSpec.template", required = true, struct = true)
        PodTemplateSpec template,
    @ApiField(number = 8, doc = "FIELD:JobSpec.ttlSecondsAfterFinished")
        @Nullable Integer ttlSecondsAfterFinished,
    @ApiField(
            number = 9,
            doc = "FIELD:JobSpec.completionMode",
            enumValues = {"Indexed", "NonIndexed"})
        @Nullable String completionMode,
    @ApiField(number = 10, doc = "FIELD:JobSpec.suspend")
        @Nullable Boolean suspend,
    @ApiField(
            number = 14,
            doc = "FIELD:JobSpec.podReplacementPolicy")
        @Nullable String podReplacementPolicy,
    @ApiField(number = 15, doc = "FIELD:JobSpec.managedBy") @Nullable String managedBy)
    implements JobSpecBuilder.With {

  /** DOC:PodFailurePolicy */
  @ApiType("TYPEDOC:PodFailurePolicy")
  public record PodFailurePolicy(
      @ApiField(number = 1, doc = "FIELD:PodFailurePolicy.rules", required = true)
          List<PodFailurePolicyRule> rules)
      implements PodFailurePolicyBuilder.With {}

  /** DOC:PodFailurePolicyRule */
  @ApiType("TYPEDOC:PodFailurePolicyRule")
  public record PodFailurePolicyRule(
      @ApiField(number = 1, doc = "FIELD:PodFailurePolicyRule.action", required = true)
          String action,
      @ApiField(number = 2, doc = "FIELD:PodFailurePolicyRule.onExitCodes")
          @Nullable PodFailurePolicyOnExitCodesRequirement onExitCodes,
      @ApiField(number = 3, doc = "FIELD:PodFailurePolicyRule.onPodConditions")
          List<PodFailurePolicyOnPodConditionsPattern> onPodConditions)
      implements PodFailurePolicyRuleBuilder.With {}

  /** DOC:PodFailurePolicyOnExitCodesRequirement */
  @ApiType("TYPEDOC:PodFailurePolicyOnExitCodesRequirement")
  public record PodFailurePolicyOnExitCodesRequirement(
      @ApiField(number = 1, doc = "FIELD:PodFailurePolicyOnExitCodesRequirement.containerName")
          @Nullable String containerName,
      @ApiField(
              number = 2,
              doc = "FIELD:PodFailurePolicyOnExitCodesRequirement.operator",
              required = true)
          String operator,
      @ApiField(
              number = 3,
              doc = "FIELD:PodFailurePolicyOnExitCodesRequirement.values",
              required = true)
          List<Integer> values)
      implements PodFailurePolicyOnExitCodesRequirementBuilder.With {}

  /** DOC:PodFailurePolicyOnPodConditionsPattern */
  @ApiType("TYPEDOC:PodFailurePolicyOnPodConditionsPattern")
  public record PodFailurePolicyOnPodConditionsPattern(
      @ApiField(
              number = 1,
              doc = "FIELD:PodFailurePolicyOnPodConditionsPattern.type",
              required = true)
          String type,
      @ApiField(
              number = 2,
              doc = "FIELD:PodFailurePolicyOnPodConditionsPattern.status",
              required = true)
          String status)
      implements PodFailurePolicyOnPodConditionsPatternBuilder.With {}

  /** DOC:SuccessPolicy */
  @ApiType("TYPEDOC:SuccessPolicy")
  public record SuccessPolicy(
      @ApiField(number = 1, doc = "FIELD:SuccessPolicy.rules", required = true)
          List<SuccessPolicyRule> rules)
      implements SuccessPolicyBuilder.With {}

  /** DOC:SuccessPolicyRule */
  @ApiType("TYPEDOC:SuccessPolicyRule")
  public record SuccessPolicyRule(
      @ApiField(number = 1, doc = "FIELD:SuccessPolicyRule.succeededIndexes")
          @Nullable String succeededIndexes,
      @ApiField(number = 2, doc = "FIELD:SuccessPolicyRule.succeededCount")
          @Nullable Integer succeededCount)
      implements SuccessPolicyRuleBuilder.With {}
}
