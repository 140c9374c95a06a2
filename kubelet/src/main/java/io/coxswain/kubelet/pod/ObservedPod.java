package io.coxswain.kubelet.pod;

import io.coxswain.kubelet.runtime.RuntimeContainer;
import io.coxswain.kubelet.runtime.RuntimePod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pod is: what the runtime says, and the little that only this worker knows.
 *
 * @param stopping ids of containers that were asked to stop
 * @param failures why a container's last start did not succeed, by container name
 * @param backoffs how long a container's next restart waits, by container name
 * @param probes results of probes, by container id
 * @param messages termination messages, by container id
 * @param addresses the pod's addresses, primary first
 */
public record ObservedPod(
    RuntimePod runtime,
    boolean volumesReady,
    Set<String> stopping,
    Map<String, StartFailure> failures,
    Map<String, CrashBackoff> backoffs,
    Map<String, ProbeState> probes,
    Map<String, String> messages,
    List<String> addresses) {

  /**
   * A start that did not succeed.
   *
   * @param retryAt when it may be tried again
   * @param laterReason what to show once {@code laterAt} has passed, such as ImagePullBackOff
   */
  public record StartFailure(
      String reason,
      String message,
      Instant retryAt,
      @Nullable String laterReason,
      @Nullable String laterMessage,
      Instant laterAt) {
    static StartFailure of(String reason, String message, Instant retryAt) {
      return new StartFailure(reason, message, retryAt, null, null, retryAt);
    }

    String reasonAt(Instant now) {
      return laterReason != null && !now.isBefore(laterAt) ? laterReason : reason;
    }

    String messageAt(Instant now) {
      return laterMessage != null && !now.isBefore(laterAt) ? laterMessage : message;
    }
  }

  /**
   * The wait between a container's end and its next start: none at first, then 10 s doubling to 5
   * min, forgotten when a container ran for 10 min (kubelet's flowcontrol.Backoff).
   */
  public record CrashBackoff(Duration delay, Instant updated) {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** The state after a start at {@code now} that follows an end at {@code finished}. */
    static CrashBackoff next(@Nullable CrashBackoff before, Instant finished, Instant now) {
      if (before == null || before.expired(finished)) {
        return new CrashBackoff(FIRST, now);
      }
      var doubled = before.delay.multipliedBy(2);
      return new CrashBackoff(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled, now);
    }

    boolean expired(Instant finished) {
      return Duration.between(updated, finished).compareTo(LONGEST.multipliedBy(2)) > 0;
    }
  }

  /**
   * What probes found.
   *
   * @param started the startup probe has succeeded, or there is none
   * @param ready the readiness probe's latest word, true where there is none
   * @param failed the message with which a liveness or startup probe gave the container up
   */
  public record ProbeState(
      boolean started, boolean ready, @Nullable String failed, @Nullable Long graceSeconds) {}

  boolean started(RuntimeContainer container) {
    var state = probes.get(container.id());
    return container.running() && state != null && state.started();
  }

  boolean ready(RuntimeContainer container) {
    var state = probes.get(container.id());
    return container.running() && state != null && state.started() && state.ready();
  }

  /** When a container that ended may start again; null for at once. */
  @Nullable Instant restartAt(RuntimeContainer ended) {
    var backoff = backoffs.get(ended.name());
    var finished = ended.finishedAt() == null ? ended.createdAt() : ended.finishedAt();
    return backoff == null || backoff.expired(finished) ? null : finished.plus(backoff.delay());
  }
}
