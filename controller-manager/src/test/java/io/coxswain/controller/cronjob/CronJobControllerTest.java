package io.coxswain.controller.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.batch.v1.CronJob;
import io.coxswain.api.batch.v1.Job;
import io.coxswain.controller.Yaml;
import io.coxswain.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CronJobControllerTest {
  private final Scenario scenario = Scenario.of(CronJobWiring.controller());

  @AfterEach
  void close() {
    scenario.close();
  }

  /** Begins on the hour, so that times can be told. */
  private Instant begin() {
    var now = scenario.clock().instant();
    var hour = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    scenario.andTimePasses(Duration.between(now, hour));
    return hour;
  }

  private CronJob every5Minutes(String more) {
    return Yaml.read(
        CronJob.class,
        """
        metadata: {name: tick, namespace: default, creationTimestamp: "%s"}
        spec:
          schedule: "*/5 * * * *"
          successfulJobsHistoryLimit: 1
          failedJobsHistoryLimit: 1
          %s
          jobTemplate:
            metadata: {labels: {app: tick}}
            spec:
              template:
                metadata: {}
                spec: {restartPolicy: Never, containers: [{name: c, image: i}]}
        """
            .formatted(begin(), more));
  }

  private void finish(String type) {
    scenario.andEach(
        Job.class,
        job ->
            job.status().conditions().isEmpty()
                ? job.withStatus(
                    job.status()
                        .withStartTime(scenario.clock().instant())
                        .withCompletionTime(
                            type.equals("Complete") ? scenario.clock().instant() : null)
                        .withConditions(
                            List.of(new Job.JobCondition(type, "True", null, null, null, null))))
                : job);
  }

  @Test
  void startsAJobWhenItsTimeHasComeAndOnlyOne() {
    var cronJob = every5Minutes("");
    var due = scenario.clock().instant().plus(5, ChronoUnit.MINUTES);
    scenario
        .given(cronJob)
        .whenReconciled(cronJob)
        .thenCreates(Job.class, 0)
        .thenLooksAgainAfter(Duration.ofMinutes(5))
        .andTimePasses(Duration.ofMinutes(6))
        .whenReconciled(cronJob)
        .thenCreates(Job.class, 1)
        .thenRecords("SuccessfulCreate", "Created job tick-" + due.getEpochSecond() / 60)
        .then(
            CronJob.class,
            "tick",
            tick -> {
              assertThat(tick.status().lastScheduleTime()).isEqualTo(due);
              assertThat(tick.status().active()).hasSize(1);
            })
        .thenReconcilingAgainDoesNothing();
    assertThat(scenario.api().all(Job.class))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.labels()).containsEntry("app", "tick");
              assertThat(job.metadata().annotations())
                  .containsEntry("batch.kubernetes.io/cronjob-scheduled-timestamp", due.toString());
            });
  }

  @Test
  void notesWhatEndedAndKeepsOnlySomeOfIt() {
    var cronJob = every5Minutes("");
    scenario
        .given(cronJob)
        .andTimePasses(Duration.ofMinutes(6))
        .whenReconciled(cronJob)
        .thenThereAre(Job.class, 1);
    finish("Complete");
    scenario
        .whenReconciled(cronJob)
        .thenRecords("SawCompletedJob", "condition: Complete")
        .then(CronJob.class, "tick", tick -> assertThat(tick.status().active()).isEmpty())
        .then(
            CronJob.class,
            "tick",
            tick -> assertThat(tick.status().lastSuccessfulTime()).isNotNull())
        .andTimePasses(Duration.ofMinutes(5))
        .whenReconciled(cronJob)
        .thenThereAre(Job.class, 2);
    finish("Complete");
    scenario
        .whenReconciled(cronJob)
        .thenRecords("SuccessfulDelete", "Deleted job tick-")
        .thenThereAre(Job.class, 1)
        .thenReconcilingAgainDoesNothing();
  }

  @Test
  void forbiddenConcurrencyWaits() {
    var cronJob = every5Minutes("concurrencyPolicy: Forbid");
    scenario
        .given(cronJob)
        .andTimePasses(Duration.ofMinutes(6))
        .whenReconciled(cronJob)
        .thenThereAre(Job.class, 1)
        .andTimePasses(Duration.ofMinutes(5))
        .whenReconciledOnce(cronJob)
        .thenThereAre(Job.class, 1)
        .thenRecords("JobAlreadyActive", "Not starting job because prior execution is running");
  }

  @Test
  void replacedJobsGoBeforeTheNextComes() {
    var cronJob = every5Minutes("concurrencyPolicy: Replace");
    scenario
        .given(cronJob)
        .andTimePasses(Duration.ofMinutes(6))
        .whenReconciled(cronJob)
        .thenThereAre(Job.class, 1);
    var first = scenario.api().all(Job.class).getFirst().name();
    scenario
        .andTimePasses(Duration.ofMinutes(5))
        .whenReconciled(cronJob)
        .thenThereAre(Job.class, 1);
    assertThat(scenario.api().all(Job.class).getFirst().name()).isNotEqualTo(first);
  }

  @Test
  void whatIsTooLateOrSuspendedOrUnreadableIsNotStarted() {
    var late = every5Minutes("startingDeadlineSeconds: 10");
    scenario
        .given(late)
        .andTimePasses(Duration.ofMinutes(6))
        .whenReconciled(late)
        .thenThereAre(Job.class, 0);
    var suspended = late.withSpec(late.spec().withSuspend(true).withStartingDeadlineSeconds(null));
    scenario.and(api -> api.put(suspended)).whenReconciled(late).thenThereAre(Job.class, 0);
    var nowhere = late.withSpec(late.spec().withTimeZone("Mars/Base"));
    scenario
        .and(api -> api.put(nowhere))
        .whenReconciledOnce(late)
        .thenRecords("UnknownTimeZone", "invalid timeZone: \"Mars/Base\"")
        .thenThereAre(Job.class, 0);
  }
}
