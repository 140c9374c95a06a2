package io.coxswain.scheduler.framework;

import io.coxswain.scheduler.nodes.PodInfo;
import java.time.Instant;
import java.util.Set;

/**
 * A pending pod in the queue.
 *
 * @param queuedAt when it entered the active queue last
 * @param attempts how often it was tried
 * @param lastTried when it was tried last; equal to {@code queuedAt} before the first attempt
 * @param rejectedBy the plugins that rejected it when it was tried last
 */
public record QueuedPod(
    PodInfo info, Instant queuedAt, int attempts, Instant lastTried, Set<String> rejectedBy) {
  public static QueuedPod first(PodInfo info, Instant now) {
    return new QueuedPod(info, now, 0, now, Set.of());
  }

  public QueuedPod withInfo(PodInfo newInfo) {
    return new QueuedPod(newInfo, queuedAt, attempts, lastTried, rejectedBy);
  }

  public QueuedPod withQueuedAt(Instant now) {
    return new QueuedPod(info, now, attempts, lastTried, rejectedBy);
  }

  /** The pod as it stands after one more attempt. */
  public QueuedPod tried(Instant now, Set<String> newRejectedBy) {
    return new QueuedPod(info, queuedAt, attempts + 1, now, newRejectedBy);
  }
}
