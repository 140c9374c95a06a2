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

/** Starts jobs at set times. */
@ApiKind(
    group = "batch",
    version = "v1",
    kind = "CronJob",
    plural = "cronjobs",
    shortNames = "cj",
    categories = "all",
    subresources = {"status"})
@ApiType("Starts jobs at set times.")
public record CronJob(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) CronJobSpec spec,
    @ApiField(number = 3, doc = "What was observed of the jobs.", struct = true)
        CronJobStatus status)
    implements KubernetesObject, CronJobBuilder.With {

  /** When which jobs are started. */
  @ApiType("When which jobs are started.")
  public record CronJobSpec(
      @ApiField(
              number = 1,
              doc = "Times in cron's format: minute, hour, day, month, day of week.",
              required = true)
          String schedule,
      @ApiField(number = 8, doc = "Time zone of the schedule; the controller's unless set.")
          @Nullable String timeZone,
      @ApiField(number = 2, doc = "Seconds by which a job may start late; later it is left out.")
          @Nullable Long startingDeadlineSeconds,
      @ApiField(
              number = 3,
              doc = "Allow, Forbid or Replace: what to do where a job is still running.",
              defaultValue = "\"Allow\"",
              enumValues = {"Allow", "Forbid", "Replace"})
          @Nullable String concurrencyPolicy,
      @ApiField(number = 4, doc = "Start no jobs for now.", defaultValue = "false")
          @Nullable Boolean suspend,
      @ApiField(number = 5, doc = "What jobs are made from.", required = true, struct = true)
          JobTemplateSpec jobTemplate,
      @ApiField(number = 6, doc = "Succeeded jobs that are kept; 3 unless set.", defaultValue = "3")
          @Nullable Integer successfulJobsHistoryLimit,
      @ApiField(number = 7, doc = "Failed jobs that are kept; 1 unless set.", defaultValue = "1")
          @Nullable Integer failedJobsHistoryLimit)
      implements CronJobSpecBuilder.With {}

  /** What jobs are made from. */
  @ApiType("What jobs are made from.")
  public record JobTemplateSpec(
      @ApiField(number = 1, doc = "Labels and annotations of the jobs.", struct = true)
          ObjectMeta metadata,
      @ApiField(number = 2, doc = "Specification of the jobs.", struct = true) JobSpec spec)
      implements JobTemplateSpecBuilder.With {}

  /** What was observed of a CronJob's jobs. */
  @ApiType("What was observed of a CronJob's jobs.")
  public record CronJobStatus(
      @ApiField(number = 1, doc = "Jobs that are running.") List<ObjectReference> active,
      @ApiField(number = 4, doc = "When a job was started last.")
          @Nullable Instant lastScheduleTime,
      @ApiField(number = 5, doc = "When a job succeeded last.")
          @Nullable Instant lastSuccessfulTime)
      implements CronJobStatusBuilder.With {}
}
