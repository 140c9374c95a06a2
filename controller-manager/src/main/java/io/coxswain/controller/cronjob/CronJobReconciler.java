package io.coxswain.controller.cronjob;

import io.coxswain.api.batch.v1.CronJob;
import io.coxswain.api.batch.v1.CronJob.CronJobStatus;
import io.coxswain.api.batch.v1.CronJobStatusBuilder;
import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.core.v1.ObjectReference;
import io.coxswain.api.cron.CronSchedule;
import io.coxswain.api.cron.CronSchedule.MalformedScheduleException;
import io.coxswain.client.ObjectReferences;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts jobs at the times their CronJobs name. Follows upstream's cronjob_controllerv2. */
final class CronJobReconciler implements Reconciler<CronJobView> {

  @Override
  public Plan reconcile(CronJobView view, Instant now) {
    var running = new Running(view);
    var events = new ArrayList<>(news(view));
    events.addAll(running.events());
    var plan = Plan.of(events);
    var cronJob = view.cronJob();
    if (cronJob.metadata().deletionTimestamp() != null) {
      return plan.always(statusChange(cronJob, running.status()));
    }
    plan = plan.then(History.surplus(cronJob, view.jobs()));
    var zone = zone(cronJob);
    if (zone.isEmpty()) {
      var name = String.valueOf(cronJob.spec().timeZone());
      return plan.always(statusChange(cronJob, running.status()))
          .then(
              warning(
                  cronJob,
                  "UnknownTimeZone",
                  "invalid timeZone: \"" + name + "\": unknown time zone " + name));
    }
    if (Boolean.TRUE.equals(cronJob.spec().suspend())) {
      return plan.always(statusChange(cronJob, running.status()));
    }
    try {
      var schedule = CronSchedule.parse(cronJob.spec().schedule());
      var times = Times.of(cronJob, schedule, zone.get(), now);
      return start(view, running, times, plan, zone.get(), now);
    } catch (MalformedScheduleException e) {
      return plan.always(statusChange(cronJob, running.status()))
          .then(
              warning(
                  cronJob,
                  "UnparseableSchedule",
                  "unparseable schedule: \""
                      + cronJob.spec().schedule()
                      + "\" : "
                      + e.getMessage()));
    }
  }

  private static Plan start(
      CronJobView view, Running running, Times times, Plan before, ZoneId zone, Instant now) {
    var cronJob = view.cronJob();
    var plan = times.next().map(next -> before.checkAt(next, now)).orElse(before);
    var unchanged = statusChange(cronJob, running.status());
    if (times.due().isEmpty() || times.due().equals(lastSchedule(cronJob))) {
      return plan.always(unchanged);
    }
    var due = times.due().get();
    if (times.manyMissed()) {
      plan =
          plan.then(
              warning(
                  cronJob,
                  "TooManyMissedTimes",
                  "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or"
                      + " check clock skew"));
    }
    var deadline = cronJob.spec().startingDeadlineSeconds();
    if (deadline != null && due.plusSeconds(deadline).isBefore(now)) {
      return plan.then(
              warning(
                  cronJob,
                  "MissSchedule",
                  "Missed scheduled time to start a job: " + JobTemplates.rfc1123(due, zone)))
          .always(unchanged);
    }
    var name = JobTemplates.name(cronJob, due);
    if (view.jobs().stream().anyMatch(job -> job.name().equals(name))) {
      // it was made, but its start was not noted
      return plan.always(statusChange(cronJob, started(running.status(), due)));
    }
    var policy = cronJob.spec().concurrencyPolicy();
    return switch (policy == null || running.active().isEmpty() ? "Allow" : policy) {
      case "Forbid" ->
          plan.then(
                  Change.RecordEvent.normal(
                      cronJob,
                      "JobAlreadyActive",
                      "Not starting job because prior execution is running and concurrency policy"
                          + " is Forbid"))
              .always(unchanged);
      case "Replace" ->
          // the new one follows when these are gone
          plan.then(running.jobs().stream().<Change>map(CronJobReconciler::delete).toList())
              .always(unchanged);
      default -> {
        var job = JobTemplates.job(cronJob, due, zone);
        // the uid of the new job is known at the next look only, which adds it to the active ones
        yield plan.then(new Change.Create(job))
            .then(statusChange(cronJob, started(running.status(), due)));
      }
    };
  }

  static Change delete(Job job) {
    return new Change.Delete(job, "Background", null);
  }

  private static Optional<Instant> lastSchedule(CronJob cronJob) {
    return Optional.ofNullable(cronJob.status().lastScheduleTime());
  }

  private static CronJobStatus started(CronJobStatus status, Instant due) {
    return status.withLastScheduleTime(due.truncatedTo(ChronoUnit.SECONDS));
  }

  /** The schedule's zone: UTC unless set; empty for one that does not exist. */
  private static Optional<ZoneId> zone(CronJob cronJob) {
    var name = cronJob.spec().timeZone();
    return name == null ? Optional.of(ZoneOffset.UTC) : CronSchedule.zone(name);
  }

  private static Optional<Change> statusChange(CronJob cronJob, CronJobStatus status) {
    return status.equals(cronJob.status())
        ? Optional.empty()
        : Optional.of(new Change.PatchStatus(cronJob, cronJob.withStatus(status)));
  }

  private static Change warning(CronJob cronJob, String reason, String message) {
    return Change.RecordEvent.warning(cronJob, reason, message);
  }

  private static List<Change> news(CronJobView view) {
    var events = new ArrayList<Change>();
    for (var outcome : view.outcomes()) {
      switch (outcome) {
        case Outcome.Created created ->
            events.add(
                Change.RecordEvent.normal(
                    view.cronJob(), "SuccessfulCreate", "Created job " + created.object().name()));
        case Outcome.Deleted deleted ->
            events.add(
                Change.RecordEvent.normal(
                    view.cronJob(),
                    "SuccessfulDelete",
                    "Deleted job " + deleted.change().object().name()));
        case Outcome.Refused refused -> {
          if (refused.change() instanceof Change.Create) {
            events.add(
                warning(
                    view.cronJob(), "FailedCreate", "Error creating job: " + refused.message()));
          } else if (refused.change() instanceof Change.Delete) {
            events.add(
                warning(view.cronJob(), "FailedDelete", "Deleted job: " + refused.message()));
          }
        }
      }
    }
    return events;
  }

  /** What runs, compared with what the status says runs. */
  private static final class Running {
    private final List<Job> jobs = new ArrayList<>();
    private final List<ObjectReference> active = new ArrayList<>();
    private final List<Change> events = new ArrayList<>();
    private final CronJobStatus status;

    Running(CronJobView view) {
      var cronJob = view.cronJob();
      var lastSuccess = cronJob.status().lastSuccessfulTime();
      for (var job : view.jobs()) {
        var condition = History.finished(job);
        if (condition.isEmpty()) {
          jobs.add(job);
          active.add(ObjectReferences.to(job));
          continue;
        }
        if (isListed(cronJob, job)) {
          events.add(
              Change.RecordEvent.normal(
                  cronJob,
                  "SawCompletedJob",
                  "Saw completed job: " + job.name() + ", condition: " + condition.get()));
        }
        var completed = job.status().completionTime();
        if (condition.get().equals("Complete")
            && completed != null
            && (lastSuccess == null || completed.isAfter(lastSuccess))) {
          lastSuccess = completed;
        }
      }
      for (var reference : cronJob.status().active()) {
        if (view.jobs().stream().noneMatch(job -> job.uid().equals(reference.uid()))) {
          events.add(
              Change.RecordEvent.normal(
                  cronJob, "MissingJob", "Active job went missing: " + reference.name()));
        }
      }
      status =
          CronJobStatusBuilder.builder(cronJob.status())
              .active(active)
              .lastSuccessfulTime(lastSuccess)
              .build();
    }

    private static boolean isListed(CronJob cronJob, Job job) {
      return cronJob.status().active().stream()
          .anyMatch(reference -> job.uid().equals(reference.uid()));
    }

    List<Job> jobs() {
      return jobs;
    }

    List<ObjectReference> active() {
      return active;
    }

    List<Change> events() {
      return events;
    }

    CronJobStatus status() {
      return status;
    }
  }
}
