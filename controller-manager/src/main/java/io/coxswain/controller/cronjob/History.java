package io.coxswain.controller.cronjob;

import io.coxswain.api.batch.v1.CronJob;
import io.coxswain.api.batch.v1.Job;
import io.coxswain.client.runtime.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs that have ended, and which of them have been kept long enough. */
final class History {
  private static final Comparator<Job> OLDEST_FIRST =
      Comparator.comparing(
              (Job job) -> job.status().startTime(), Comparator.nullsLast(Instant::compareTo))
          .thenComparing(Job::name);

  private History() {}

  /** {@code Complete} or {@code Failed}; empty while the job runs. */
  static Optional<String> finished(Job job) {
    return job.status().conditions().stream()
        .filter(condition -> condition.status().equals("True"))
        .map(Job.JobCondition::type)
        .filter(type -> type.equals("Complete") || type.equals("Failed"))
        .findFirst();
  }

  /** The oldest ended jobs beyond the limits. */
  static List<Change> surplus(CronJob cronJob, List<Job> jobs) {
    var surplus = new ArrayList<Change>();
    surplus.addAll(oldest(jobs, "Complete", cronJob.spec().successfulJobsHistoryLimit()));
    surplus.addAll(oldest(jobs, "Failed", cronJob.spec().failedJobsHistoryLimit()));
    return surplus;
  }

  private static List<Change> oldest(List<Job> jobs, String type, @Nullable Integer kept) {
    var ended =
        jobs.stream()
            .filter(job -> finished(job).filter(type::equals).isPresent())
            .filter(job -> job.metadata().deletionTimestamp() == null)
            .sorted(OLDEST_FIRST)
            .toList();
    return kept == null || ended.size() <= kept
        ? List.of()
        : ended.subList(0, ended.size() - kept).stream().map(CronJobReconciler::delete).toList();
  }
}
