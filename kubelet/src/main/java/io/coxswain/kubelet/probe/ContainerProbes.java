package io.coxswain.kubelet.probe;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Probe;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.Timers;
import io.coxswain.kubelet.pod.ObservedPod.ProbeState;
import io.coxswain.kubelet.pod.PodEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The probes of one running container: a virtual thread each, liveness and readiness only once the
 * startup probe has succeeded. The state is read by the pod's worker.
 */
public final class ContainerProbes implements AutoCloseable {
  /** When a probe's first run is due. */
  private static Duration firstDelay(Probe probe, @Nullable Instant startedAt, Instant now) {
    var delay = Duration.ofSeconds(Objects.requireNonNullElse(probe.initialDelaySeconds(), 0));
    if (startedAt == null) {
      return delay;
    }
    var left = delay.minus(Duration.between(startedAt, now));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private final Pod pod;
  private final Container container;
  private final ProbeAction action;
  private final PodEvents events;
  private final Timers timers;
  private final @Nullable Instant startedAt;
  private final Runnable changed;
  private final List<Thread> threads = new ArrayList<>();
  private volatile ProbeState state;
  private volatile boolean closed;
  private volatile boolean restartsEnded;

  /**
   * @param knownReady whether the API server had the container as started and ready: a restarted
   *     kubelet goes on from there
   * @param changed called after each change of the state
   */
  public ContainerProbes(
      Pod pod,
      ProbeAction action,
      @Nullable Instant startedAt,
      boolean knownReady,
      PodEvents events,
      Timers timers,
      Runnable changed) {
    this.pod = pod;
    this.container = action.container();
    this.action = action;
    this.startedAt = startedAt;
    this.events = events;
    this.timers = timers;
    this.changed = changed;
    var started = container.startupProbe() == null || knownReady;
    this.state =
        new ProbeState(started, container.readinessProbe() == null || knownReady, null, null);
    begin(started);
  }

  public ProbeState state() {
    return state;
  }

  private synchronized void begin(boolean started) {
    if (closed) {
      return;
    }
    var startup = container.startupProbe();
    if (!started && startup != null) {
      follow("Startup", startup, false);
      return;
    }
    if (container.livenessProbe() != null) {
      follow("Liveness", container.livenessProbe(), true);
    }
    if (container.readinessProbe() != null) {
      follow("Readiness", container.readinessProbe(), state.ready());
    }
  }

  private void follow(String kind, Probe probe, boolean initial) {
    threads.add(
        Thread.ofVirtual()
            .name("probe-" + kind + "-" + pod.name() + "-" + container.name())
            .start(() -> loop(kind, probe, initial)));
  }

  private void loop(String kind, Probe probe, boolean initial) {
    var period = Duration.ofSeconds(Objects.requireNonNullElse(probe.periodSeconds(), 10));
    var counter = ProbeCounter.initial(initial);
    try {
      timers.sleep(firstDelay(probe, startedAt, timers.instant()));
      while (!closed && !(restartsEnded && !kind.equals("Readiness"))) {
        var before = timers.nanoTime();
        var result = action.run(probe);
        if (closed) {
          return;
        }
        report(kind, result);
        counter = counter.after(result.success(), probe);
        if (!apply(kind, probe, counter, result)) {
          return;
        }
        var left = period.minusNanos(timers.nanoTime() - before);
        timers.sleep(left.isNegative() ? Duration.ZERO : left);
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void report(String kind, ProbeAction.Result result) {
    if (result.success()) {
      return;
    }
    var message =
        result.error()
            ? kind + " probe errored: " + result.output()
            : kind + " probe failed: " + result.output();
    events.container(pod, container.name(), EventRecorder.WARNING, "Unhealthy", message);
  }

  /** Takes a verdict over; false ends the probe. */
  private boolean apply(String kind, Probe probe, ProbeCounter counter, ProbeAction.Result result) {
    var verdict = counter.verdict();
    switch (kind) {
      case "Readiness" -> {
        if (state.ready() != verdict) {
          update(new ProbeState(state.started(), verdict, state.failed(), state.graceSeconds()));
        }
        return true;
      }
      case "Startup" -> {
        if (verdict) {
          update(new ProbeState(true, state.ready(), null, null));
          begin(true);
          return false;
        }
        return !gaveUp(kind, probe, counter, result);
      }
      default -> {
        return verdict || !gaveUp(kind, probe, counter, result);
      }
    }
  }

  private boolean gaveUp(
      String kind, Probe probe, ProbeCounter counter, ProbeAction.Result result) {
    var threshold = Objects.requireNonNullElse(probe.failureThreshold(), 3);
    if (result.success() || counter.run() < threshold) {
      return false;
    }
    var word = kind.equals("Startup") ? "startup" : "liveness";
    var message = "Container " + container.name() + " failed " + word + " probe, will be restarted";
    update(
        new ProbeState(
            state.started(), state.ready(), message, probe.terminationGracePeriodSeconds()));
    return true;
  }

  /**
   * The pod is ending: whether its containers are ready is still asked, since they serve as long as
   * nobody else does, but none is restarted any more.
   */
  public void endRestarts() {
    restartsEnded = true;
  }

  private void update(ProbeState next) {
    state = next;
    changed.run();
  }

  @Override
  public synchronized void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }
}
