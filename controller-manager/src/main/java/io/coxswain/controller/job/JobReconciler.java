package io.coxswain.controller.job;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.pod.DeletionOrder;
import io.coxswain.controller.pod.Owners;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a Job's pods until enough succeeded or too many failed. The status is written first and
 * finalizers are removed after, so that an end is counted once whenever we are interrupted.
 */
public final class JobReconciler implements Reconciler<JobView> {
  private static final int MOST_AT_ONCE = 500;

  @Override
  public Plan reconcile(JobView view, Instant now) {
    var job = view.job();
    var orphans = view.orphans().stream().map(Tracking::release).toList();
    if (job == null) {
      return Plan.of(orphans);
    }
    if (job.metadata().deletionTimestamp() != null) {
      return Plan.of(orphans).then(releaseAll(view.pods()));
    }
    var finished =
        JobVerdict.condition(job, "Complete").or(() -> JobVerdict.condition(job, "Failed"));
    if (finished.isPresent()) {
      var at = finished.get().lastTransitionTime();
      return Plan.of(orphans)
          .then(releaseAll(view.pods()))
          .then(expiry(job, at == null ? now : at, now));
    }
    var claims = claims(job, view);
    return claims.isEmpty()
        ? Plan.of(orphans).then(running(job, view, now))
        : Plan.of(orphans).then(claims); // how many pods there are is known once these are settled
  }

  /** Pods come and go together with the finalizer that tracks them. */
  private static List<Change> claims(Job job, JobView view) {
    var claims = new ArrayList<Change>();
    for (var pod : view.adoptable()) {
      claims.add(Tracking.track(pod.withMetadata(Owners.adopted(pod.metadata(), job))));
    }
    for (var pod : view.foreign()) {
      claims.add(Tracking.release(pod.withMetadata(Owners.released(pod.metadata(), job))));
    }
    return claims;
  }

  private static List<Change> releaseAll(List<Pod> pods) {
    return pods.stream().filter(Tracking::isTracked).map(Tracking::release).toList();
  }

  /** Deletes a finished Job when its time to live is over. */
  private static Plan expiry(Job job, Instant finishedAt, Instant now) {
    var seconds = job.spec().ttlSecondsAfterFinished();
    if (seconds == null) {
      return Plan.settled();
    }
    var due = finishedAt.plus(Duration.ofSeconds(seconds));
    return due.isAfter(now)
        ? Plan.settled().checkAt(due, now)
        : Plan.of(new Change.Delete(job, "Foreground", null));
  }

  private static Plan running(Job job, JobView view, Instant now) {
    var pods = JobPods.of(job, view.pods());
    var verdict = JobVerdict.of(job, pods, now);
    var work =
        verdict.isPresent()
            ? deleteAll(pods.active())
            : Boolean.TRUE.equals(job.spec().suspend())
                ? withdraw(pods.active())
                : manage(job, pods, view.pods(), now);
    var after = JobStatuses.next(job, pods, verdict, now);
    var status =
        after.equals(job)
            ? Optional.<Change>empty()
            : Optional.<Change>of(new Change.PatchStatus(job, after));
    var releases = pods.toRelease().stream().map(Tracking::release).toList();
    var plan = Plan.of(status).then(releases).then(work).then(events(job, after, view.outcomes()));
    return plan.checkAfter(
        JobVerdict.deadline(job)
            .map(due -> Duration.between(now, due))
            .filter(Duration::isPositive));
  }

  /** The Job is decided: what still runs ends, and counts as failed. */
  private static Plan deleteAll(List<Pod> active) {
    return Plan.of(active.stream().map(Change.Delete::new).toList());
  }

  /** Suspension and scaling down end pods without counting them: the finalizer goes first. */
  private static Plan withdraw(List<Pod> surplus) {
    var released = surplus.stream().filter(Tracking::isTracked).map(Tracking::release).toList();
    return Plan.of(released).then(surplus.stream().map(Change.Delete::new).toList());
  }

  private static Plan manage(Job job, JobPods pods, List<Pod> all, Instant now) {
    var parallelism = Numbers.orElse(job.spec().parallelism(), 1);
    var completions = job.spec().completions();
    var active = pods.active().size();
    int wanted;
    if (completions == null) {
      // once one pod of a work queue succeeded the others finish, and none is started any more
      wanted = pods.succeeded() > 0 ? Math.min(active, parallelism) : parallelism;
    } else {
      wanted = Math.min(Math.max(0, completions - pods.succeeded()), parallelism);
    }
    if (active > wanted) {
      var order = DeletionOrder.leastValuableFirst(pods.active(), pods.active(), now);
      return withdraw(order.subList(0, active - wanted));
    }
    var stillEnding = JobPods.replacesOnlyFailed(job) ? pods.terminating().size() : 0;
    var missing = Math.min(MOST_AT_ONCE, wanted - active - stillEnding);
    if (missing <= 0) {
      return Plan.settled();
    }
    var wait = JobBackoff.remaining(all, now);
    if (wait.isPositive()) {
      return Plan.settled().checkAfter(wait);
    }
    return Plan.of(create(job, pods, missing));
  }

  private static List<Change> create(Job job, JobPods pods, int missing) {
    var changes = new ArrayList<Change>();
    if (!"Indexed".equals(job.spec().completionMode())) {
      for (var i = 0; i < missing; i++) {
        changes.add(new Change.Create(JobPodTemplate.pod(job)));
      }
      return changes;
    }
    var taken = new IndexSet();
    pods.active().forEach(pod -> taken.add(Math.max(0, JobPodTemplate.indexOf(pod))));
    if (JobPods.replacesOnlyFailed(job)) {
      pods.terminating().forEach(pod -> taken.add(Math.max(0, JobPodTemplate.indexOf(pod))));
    }
    var completions = Numbers.orZero(job.spec().completions());
    for (var index = 0; index < completions && changes.size() < missing; index++) {
      if (!taken.contains(index) && !pods.completed().contains(index)) {
        changes.add(new Change.Create(JobPodTemplate.pod(job, index)));
      }
    }
    return changes;
  }

  private static List<Change> events(Job before, Job after, List<Outcome> outcomes) {
    var events = new ArrayList<Change>(JobStatuses.events(before, after));
    for (var outcome : outcomes) {
      switch (outcome) {
        case Outcome.Created created ->
            events.add(
                Change.RecordEvent.normal(
                    before, "SuccessfulCreate", "Created pod: " + created.object().name()));
        case Outcome.Deleted deleted ->
            events.add(
                Change.RecordEvent.normal(
                    before,
                    "SuccessfulDelete",
                    "Deleted pod: " + deleted.change().object().name()));
        case Outcome.Refused refused -> {
          if (refused.change() instanceof Change.Create) {
            events.add(
                Change.RecordEvent.warning(
                    before, "FailedCreate", "Error creating: " + refused.message()));
          }
        }
      }
    }
    return events;
  }
}
