package io.coxswain.apiserver.registry.validation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a Job's status may say. Since a status may come from a controller of somebody else's,
 * changes must be those that clients of the API rely on; most rules hold only for what changes.
 */
public final class JobStatusValidation {
  private static final String COMPLETE = "Complete";
  private static final String FAILED = "Failed";
  private static final String FAILURE_TARGET = "FailureTarget";
  private static final String SUCCESS_CRITERIA_MET = "SuccessCriteriaMet";

  private final Value spec;
  private final Value status;
  private final Value old;
  private final Errors errors;

  private JobStatusValidation(Value job, Value oldJob, Errors errors) {
    spec = job.get("spec");
    status = job.get("status");
    old = oldJob.get("status");
    this.errors = errors;
  }

  public static void validate(Value job, Value oldJob, Errors errors) {
    var check = new JobStatusValidation(job, oldJob, errors);
    check.counts();
    check.outcome();
    check.completionTime();
    check.reached();
    check.finished();
    check.indexes();
    check.ready();
    check.contradictions();
    check.transitions();
  }

  private void counts() {
    for (var field : List.of("active", "succeeded", "failed", "ready", "terminating")) {
      Checks.notNegative(status.get(field), errors);
    }
    Set<String> seen = new HashSet<>();
    for (var field : List.of("succeeded", "failed")) {
      for (var uid : status.in("uncountedTerminatedPods", field).items()) {
        if (uid.text().isEmpty()) {
          errors.invalid(uid, "must not be empty");
        } else if (!seen.add(uid.text())) {
          errors.duplicate(uid);
        }
      }
    }
  }

  private void outcome() {
    if (becomes(COMPLETE, FAILED) && is(COMPLETE) && is(FAILED)) {
      wrong("cannot set Complete=True and Failed=true conditions");
    }
    if (becomes(COMPLETE, FAILURE_TARGET) && is(COMPLETE) && is(FAILURE_TARGET)) {
      wrong("cannot set Complete=True and FailureTarget=true conditions");
    }
  }

  private void completionTime() {
    var time = status.get("completionTime");
    var start = status.get("startTime");
    if (becomes(COMPLETE) || changes("completionTime")) {
      if (time.exists() && !is(COMPLETE)) {
        errors.invalid(time, "cannot set completionTime when there is no Complete=True condition");
      }
      if (!time.exists() && is(COMPLETE)) {
        errors.required(time, "completionTime is required for Complete jobs");
      }
    }
    if ((changes("startTime") || changes("completionTime"))
        && start.exists()
        && time.exists()
        && Instant.parse(time.text()).isBefore(Instant.parse(start.text()))) {
      errors.invalid(time, "completionTime cannot be set before startTime");
    }
  }

  /** A job ends in two steps: it is decided, and its pods are gone. */
  private void reached() {
    if (becomes(FAILED, FAILURE_TARGET) && is(FAILED) && !is(FAILURE_TARGET)) {
      wrong("cannot set Failed=True condition without the FailureTarget=true condition");
    }
    if (becomes(COMPLETE, SUCCESS_CRITERIA_MET) && is(COMPLETE) && !is(SUCCESS_CRITERIA_MET)) {
      wrong("cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
    }
  }

  private void finished() {
    if (!isFinished(status)) {
      return;
    }
    var ends = !isFinished(old);
    var active = status.get("active");
    if ((ends || changes("active")) && active.number() > 0) {
      errors.invalid(active, "active>0 is invalid for finished job");
    }
    var start = status.get("startTime");
    if ((ends || changes("startTime")) && !start.exists()) {
      errors.required(start, "startTime is required for finished job");
    }
    var uncounted = status.get("uncountedTerminatedPods");
    if ((ends || changes("uncountedTerminatedPods"))
        && uncounted.get("failed").size() + uncounted.get("succeeded").size() > 0) {
      errors.invalid(
          Value.at(uncounted.path(), GoNames.of(uncounted, "succeeded", "failed")),
          "uncountedTerminatedPods needs to be empty for finished job");
    }
  }

  private void indexes() {
    var completions = spec.get("completions");
    var completed = status.get("completedIndexes");
    var failed = status.get("failedIndexes");
    var changesCompleted = !completed.text().equals(old.get("completedIndexes").text());
    var changesFailed = changes("failedIndexes");
    var named = JobIndexes.of(completed.text(), completions.number());
    if (changesCompleted && completions.exists() && !named.wrong().isEmpty()) {
      errors.invalid(completed, "error parsing completedIndexes: " + named.wrong());
    }
    var perIndex = spec.has("backoffLimitPerIndex");
    var broken = JobIndexes.of(failed.text(), completions.number());
    if (changesFailed && completions.exists() && perIndex && !broken.wrong().isEmpty()) {
      errors.invalid(failed, "error parsing failedIndexes: " + broken.wrong());
    }
    if (changesCompleted
        && !completed.text().isEmpty()
        && !spec.get("completionMode").is("Indexed")) {
      errors.invalid(
          completed, "cannot set non-empty completedIndexes when non-indexed completion mode");
    }
    if (changesFailed && !perIndex && failed.exists()) {
      errors.invalid(failed, "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
    }
    if ((changesFailed || changesCompleted) && completions.exists() && failed.exists()) {
      var both = named.overlap(broken);
      if (both >= 0) {
        errors.invalid(failed, "failedIndexes and completedIndexes overlap at index: " + both);
      }
    }
  }

  private void ready() {
    var terminating = status.get("terminating");
    if ((isFinished(status) != isFinished(old) || changes("terminating"))
        && isFinished(status)
        && terminating.number() > 0) {
      errors.invalid(terminating, "terminating>0 is invalid for finished job");
    }
    var ready = status.get("ready");
    if ((changes("ready") || changes("active")) && ready.number() > status.get("active").number()) {
      errors.invalid(ready, "cannot set more ready pods than active");
    }
  }

  private void contradictions() {
    if (is(SUCCESS_CRITERIA_MET) && is(FAILED)) {
      wrong("cannot set SuccessCriteriaMet=True and Failed=true conditions");
    }
    if (is(SUCCESS_CRITERIA_MET) && is(FAILURE_TARGET)) {
      wrong("cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
    }
    if (spec.has("successPolicy") && !is(SUCCESS_CRITERIA_MET) && is(COMPLETE)) {
      wrong("cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
    }
  }

  private void transitions() {
    for (var type : List.of(FAILED, COMPLETE, FAILURE_TARGET)) {
      if (is(old, type) && !is(type)) {
        wrong("cannot disable the terminal " + type + "=True condition");
      }
    }
    decreased("failed");
    // what may be scaled down may also have fewer successes
    if (!spec.get("completionMode").is("Indexed")
        || !spec.get("completions").same(spec.get("parallelism"))) {
      decreased("succeeded");
    }
    var time = status.get("completionTime");
    if (time.exists() && old.get("completionTime").exists() && changes("completionTime")) {
      errors.invalid(time, "completionTime cannot be mutated");
    }
    if (changes("startTime") && old.get("startTime").exists() && !spec.get("suspend").isTrue()) {
      errors.required(status.get("startTime"), "startTime cannot be removed for unsuspended job");
    }
    if (is(old, SUCCESS_CRITERIA_MET) && !is(SUCCESS_CRITERIA_MET)) {
      wrong("cannot disable the SuccessCriteriaMet=True condition");
    }
    if (is(old, COMPLETE) && !is(old, SUCCESS_CRITERIA_MET) && is(SUCCESS_CRITERIA_MET)) {
      wrong("cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
    }
  }

  private void decreased(String field) {
    if (status.get(field).number() < old.get(field).number()) {
      var count = status.get(field);
      errors.invalid(
          count, Long.valueOf(count.number()), "cannot decrease the " + field + " counter");
    }
  }

  private void wrong(String detail) {
    errors.unfit(status.get("conditions"), detail);
  }

  private boolean changes(String field) {
    return !status.get(field).same(old.get(field));
  }

  /** Whether one of these conditions is another than it was. */
  private boolean becomes(String... types) {
    for (var type : types) {
      if (is(type) != is(old, type)) {
        return true;
      }
    }
    return false;
  }

  private boolean is(String type) {
    return is(status, type);
  }

  private static boolean isFinished(Value status) {
    return is(status, COMPLETE) || is(status, FAILED);
  }

  private static boolean is(Value status, String type) {
    return status.get("conditions").items().stream()
        .anyMatch(
            condition -> condition.get("type").is(type) && condition.get("status").is("True"));
  }
}
