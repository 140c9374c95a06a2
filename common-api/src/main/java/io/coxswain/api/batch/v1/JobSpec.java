package io.coxswain.api.batch.v1;

import io.coxswain.api.core.v1.PodTemplateSpec;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which pods run, and when the job is done. */
@ApiType("Which pods run, and when the job is done.")
public record JobSpec(
    @ApiField(number = 1, doc = "Pods that may run at the same time; 1 unless set.")
        @Nullable Integer parallelism,
    @ApiField(
            number = 2,
            doc = "Pods that must succeed; absent means that one success ends the job.")
        @Nullable Integer completions,
    @ApiField(number = 3, doc = "Seconds after which the job is ended as failed.")
        @Nullable Long activeDeadlineSeconds,
    @ApiField(number = 11, doc = "What to do about pods that fail in certain ways.")
        @Nullable PodFailurePolicy podFailurePolicy,
    @ApiField(number = 16, doc = "When an indexed job has succeeded before all indexes have.")
        @Nullable SuccessPolicy successPolicy,
    @ApiField(number = 7, doc = "Failed pods after which the job fails; 6 unless set.")
        @Nullable Integer backoffLimit,
    @ApiField(number = 12, doc = "Failed pods of one index after which that index fails.")
        @Nullable Integer backoffLimitPerIndex,
    @ApiField(number = 13, doc = "Failed indexes after which the job fails.")
        @Nullable Integer maxFailedIndexes,
    @ApiField(
            number = 4,
            doc = "Labels of its pods; made by the server unless manualSelector is set.")
        @Nullable LabelSelector selector,
    @ApiField(number = 5, doc = "The selector is written by the user.")
        @Nullable Boolean manualSelector,
    @ApiField(
            number = 6,
            doc = "What pods are made from; their restart policy is Never or OnFailure.",
            required = true,
            struct = true)
        PodTemplateSpec template,
    @ApiField(
            number = 8,
            doc = "Seconds after its end at which the job is deleted; never unless set.")
        @Nullable Integer ttlSecondsAfterFinished,
    @ApiField(
            number = 9,
            doc = "NonIndexed, or Indexed to number the pods.",
            enumValues = {"Indexed", "NonIndexed"})
        @Nullable String completionMode,
    @ApiField(number = 10, doc = "Run no pods for now.") @Nullable Boolean suspend,
    @ApiField(
            number = 14,
            doc = "TerminatingOrFailed or Failed: when a pod is replaced.",
            enumValues = {"Failed", "TerminatingOrFailed"})
        @Nullable String podReplacementPolicy,
    @ApiField(number = 15, doc = "Controller that runs the job, where it is not the built-in one.")
        @Nullable String managedBy)
    implements JobSpecBuilder.With {

  /** What to do about pods that fail in certain ways. */
  @ApiType("What to do about pods that fail in certain ways.")
  public record PodFailurePolicy(
      @ApiField(number = 1, doc = "Rules of which the first that matches counts.", required = true)
          List<PodFailurePolicyRule> rules)
      implements PodFailurePolicyBuilder.With {}

  /** What to do about one way of failing. */
  @ApiType("What to do about one way of failing.")
  public record PodFailurePolicyRule(
      @ApiField(
              number = 1,
              doc = "FailJob, FailIndex, Ignore or Count.",
              required = true,
              enumValues = {"Count", "FailIndex", "FailJob", "Ignore"})
          String action,
      @ApiField(number = 2, doc = "Conditions on exit codes.")
          @Nullable PodFailurePolicyOnExitCodesRequirement onExitCodes,
      @ApiField(number = 3, doc = "Conditions of the pod, of which one must match.")
          List<PodFailurePolicyOnPodConditionsPattern> onPodConditions)
      implements PodFailurePolicyRuleBuilder.With {}

  /** Conditions on exit codes. */
  @ApiType("Conditions on exit codes.")
  public record PodFailurePolicyOnExitCodesRequirement(
      @ApiField(number = 1, doc = "Container that is meant; all unless set.")
          @Nullable String containerName,
      @ApiField(
              number = 2,
              doc = "In or NotIn.",
              required = true,
              enumValues = {"In", "NotIn"})
          String operator,
      @ApiField(number = 3, doc = "The exit codes.", required = true, listType = ListType.SET)
          List<Integer> values)
      implements PodFailurePolicyOnExitCodesRequirementBuilder.With {}

  /** A condition of a pod. */
  @ApiType("A condition of a pod.")
  public record PodFailurePolicyOnPodConditionsPattern(
      @ApiField(number = 1, doc = "Type of the condition.", required = true) String type,
      @ApiField(
              number = 2,
              doc = "Status of the condition; True unless set.",
              required = true,
              defaultValue = "\"True\"")
          String status)
      implements PodFailurePolicyOnPodConditionsPatternBuilder.With {}

  /** When an indexed job has succeeded. */
  @ApiType("When an indexed job has succeeded.")
  public record SuccessPolicy(
      @ApiField(number = 1, doc = "Rules of which one must be fulfilled.", required = true)
          List<SuccessPolicyRule> rules)
      implements SuccessPolicyBuilder.With {}

  /** Indexes that must have succeeded. */
  @ApiType("Indexes that must have succeeded.")
  public record SuccessPolicyRule(
      @ApiField(number = 1, doc = "The indexes, such as 0,2-4.") @Nullable String succeededIndexes,
      @ApiField(number = 2, doc = "How many of them; all unless set.")
          @Nullable Integer succeededCount)
      implements SuccessPolicyRuleBuilder.With {}
}
