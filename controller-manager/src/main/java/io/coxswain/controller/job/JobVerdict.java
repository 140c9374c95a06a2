package io.coxswain.controller.job;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.batch.v1.Job.JobCondition;
import io.coxswain.controller.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a Job ends, before its pods are all gone: {@code SuccessCriteriaMet} or {@code
 * FailureTarget}, with the reason that the final condition repeats.
 */
record JobVerdict(boolean success, String reason, String message) {
  String interimType() {
    return success ? "SuccessCriteriaMet" : "FailureTarget";
  }

  String finalType() {
    return success ? "Complete" : "Failed";
  }

  static Optional<JobVerdict> of(Job job, JobPods pods, Instant now) {
    var stated =
        stated(job, "FailureTarget", false).or(() -> stated(job, "SuccessCriteriaMet", true));
    if (stated.isPresent()) {
      return stated;
    }
    if (pods.failJob().isPresent()) {
      return Optional.of(new JobVerdict(false, "PodFailurePolicy", pods.failJob().get()));
    }
    var limit = Numbers.orElse(job.spec().backoffLimit(), 6);
    if (pods.failed() > limit || restarts(job, pods, limit)) {
      return Optional.of(
          new JobVerdict(
              false, "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
    }
    if (deadline(job).filter(due -> !due.isAfter(now)).isPresent()) {
      return Optional.of(
          new JobVerdict(
              false, "DeadlineExceeded", "Job was active longer than specified deadline"));
    }
    var fulfilled = successRule(job, pods);
    if (fulfilled.isPresent()) {
      return Optional.of(
          new JobVerdict(true, "SuccessPolicy", "Matched rules at index " + fulfilled.get()));
    }
    if (!Boolean.TRUE.equals(job.spec().suspend()) && isComplete(job, pods)) {
      return Optional.of(
          new JobVerdict(true, "CompletionsReached", "Reached expected number of succeeded pods"));
    }
    return Optional.empty();
  }

  /** When the Job has been active for too long; empty without deadline, or while suspended. */
  static Optional<Instant> deadline(Job job) {
    var seconds = job.spec().activeDeadlineSeconds();
    var start = job.status().startTime();
    return seconds == null || start == null || Boolean.TRUE.equals(job.spec().suspend())
        ? Optional.empty()
        : Optional.of(start.plus(Duration.ofSeconds(seconds)));
  }

  static Optional<JobCondition> condition(Job job, String type) {
    return job.status().conditions().stream()
        .filter(condition -> condition.type().equals(type) && condition.status().equals("True"))
        .findFirst();
  }

  private static Optional<JobVerdict> stated(Job job, String type, boolean success) {
    return condition(job, type)
        .map(
            condition ->
                new JobVerdict(success, orEmpty(condition.reason()), orEmpty(condition.message())));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** A work queue (no completions) is done when one pod succeeded and none runs any more. */
  private static boolean isComplete(Job job, JobPods pods) {
    var completions = job.spec().completions();
    return completions == null
        ? pods.succeeded() > 0 && pods.active().isEmpty() && pods.terminating().isEmpty()
        : pods.succeeded() >= completions;
  }

  /** The first rule of an indexed Job's success policy that is fulfilled (KEP-3998). */
  private static Optional<Integer> successRule(Job job, JobPods pods) {
    var policy = job.spec().successPolicy();
    if (policy == null) {
      return Optional.empty();
    }
    var completions = Numbers.orElse(job.spec().completions(), 0);
    for (var i = 0; i < policy.rules().size(); i++) {
      var rule = policy.rules().get(i);
      var named = rule.succeededIndexes() != null;
      var wanted = IndexSet.parse(rule.succeededIndexes(), completions);
      var succeeded = named ? pods.completed().count(wanted) : pods.completed().size();
      if (succeeded >= Numbers.orElse(rule.succeededCount(), named ? wanted.size() : completions)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** With restartPolicy OnFailure the kubelet's restarts count against the limit. */
  private static boolean restarts(Job job, JobPods pods, int limit) {
    if (!"OnFailure".equals(job.spec().template().spec().restartPolicy())) {
      return false;
    }
    var restarts =
        pods.active().stream()
            .flatMap(pod -> pod.status().containerStatuses().stream())
            .mapToInt(status -> status.restartCount())
            .sum();
    return limit == 0 ? restarts > 0 : restarts >= limit;
  }
}
