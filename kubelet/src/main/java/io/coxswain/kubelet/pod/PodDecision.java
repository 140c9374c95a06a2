package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Container;
import io.coxswain.kubelet.pod.PodStep.RemoveContainers;
import io.coxswain.kubelet.pod.PodStep.Stop;
import io.coxswain.kubelet.pod.PodStep.StopContainers;
import io.coxswain.kubelet.pod.PodStep.Wait;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import io.coxswain.kubelet.runtime.RuntimeSandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides a pod's next step from what it should be and what it is. Pure. Follows upstream's
 * computePodActions, one action at a time.
 */
public final class PodDecision {
  private final DesiredPod desired;
  private final ObservedPod observed;
  private final Instant now;
  private @Nullable Instant wakeAt;

  private PodDecision(DesiredPod desired, ObservedPod observed, Instant now) {
    this.desired = desired;
    this.observed = observed;
    this.now = now;
  }

  public static PodStep next(DesiredPod desired, ObservedPod observed, Instant now) {
    return new PodDecision(desired, observed, now).decide();
  }

  private PodStep decide() {
    if (desired.removed()) {
      return stopEverything(true);
    }
    if (desired.failure() != null || desired.finished() || completed()) {
      return stopEverything(false);
    }
    if (!observed.volumesReady()) {
      return new PodStep.SetUpVolumes();
    }
    var sandbox = observed.runtime().sandbox();
    if (sandbox.isEmpty() || !sandbox.get().ready()) {
      return withoutSandbox(sandbox);
    }
    return withSandbox(sandbox.get());
  }

  /** Containers first, sidecars after them, the sandbox last. */
  private PodStep stopEverything(boolean remove) {
    var running =
        observed.runtime().containers().stream().filter(RuntimeContainer::running).toList();
    var others = running.stream().filter(c -> !isSidecar(c.name())).toList();
    var turn = others.isEmpty() ? lastSidecars(running) : others;
    var stops =
        turn.stream()
            .filter(c -> !observed.stopping().contains(c.id()))
            .map(c -> new Stop(c.id(), c.name(), "Stopping container " + c.name(), null))
            .toList();
    if (!stops.isEmpty()) {
      return new StopContainers(stops);
    }
    if (!running.isEmpty()) {
      return Wait.FOR_CHANGES;
    }
    if (remove) {
      return new PodStep.Finish();
    }
    return observed.runtime().sandboxes().stream()
        .filter(RuntimeSandbox::ready)
        .findFirst()
        .<PodStep>map(s -> new PodStep.StopSandbox(s.id()))
        .orElse(Wait.FOR_CHANGES);
  }

  /** Sidecars end in the reverse of their order, one after the other. */
  private List<RuntimeContainer> lastSidecars(List<RuntimeContainer> running) {
    for (var spec : desired.pod().spec().initContainers().reversed()) {
      var found = running.stream().filter(c -> c.name().equals(spec.name())).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return running;
  }

  private boolean isSidecar(String name) {
    return desired.pod().spec().initContainers().stream()
        .anyMatch(c -> c.name().equals(name) && PodContainers.isSidecar(c));
  }

  /** No container will ever start again. */
  private boolean completed() {
    if (desired.restartPolicy().equals("Always")) {
      return false;
    }
    var initFailed =
        desired.restartPolicy().equals("Never")
            && desired.pod().spec().initContainers().stream()
                .filter(c -> !PodContainers.isSidecar(c))
                .flatMap(c -> observed.runtime().latest(c.name()).stream())
                .anyMatch(c -> c.exited() && c.exitCode() != 0);
    return initFailed
        || desired.pod().spec().containers().stream()
            .allMatch(
                c ->
                    observed
                        .runtime()
                        .latest(c.name())
                        .filter(r -> r.exited() && !restarts(c, r))
                        .isPresent());
  }

  private PodStep withoutSandbox(Optional<RuntimeSandbox> dead) {
    var running =
        observed.runtime().containers().stream().filter(RuntimeContainer::running).toList();
    if (!running.isEmpty()) {
      var stops =
          running.stream()
              .filter(c -> !observed.stopping().contains(c.id()))
              .map(c -> new Stop(c.id(), c.name(), "Stopping container " + c.name(), null))
              .toList();
      return stops.isEmpty() ? Wait.FOR_CHANGES : new StopContainers(stops);
    }
    var failure = observed.failures().get(PodContainers.SANDBOX);
    if (failure != null && now.isBefore(failure.retryAt())) {
      return new Wait(failure.retryAt());
    }
    return new PodStep.MakeSandbox(dead.map(s -> s.attempt() + 1).orElse(0));
  }

  private PodStep withSandbox(RuntimeSandbox sandbox) {
    var spec = desired.pod().spec();
    var mainStarted = spec.containers().stream().anyMatch(c -> current(c, sandbox).isPresent());
    for (var container : spec.initContainers()) {
      var step =
          PodContainers.isSidecar(container)
              ? keepRunning(container, sandbox)
              : mainStarted ? null : initialize(container, sandbox);
      if (step != null) {
        return step;
      }
      var ours = current(container, sandbox);
      var passed =
          PodContainers.isSidecar(container)
              ? ours.filter(observed::started).isPresent()
              : mainStarted || ours.filter(c -> c.exited() && c.exitCode() == 0).isPresent();
      if (!passed && !mainStarted) {
        return wake();
      }
    }
    for (var container : spec.containers()) {
      var step = keepRunning(container, sandbox);
      if (step != null) {
        return step;
      }
    }
    var ephemeral = startEphemeral(sandbox);
    return ephemeral != null ? ephemeral : clean();
  }

  private @Nullable PodStep startEphemeral(RuntimeSandbox sandbox) {
    for (var container : desired.pod().spec().ephemeralContainers()) {
      if (observed.runtime().latest(container.name()).isEmpty()) {
        var step = start(PodContainers.of(container), sandbox, null);
        if (step != null) {
          return step;
        }
      }
    }
    return null;
  }

  /** A step for an init container; null where there is nothing to do now. */
  private @Nullable PodStep initialize(Container container, RuntimeSandbox sandbox) {
    var ours = current(container, sandbox);
    if (ours.isEmpty() || ours.get().state() == RuntimeContainer.State.CREATED) {
      return start(container, sandbox, null);
    }
    var latest = ours.get();
    return latest.running() || latest.exitCode() == 0 ? null : restart(container, sandbox, latest);
  }

  private @Nullable PodStep keepRunning(Container container, RuntimeSandbox sandbox) {
    var ours = current(container, sandbox);
    if (ours.isEmpty() || ours.get().state() == RuntimeContainer.State.CREATED) {
      return start(container, sandbox, null);
    }
    var latest = ours.get();
    if (latest.exited()) {
      return restarts(container, latest) ? restart(container, sandbox, latest) : null;
    }
    if (observed.stopping().contains(latest.id())) {
      return null;
    }
    var probe = observed.probes().get(latest.id());
    if (probe != null && probe.failed() != null) {
      return new StopContainers(
          List.of(new Stop(latest.id(), latest.name(), probe.failed(), probe.graceSeconds())));
    }
    if (!latest.hash().equals(PodContainers.hash(container))) {
      var message = "Container " + latest.name() + " definition changed, will be restarted";
      return new StopContainers(List.of(new Stop(latest.id(), latest.name(), message, null)));
    }
    return null;
  }

  private boolean restarts(Container container, RuntimeContainer ended) {
    var policy =
        container.restartPolicy() == null ? desired.restartPolicy() : container.restartPolicy();
    return switch (policy) {
      case "Always" -> true;
      case "OnFailure" -> ended.exitCode() != 0;
      default -> false;
    };
  }

  private @Nullable PodStep restart(
      Container container, RuntimeSandbox sandbox, RuntimeContainer ended) {
    var at = observed.restartAt(ended);
    if (at != null && now.isBefore(at)) {
      wakeBy(at);
      return null;
    }
    return start(container, sandbox, ended);
  }

  private @Nullable PodStep start(
      Container container, RuntimeSandbox sandbox, @Nullable RuntimeContainer ended) {
    var failure = observed.failures().get(container.name());
    if (failure != null && now.isBefore(failure.retryAt())) {
      wakeBy(failure.retryAt());
      if (now.isBefore(failure.laterAt())) {
        wakeBy(failure.laterAt());
      }
      return null;
    }
    return new PodStep.StartContainer(container, nextAttempt(container.name()), ended != null);
  }

  /** One more than ever before; what the API server remembers counts too. */
  private int nextAttempt(String name) {
    var latest = observed.runtime().latest(name);
    if (latest.isPresent()) {
      var unused = latest.get().state() == RuntimeContainer.State.CREATED;
      return latest.get().attempt() + (unused ? 0 : 1);
    }
    return PodContainers.status(desired.pod(), name)
        .filter(s -> s.containerID() != null)
        .map(s -> s.restartCount() + 1)
        .orElse(0);
  }

  private Optional<RuntimeContainer> current(Container container, RuntimeSandbox sandbox) {
    return observed
        .runtime()
        .latest(container.name())
        .filter(c -> c.sandboxId().equals(sandbox.id()));
  }

  /** One dead container of each name is kept, for its log and its last state. */
  private PodStep clean() {
    var dead = new ArrayList<String>();
    for (var name :
        observed.runtime().containers().stream().map(RuntimeContainer::name).distinct().toList()) {
      observed.runtime().attempts(name).stream()
          .skip(1)
          .filter(c -> !c.running())
          .skip(1)
          .forEach(c -> dead.add(c.id()));
    }
    return dead.isEmpty() ? wake() : new RemoveContainers(List.copyOf(dead));
  }

  private void wakeBy(Instant at) {
    if (wakeAt == null || at.isBefore(wakeAt)) {
      wakeAt = at;
    }
  }

  private Wait wake() {
    var deadline = desired.deadline();
    if (deadline != null && now.isBefore(deadline)) {
      wakeBy(deadline);
    }
    return new Wait(wakeAt);
  }
}
