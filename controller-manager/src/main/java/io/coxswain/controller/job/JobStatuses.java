package io.coxswain.controller.job;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.batch.v1.Job.JobCondition;
import io.coxswain.api.batch.v1.JobStatusBuilder;
import io.coxswain.client.runtime.Change;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.pod.PodStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status a Job should have, and the events that its changes are worth. */
final class JobStatuses {
  private JobStatuses() {}

  static Job next(Job job, JobPods pods, Optional<JobVerdict> verdict, Instant now) {
    var suspended = Boolean.TRUE.equals(job.spec().suspend());
    var conditions = new ArrayList<>(job.status().conditions());
    setSuspended(conditions, suspended, now);
    var ended = false;
    if (verdict.isPresent()) {
      var reason = verdict.get();
      set(conditions, reason.interimType(), "True", reason.reason(), reason.message(), now);
      ended =
          pods.active().isEmpty()
              && pods.terminating().isEmpty()
              && !pods.isAnyUncounted()
              && pods.toRelease().isEmpty()
              && JobVerdict.condition(job, reason.interimType()).isPresent();
      if (ended) {
        set(conditions, reason.finalType(), "True", reason.reason(), reason.message(), now);
      }
    }
    var old = job.status();
    var indexed = "Indexed".equals(job.spec().completionMode());
    var ready = (int) pods.active().stream().filter(PodStates::isReady).count();
    var started = old.startTime() == null ? now : old.startTime();
    return job.withStatus(
        JobStatusBuilder.builder(old)
            .conditions(conditions)
            .startTime(suspended && !ended ? null : started) // what has ended must have begun
            .completionTime(ended && verdict.get().success() ? now : old.completionTime())
            .active(Numbers.absentIfZero(pods.active().size()))
            .ready(ready)
            .terminating(pods.terminating().size())
            .succeeded(Numbers.absentIfZero(pods.countedSucceeded()))
            .failed(Numbers.absentIfZero(pods.countedFailed()))
            .uncountedTerminatedPods(pods.uncounted())
            .completedIndexes(indexed ? emptyIsAbsent(pods) : null)
            .build());
  }

  private static @Nullable String emptyIsAbsent(JobPods pods) {
    return pods.completed().size() == 0 ? null : pods.completed().toString();
  }

  private static void setSuspended(List<JobCondition> conditions, boolean suspended, Instant now) {
    var known = conditions.stream().anyMatch(condition -> condition.type().equals("Suspended"));
    if (suspended) {
      set(conditions, "Suspended", "True", "JobSuspended", "Job suspended", now);
    } else if (known) {
      set(conditions, "Suspended", "False", "JobResumed", "Job resumed", now);
    }
  }

  private static void set(
      List<JobCondition> conditions,
      String type,
      String status,
      String reason,
      String message,
      Instant now) {
    for (var i = 0; i < conditions.size(); i++) {
      var old = conditions.get(i);
      if (old.type().equals(type)) {
        if (!old.status().equals(status)) {
          conditions.set(i, new JobCondition(type, status, now, now, reason, message));
        }
        return;
      }
    }
    conditions.add(new JobCondition(type, status, now, now, reason, message));
  }

  /** Events for conditions that are new. */
  static List<Change> events(Job before, Job after) {
    var events = new ArrayList<Change>();
    for (var condition : after.status().conditions()) {
      if (before.status().conditions().contains(condition)) {
        continue;
      }
      var reason = condition.reason() == null ? "" : condition.reason();
      var message = condition.message() == null ? "" : condition.message();
      switch (condition.type()) {
        case "Complete" ->
            events.add(Change.RecordEvent.normal(before, "Completed", "Job completed"));
        case "Failed" -> events.add(Change.RecordEvent.warning(before, reason, message));
        case "Suspended" ->
            events.add(
                condition.status().equals("True")
                    ? Change.RecordEvent.normal(before, "Suspended", "Job suspended")
                    : Change.RecordEvent.normal(before, "Resumed", "Job resumed"));
        default -> {}
      }
    }
    return events;
  }
}
