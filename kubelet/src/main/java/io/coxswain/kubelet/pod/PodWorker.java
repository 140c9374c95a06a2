package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatus;
import io.coxswain.client.EventRecorder;
import io.coxswain.kubelet.pod.DesiredPod.Failure;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.volume.PodVolumes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one pod as it should be. Owned by its virtual thread: look, decide one step, take it, tell
 * the API server. Others only put the latest pod into its mailbox or wake it.
 */
final class PodWorker {
  private static final Logger log = LoggerFactory.getLogger(PodWorker.class);
  private static final Duration RESYNC = Duration.ofSeconds(60);
  private static final Duration VOLUME_REFRESH = Duration.ofSeconds(60);
  private static final Duration AFTER_ERROR = Duration.ofSeconds(2);

  private final NodeContext node;
  private final PodMemory memory;
  private final PodActions actions;
  private final Function<PodWorker, Optional<Failure>> admission;
  private final Runnable ended;
  private final Semaphore wakeups = new Semaphore(0);
  private volatile Pod latest;
  private volatile boolean removed;
  private volatile boolean closed;
  private volatile boolean refreshVolumes;
  private volatile boolean admitted;
  private @Nullable PodStatus lastStatus;
  private volatile @Nullable Failure failure;
  private Instant volumesAt = Instant.EPOCH;

  /**
   * @param admission asked once about a pod that was never taken
   */
  PodWorker(
      NodeContext node,
      ContainerStarter starter,
      Pod pod,
      boolean removed,
      Function<PodWorker, Optional<Failure>> admission,
      Runnable ended) {
    this.node = node;
    this.admission = admission;
    this.latest = pod;
    this.removed = removed;
    this.ended = ended;
    this.memory = new PodMemory(node, pod.uid(), this::wake);
    this.actions = new PodActions(node, starter, memory);
    this.admitted = pod.status().startTime() != null || removed;
  }

  void start() {
    Thread.ofVirtual().name("pod-" + latest.namespace() + "-" + latest.name()).start(this::run);
  }

  /** Puts the latest word of the API server into the mailbox. */
  void update(Pod pod) {
    var before = latest.metadata().deletionGracePeriodSeconds();
    var now = pod.metadata().deletionGracePeriodSeconds();
    if (before != null && now != null && now < before) {
      memory.stopper().hurry();
    }
    if (!latest.labels().equals(pod.labels())
        || !latest.metadata().annotations().equals(pod.metadata().annotations())) {
      refreshVolumes = true; // the downward API may show them
    }
    latest = pod;
    if (pod.metadata().deletionTimestamp() != null) {
      removed = true;
    }
    wake();
  }

  /** The API server no longer knows the pod. */
  void remove() {
    removed = true;
    wake();
  }

  /** Something the pod's volumes show has changed. */
  void refreshVolumes() {
    refreshVolumes = true;
    wake();
  }

  Pod pod() {
    return latest;
  }

  /** The status last computed, or else the API server's. */
  PodStatus status() {
    var computed = lastStatus;
    return computed == null ? latest.status() : computed;
  }

  void wake() {
    wakeups.release();
  }

  /** Ends the worker and leaves the containers alone. */
  void close() {
    closed = true;
    memory.close();
    wake();
  }

  private void run() {
    try {
      while (!closed) {
        try {
          if (turn()) {
            break;
          }
        } catch (ContainerRuntimeException e) {
          log.warn("Pod {}/{}: {}", latest.namespace(), latest.name(), e.text());
          pause(AFTER_ERROR);
        } catch (RuntimeException e) {
          log.error("Pod {}/{}", latest.namespace(), latest.name(), e);
          pause(AFTER_ERROR);
        }
      }
    } catch (InterruptedException e) {
      log.debug("worker of {} interrupted", latest.name());
    } finally {
      memory.close();
      ended.run();
    }
  }

  /** One round; true when there is nothing more to do for ever. */
  private boolean turn() throws InterruptedException {
    wakeups.drainPermits();
    var pod = latest.withStatus(base(latest.status()));
    var now = node.timers().instant();
    admit(pod);
    noteDeadline(pod, now);
    var desired = new DesiredPod(pod, removed, failure);
    var observed = memory.observe(desired);
    refresh(pod, now, observed);
    var step = PodDecision.next(desired, observed, now);
    publish(desired, observed, now, false);
    switch (step) {
      case PodStep.Wait(var until) -> pause(delay(until, pod, now));
      case PodStep.Finish() -> {
        actions.finish(pod, observed);
        publish(desired, observed, now, true);
        return true;
      }
      default -> actions.perform(step, desired, observed);
    }
    return false;
  }

  /** What we last said, with what others have said since. */
  private PodStatus base(PodStatus api) {
    var own = lastStatus;
    if (own == null) {
      return api;
    }
    var conditions =
        java.util.stream.Stream.concat(
                own.conditions().stream().filter(c -> PodConditions.OWN.contains(c.type())),
                api.conditions().stream().filter(c -> !PodConditions.OWN.contains(c.type())))
            .toList();
    var phase = api.phase();
    var finalPhase = "Succeeded".equals(phase) || "Failed".equals(phase);
    return own.withConditions(conditions).withPhase(finalPhase ? phase : own.phase());
  }

  private void admit(Pod pod) {
    if (admitted || removed || new DesiredPod(pod, false, null).finished()) {
      return;
    }
    admission
        .apply(this)
        .ifPresent(
            why -> {
              failure = new Failure(why.reason(), "Pod was rejected: " + why.message(), true);
              node.events().pod(pod, EventRecorder.WARNING, why.reason(), why.message());
            });
  }

  /** The pod counts as taken by the node from now on. */
  void admitted() {
    admitted = true;
  }

  /** Whether the pod takes up resources and ports of the node. */
  boolean holdsPlace() {
    return admitted && failure == null && !new DesiredPod(latest, false, null).finished();
  }

  private void noteDeadline(Pod pod, Instant now) {
    var deadline = new DesiredPod(pod, false, null).deadline();
    if (failure == null && deadline != null && !now.isBefore(deadline) && !removed) {
      failure =
          new Failure(
              "DeadlineExceeded",
              "Pod was active on the node longer than the specified deadline",
              false);
      node.events().pod(pod, EventRecorder.NORMAL, "DeadlineExceeded", failure.message());
    }
  }

  /** Brings volumes up to date when told to, and every now and then for tokens. */
  private void refresh(Pod pod, Instant now, ObservedPod observed) {
    if (!observed.volumesReady() || removed) {
      volumesAt = now;
      return;
    }
    var due = Duration.between(volumesAt, now).compareTo(VOLUME_REFRESH) >= 0;
    if (refreshVolumes || due && PodVolumes.anyFollows(pod)) {
      refreshVolumes = false;
      volumesAt = now;
      actions.refreshVolumes(pod, observed);
    }
  }

  private void publish(DesiredPod desired, ObservedPod observed, Instant now, boolean delete) {
    var status = PodStatuses.compute(desired, observed, node.hostIps(), now);
    StatusEvents.record(desired.pod(), lastStatus, status, node.events());
    lastStatus = status;
    node.statuses().submit(latest, status, delete);
  }

  private Duration delay(@Nullable Instant until, Pod pod, Instant now) {
    var longest = PodVolumes.anyFollows(pod) ? VOLUME_REFRESH : RESYNC.multipliedBy(5);
    if (until == null) {
      return longest;
    }
    var delay = Duration.between(now, Objects.requireNonNull(until));
    return delay.compareTo(longest) > 0 ? longest : delay.isNegative() ? Duration.ZERO : delay;
  }

  private void pause(Duration delay) throws InterruptedException {
    wakeups.tryAcquire(delay.toMillis() + 1, TimeUnit.MILLISECONDS);
  }
}
