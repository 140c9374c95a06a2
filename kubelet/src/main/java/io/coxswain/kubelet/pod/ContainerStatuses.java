package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.ContainerStatus.ContainerState;
import io.coxswain.api.core.v1.ContainerStatus.ContainerStateRunning;
import io.coxswain.api.core.v1.ContainerStatus.ContainerStateTerminated;
import io.coxswain.api.core.v1.ContainerStatus.ContainerStateWaiting;
import io.coxswain.api.core.v1.ContainerStatus.VolumeMountStatus;
import io.coxswain.api.core.v1.ContainerStatusBuilder;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Container statuses of one pod at one moment. Pure. */
final class ContainerStatuses {
  private static final ContainerState NONE = new ContainerState(null, null, null);

  private final DesiredPod desired;
  private final ObservedPod observed;
  private final Instant now;

  ContainerStatuses(DesiredPod desired, ObservedPod observed, Instant now) {
    this.desired = desired;
    this.observed = observed;
    this.now = now;
  }

  ContainerStatus init(Container container) {
    var status = status(container);
    if (PodContainers.isSidecar(container)) {
      return status;
    }
    var ended = status.state().terminated();
    return status.withReady(ended != null && ended.exitCode() == 0);
  }

  ContainerStatus main(Container container) {
    return status(container);
  }

  private ContainerStatus status(Container container) {
    var attempts = observed.runtime().attempts(container.name());
    var old = PodContainers.status(desired.pod(), container.name());
    if (attempts.isEmpty()) {
      return unborn(container, old);
    }
    var latest = attempts.getFirst();
    var state = state(container, latest);
    var last =
        state.waiting() != null && latest.exited()
            ? new ContainerState(null, null, terminated(latest))
            : attempts.stream()
                .skip(1)
                .filter(RuntimeContainer::exited)
                .findFirst()
                .map(c -> new ContainerState(null, null, terminated(c)))
                .orElse(old.map(ContainerStatus::lastState).orElse(NONE));
    return base(container)
        .state(state)
        .lastState(last)
        .ready(observed.ready(latest))
        .started(observed.started(latest))
        .restartCount(latest.attempt())
        .imageID(latest.imageId())
        .containerID(id(latest))
        .build();
  }

  private ContainerStatusBuilder base(Container container) {
    return ContainerStatusBuilder.builder()
        .name(container.name())
        .image(Objects.requireNonNullElse(container.image(), ""))
        .imageID("")
        .allocatedResources(container.resources().requests())
        .resources(
            container.resources().requests().isEmpty() && container.resources().limits().isEmpty()
                ? io.coxswain.api.core.v1.ResourceRequirementsBuilder.builder().build()
                : container.resources())
        .volumeMounts(
            container.volumeMounts().stream()
                .map(
                    m ->
                        new VolumeMountStatus(
                            m.name(),
                            m.mountPath(),
                            Boolean.TRUE.equals(m.readOnly()) ? true : null,
                            Boolean.TRUE.equals(m.readOnly()) ? "Disabled" : null))
                .toList());
  }

  /** The runtime has nothing of the container: it did not start yet, or somebody removed it. */
  private ContainerStatus unborn(Container container, Optional<ContainerStatus> old) {
    if (old.isPresent()
        && (desired.finished() || desired.removed())
        && old.get().state().terminated() != null) {
      return old.get();
    }
    var last = old.map(ContainerStatus::lastState).orElse(NONE);
    var was = old.map(ContainerStatus::state).orElse(NONE);
    if (was.terminated() != null) {
      last = was;
    } else if (was.running() != null) {
      last = new ContainerState(null, null, vanished(old.get()));
    }
    var state =
        (desired.removed() || desired.failure() != null) && last.terminated() != null
            ? last
            : waiting(container, "", "");
    return base(container)
        .state(state)
        .lastState(state == last ? NONE : last)
        .ready(false)
        .started(false)
        .restartCount(old.map(ContainerStatus::restartCount).orElse(0))
        .imageID(old.map(ContainerStatus::imageID).orElse(""))
        .containerID(old.map(ContainerStatus::containerID).orElse(null))
        .build();
  }

  private ContainerStateTerminated vanished(ContainerStatus old) {
    return new ContainerStateTerminated(
        137,
        null,
        "ContainerStatusUnknown",
        "The container could not be located when the pod was terminated",
        null,
        null,
        old.containerID());
  }

  private ContainerState state(Container container, RuntimeContainer latest) {
    if (latest.running()) {
      return new ContainerState(null, new ContainerStateRunning(seconds(latest.startedAt())), null);
    }
    if (!latest.exited()) {
      return waiting(container, "", "");
    }
    var failure = observed.failures().get(container.name());
    var restartAt = observed.restartAt(latest);
    var settled = desired.removed() || desired.failure() != null || desired.finished();
    if (settled || !willRestart(container, latest)) {
      return new ContainerState(null, null, terminated(latest));
    }
    if (restartAt != null && now.isBefore(restartAt)) {
      var backoff = observed.backoffs().get(container.name());
      if (failure != null && now.isBefore(failure.laterAt())) {
        return waiting(container, failure.reason(), failure.message());
      }
      return waiting(
          container,
          "CrashLoopBackOff",
          "back-off %s restarting failed container=%s pod=%s_%s(%s)"
              .formatted(
                  GoDuration.format(Objects.requireNonNull(backoff).delay()),
                  container.name(),
                  desired.pod().name(),
                  desired.pod().namespace(),
                  desired.pod().uid()));
    }
    if (failure != null) {
      return waiting(container, "", "");
    }
    return new ContainerState(null, null, terminated(latest));
  }

  private boolean willRestart(Container container, RuntimeContainer ended) {
    var policy =
        container.restartPolicy() == null ? desired.restartPolicy() : container.restartPolicy();
    var init =
        desired.pod().spec().initContainers().stream()
            .anyMatch(c -> c.name().equals(container.name()));
    if (init && !PodContainers.isSidecar(container)) {
      return ended.exitCode() != 0 && !policy.equals("Never");
    }
    return policy.equals("Always") || policy.equals("OnFailure") && ended.exitCode() != 0;
  }

  private ContainerState waiting(Container container, String reason, String message) {
    var failure = observed.failures().get(container.name());
    String why = reason;
    String what = message;
    if (why.isEmpty() && failure != null) {
      why = failure.reasonAt(now);
      what = failure.messageAt(now);
    }
    if (why.isEmpty()) {
      why =
          desired.pod().spec().initContainers().isEmpty() ? "ContainerCreating" : "PodInitializing";
    }
    return new ContainerState(
        new ContainerStateWaiting(why, what.isEmpty() ? null : what), null, null);
  }

  private ContainerStateTerminated terminated(RuntimeContainer ended) {
    var cannotRun = !ended.message().isEmpty();
    var reason =
        ended.oomKilled()
            ? "OOMKilled"
            : cannotRun ? "ContainerCannotRun" : ended.exitCode() == 0 ? "Completed" : "Error";
    var message = cannotRun ? ended.message() : observed.messages().get(ended.id());
    return new ContainerStateTerminated(
        ended.exitCode(),
        null,
        reason,
        message == null || message.isEmpty() ? null : message,
        seconds(ended.startedAt()),
        seconds(ended.finishedAt()),
        id(ended));
  }

  private static String id(RuntimeContainer container) {
    return "docker://" + container.id();
  }

  private static @Nullable Instant seconds(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }
}
