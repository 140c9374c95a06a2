package io.coxswain.controller.ttlafterfinished;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Removes an ended job, with all it made, ttlSecondsAfterFinished after its end. */
final class TtlAfterFinishedReconciler implements Reconciler<Job> {
  private static final Set<String> ENDS = Set.of("Complete", "Failed");

  @Override
  public Plan reconcile(Job job, Instant now) {
    var seconds = job.spec().ttlSecondsAfterFinished();
    var end = endOf(job);
    if (seconds == null || end.isEmpty() || job.metadata().deletionTimestamp() != null) {
      return Plan.settled();
    }
    var due = end.get().plusSeconds(seconds);
    return due.isAfter(now)
        ? Plan.settled().checkAt(due, now)
        : Plan.of(new Change.Delete(job, "Foreground", null));
  }

  private static Optional<Instant> endOf(Job job) {
    return job.status().conditions().stream()
        .filter(condition -> ENDS.contains(condition.type()))
        .filter(condition -> condition.status().equals("True"))
        .flatMap(condition -> Stream.ofNullable(condition.lastTransitionTime()))
        .findFirst();
  }
}
