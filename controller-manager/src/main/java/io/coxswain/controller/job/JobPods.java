package io.coxswain.controller.job;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.batch.v1.Job.UncountedTerminatedPods;
import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.pod.PodStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pods of a Job sorted by what they mean for its counters. Each end is counted once: the pod's
 * UID goes to {@code uncountedTerminatedPods}, then its finalizer goes, then the UID becomes a
 * count.
 *
 * @param active neither ended nor being deleted
 * @param terminating being deleted, not ended
 * @param succeeded the counter, ends noted in this step included
 * @param failed likewise
 * @param uncounted what the status shall note
 * @param toRelease pods whose end is noted, or does not count, and that still have the finalizer
 * @param completed the completed indexes of an Indexed Job
 * @param failJob the message of a FailJob rule that matched
 */
record JobPods(
    List<Pod> active,
    List<Pod> terminating,
    int succeeded,
    int failed,
    int countedSucceeded,
    int countedFailed,
    UncountedTerminatedPods uncounted,
    List<Pod> toRelease,
    IndexSet completed,
    Optional<String> failJob) {

  static JobPods of(Job job, List<Pod> pods) {
    return new Sorting(job).sort(pods);
  }

  boolean isAnyUncounted() {
    return !uncounted.succeeded().isEmpty() || !uncounted.failed().isEmpty();
  }

  /** Whether a pod is replaced only once it has really failed, not already while terminating. */
  static boolean replacesOnlyFailed(Job job) {
    return "Failed".equals(job.spec().podReplacementPolicy())
        || job.spec().podFailurePolicy() != null;
  }

  /** When a pod ended, as well as it is known. */
  static Instant endOf(Pod pod, Instant now) {
    return pod.status().containerStatuses().stream()
        .map(ContainerStatus::state)
        .filter(Objects::nonNull)
        .flatMap(state -> Stream.ofNullable(state.terminated()))
        .flatMap(terminated -> Stream.ofNullable(terminated.finishedAt()))
        .max(Instant::compareTo)
        .or(
            () ->
                PodStates.condition(pod, "Ready")
                    .flatMap(ready -> Optional.ofNullable(ready.lastTransitionTime())))
        .or(() -> Optional.ofNullable(pod.metadata().deletionTimestamp()))
        // never started (rejected, evicted): the time of looking would move the end for ever
        .or(() -> Optional.ofNullable(pod.metadata().creationTimestamp()))
        .orElse(now);
  }

  private static final class Sorting {
    private final Job job;
    private final boolean indexed;
    private final IndexSet completed;
    private final Set<String> notedSucceeded = new TreeSet<>();
    private final Set<String> notedFailed = new TreeSet<>();
    private final List<Pod> active = new ArrayList<>();
    private final List<Pod> terminating = new ArrayList<>();
    private final List<Pod> toRelease = new ArrayList<>();
    private int countedSucceeded;
    private int countedFailed;
    private Optional<String> failJob = Optional.empty();

    Sorting(Job job) {
      this.job = job;
      indexed = "Indexed".equals(job.spec().completionMode());
      completed =
          IndexSet.parse(
              job.status().completedIndexes(), Numbers.orElse(job.spec().completions(), 0));
      countedSucceeded = Numbers.orZero(job.status().succeeded());
      countedFailed = Numbers.orZero(job.status().failed());
    }

    JobPods sort(List<Pod> pods) {
      countReleased(pods);
      for (var pod : pods) {
        if (PodStates.isActive(pod)) {
          active.add(pod);
        } else if (!PodStates.isTerminal(pod)) {
          terminating.add(pod);
        }
        if (Tracking.isTracked(pod)) {
          note(pod);
        }
      }
      var succeeded = indexed ? completed.size() : countedSucceeded + notedSucceeded.size();
      return new JobPods(
          List.copyOf(active),
          List.copyOf(terminating),
          succeeded,
          countedFailed + notedFailed.size(),
          indexed ? completed.size() : countedSucceeded,
          countedFailed,
          new UncountedTerminatedPods(List.copyOf(notedSucceeded), List.copyOf(notedFailed)),
          List.copyOf(toRelease),
          completed,
          failJob);
    }

    /** What was noted before and has lost its finalizer since becomes a count. */
    private void countReleased(List<Pod> pods) {
      var uncounted = job.status().uncountedTerminatedPods();
      if (uncounted == null) {
        return;
      }
      var tracked = new HashSet<String>();
      pods.stream().filter(Tracking::isTracked).forEach(pod -> tracked.add(pod.uid()));
      for (var uid : uncounted.succeeded()) {
        if (tracked.contains(uid)) {
          notedSucceeded.add(uid);
        } else {
          countedSucceeded++;
        }
      }
      for (var uid : uncounted.failed()) {
        if (tracked.contains(uid)) {
          notedFailed.add(uid);
        } else {
          countedFailed++;
        }
      }
    }

    private void note(Pod pod) {
      if (notedSucceeded.contains(pod.uid()) || notedFailed.contains(pod.uid())) {
        toRelease.add(pod);
      } else if (PodStates.isSucceeded(pod)) {
        noteSuccess(pod);
      } else if (PodStates.isFailed(pod)
          || PodStates.isTerminating(pod) && !replacesOnlyFailed(job)) {
        // without the policy a pod on its way out counts at once: its node may never report its end
        noteFailure(pod);
      }
    }

    private void noteSuccess(Pod pod) {
      toRelease.add(pod);
      if (!indexed) {
        notedSucceeded.add(pod.uid());
        return;
      }
      var index = JobPodTemplate.indexOf(pod);
      if (index >= 0 && index < Numbers.orElse(job.spec().completions(), 0)) {
        completed.add(index); // the set counts by itself, so the UID need not be noted
      }
    }

    private void noteFailure(Pod pod) {
      toRelease.add(pod);
      var match = PodFailurePolicies.match(job.spec().podFailurePolicy(), pod);
      if (match.filter(found -> found.action().equals("FailJob")).isPresent()) {
        failJob = failJob.or(() -> match.map(PodFailurePolicies.Match::message));
      }
      if (match.filter(found -> found.action().equals("Ignore")).isEmpty()) {
        notedFailed.add(pod.uid());
      }
    }
  }
}
