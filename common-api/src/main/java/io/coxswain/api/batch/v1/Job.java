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

/** DOC:Job */
@ApiKind(
    group = "batch",
    version = "v1",
    kind = "Job",
    plural = "jobs",
    categories = "all",
    subresources = {"status"})
@ApiType("TYPEDOC:Job")
public record Job(
    @ApiField(number = 1, doc = "FIELD:Job.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Job.spec", struct = true) JobSpec spec,
    @ApiField(number = 3, doc = "FIELD:Job.status", struct = true) JobStatus status)
    implements KubernetesObject, JobBuilder.With {

  /** DOC:JobStatus */
  @ApiType("TYPEDOC:JobStatus")
  public record JobStatus(
      @ApiField(
              number = 1,
              doc = "FIELD:JobStatus.conditions",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<JobCondition> conditions,
      @ApiField(number = 2, doc = "FIELD:JobStatus.startTime") @Nullable Instant startTime,
      @ApiField(number = 3, doc = "FIELD:JobStatus.completionTime")
          @Nullable Instant completionTime,
      @ApiField(number = 4, doc = "FIELD:JobStatus.active") @Nullable Integer active,
      @ApiField(number = 5, doc = "FIELD:JobStatus.succeeded") @Nullable Integer succeeded,
      @ApiField(number = 6, doc = "FIELD:JobStatus.failed") @Nullable Integer failed,
      @ApiField(number = 11, doc = "FIELD:JobStatus.terminating") @Nullable Integer terminating,
      @ApiField(number = 7, doc = "FIELD:JobStatus.completedIndexes")
          @Nullable String completedIndexes,
      @ApiField(number = 10, doc = "FIELD:JobStatus.failedIndexes") @Nullable String failedIndexes,
      @ApiField(number = 8, doc = "FIELD:JobStatus.uncountedTerminatedPods")
          @Nullable UncountedTerminatedPods uncountedTerminatedPods,
      @ApiField(number = 9, doc = "FIELD:JobStatus.ready") @Nullable Integer ready)
      implements JobStatusBuilder.With {}

  /** DOC:JobCondition */
  @ApiType("TYPEDOC:JobCondition")
  public record JobCondition(
      @ApiField(number = 1, doc = "FIELD:JobCondition.type", required = true) String type,
      @ApiField(number = 2, doc = "FIELD:JobCondition.status", required = true) String status,
      @ApiField(number = 3, doc = "FIELD:JobCondition.lastProbeTime")
          @Nullable Instant lastProbeTime,
      @ApiField(number = 4, doc = "FIELD:JobCondition.lastTransitionTime")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "FIELD:JobCondition.reason") @Nullable String reason,
      @ApiField(number = 6, doc = "FIELD:JobCondition.message") @Nullable String message)
      implements JobConditionBuilder.With {}

  /** DOC:UncountedTerminatedPods */
  @ApiType("TYPEDOC:UncountedTerminatedPods")
  public record UncountedTerminatedPods(
      @ApiField(number = 1, doc = "FIELD:UncountedTerminatedPods.succeeded") List<String> succeeded,
      @ApiField(number = 2, doc = "FIELD:UncountedTerminatedPods.failed") List<String> failed)
      implements UncountedTerminatedPodsBuilder.With {}
}
