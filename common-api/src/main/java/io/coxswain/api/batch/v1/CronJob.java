package io.coxswain.api.batch.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.ObjectReference;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:CronJob */
@ApiKind(
    group = "batch",
    version = "v1",
    kind = "CronJob",
    plural = "cronjobs",
    shortNames = "cj",
    categories = "all",
    subresources = {"status"})
@ApiType("TYPEDOC:CronJob")
public record CronJob(
    @ApiField(number = 1, doc = "FIELD:CronJob.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:CronJob.spec", struct = true) CronJobSpec spec,
    @ApiField(number = 3, doc = "FIELD:CronJob.status", struct = true) CronJobStatus status)
    implements KubernetesObject, CronJobBuilder.With {

  /** DOC:CronJobSpec */
  @ApiType("TYPEDOC:CronJobSpec")
  public record CronJobSpec(
      @ApiField(number = 1, doc = "FIELD:CronJobSpec.schedule", required = true) String schedule,
      @ApiField(number = 8, doc = "FIELD:CronJobSpec.timeZone") @Nullable String timeZone,
      @ApiField(number = 2, doc = "FIELD:CronJobSpec.startingDeadlineSeconds")
          @Nullable Long startingDeadlineSeconds,
      @ApiField(
              number = 3,
              doc = "FIELD:CronJobSpec.concurrencyPolicy",
              defaultValue = "\"Allow\"",
              enumValues = {"Allow", "Forbid", "Replace"})
          @Nullable String concurrencyPolicy,
      @ApiField(number = 4, doc = "FIELD:CronJobSpec.suspend", defaultValue = "false")
          @Nullable Boolean suspend,
      @ApiField(number = 5, doc = "FIELD:CronJobSpec.jobTemplate", required = true, struct = true)
          JobTemplateSpec jobTemplate,
      @ApiField(
              number = 6,
              doc = "FIELD:CronJobSpec.successfulJobsHistoryLimit",
              defaultValue = "3")
          @Nullable Integer successfulJobsHistoryLimit,
      @ApiField(number = 7, doc = "FIELD:CronJobSpec.failedJobsHistoryLimit", defaultValue = "1")
          @Nullable Integer failedJobsHistoryLimit)
      implements CronJobSpecBuilder.With {}

  /** DOC:JobTemplateSpec */
  @ApiType("TYPEDOC:JobTemplateSpec")
  public record JobTemplateSpec(
      @ApiField(number = 1, doc = "FIELD:JobTemplateSpec.metadata", struct = true)
          ObjectMeta metadata,
      @ApiField(number = 2, doc = "FIELD:JobTemplateSpec.spec", struct = true) JobSpec spec)
      implements JobTemplateSpecBuilder.With {}

  /** DOC:CronJobStatus */
  @ApiType("TYPEDOC:CronJobStatus")
  public record CronJobStatus(
      @ApiField(number = 1, doc = "FIELD:CronJobStatus.active") List<ObjectReference> active,
      @ApiField(number = 4, doc = "FIELD:CronJobStatus.lastScheduleTime")
          @Nullable Instant lastScheduleTime,
      @ApiField(number = 5, doc = "FIELD:CronJobStatus.lastSuccessfulTime")
          @Nullable Instant lastSuccessfulTime)
      implements CronJobStatusBuilder.With {}
}
