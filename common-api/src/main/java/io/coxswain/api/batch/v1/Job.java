package io.coxswain.api.batch.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs pods until enough of them have succeeded. */
@ApiKind(
    group = "batch",
    version = "v1",
    kind = "Job",
    plural = "jobs",
    categories = "all",
    subresources = {"status"})
@ApiType("Runs pods until enough of them have succeeded.")
public record Job(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) JobSpec spec,
    @ApiField(number = 3, doc = "What was observed of the job.", struct = true) JobStatus status)
    implements KubernetesObject, JobBuilder.With {

  /** What was observed of a job. */
  @ApiType("What was observed of a job.")
  public record JobStatus(
      @ApiField(
              number = 1,
              doc = "Latest observations of its state, one per type.",
              mergeKey = "type")
          List<JobCondition> conditions,
      @ApiField(number = 2, doc = "When the job was started or resumed.")
          @Nullable Instant startTime,
      @ApiField(number = 3, doc = "When the job succeeded.") @Nullable Instant completionTime,
      @ApiField(number = 4, doc = "Pods that are pending or running.") @Nullable Integer active,
      @ApiField(number = 5, doc = "Pods that succeeded.") @Nullable Integer succeeded,
      @ApiField(number = 6, doc = "Pods that failed.") @Nullable Integer failed,
      @ApiField(number = 11, doc = "Pods that were told to end and have not yet.")
          @Nullable Integer terminating,
      @ApiField(number = 7, doc = "Indexes that succeeded, such as 0,2-4.")
          @Nullable String completedIndexes,
      @ApiField(number = 10, doc = "Indexes that failed, such as 0,2-4.")
          @Nullable String failedIndexes,
      @ApiField(number = 8, doc = "Ended pods that are not in the counts yet.")
          @Nullable UncountedTerminatedPods uncountedTerminatedPods,
      @ApiField(number = 9, doc = "Active pods that are ready.") @Nullable Integer ready)
      implements JobStatusBuilder.With {}

  /** One observation of a job. */
  @ApiType("One observation of a job.")
  public record JobCondition(
      @ApiField(
              number = 1,
              doc = "Complete, Failed, Suspended, SuccessCriteriaMet or FailureTarget.",
              required = true)
          String type,
      @ApiField(
              number = 2,
              doc = "Whether the condition holds: True, False or Unknown.",
              required = true)
          String status,
      @ApiField(number = 3, doc = "When the condition was checked last.")
          @Nullable Instant lastProbeTime,
      @ApiField(number = 4, doc = "When the status of the condition changed last.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 6, doc = "Explanation for people.") @Nullable String message)
      implements JobConditionBuilder.With {}

  /** Ended pods that are not in the counts yet. */
  @ApiType("Ended pods that are not in the counts yet.")
  public record UncountedTerminatedPods(
      @ApiField(number = 1, doc = "UIDs of those that succeeded.", listType = ListType.SET)
          List<String> succeeded,
      @ApiField(number = 2, doc = "UIDs of those that failed.", listType = ListType.SET)
          List<String> failed)
      implements UncountedTerminatedPodsBuilder.With {}
}
