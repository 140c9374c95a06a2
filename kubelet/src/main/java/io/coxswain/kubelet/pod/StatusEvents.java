package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatus;
import io.coxswain.client.EventRecorder;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events about containers that have begun to wait for a restart or for their image. */
final class StatusEvents {
  private StatusEvents() {}

  static void record(Pod pod, @Nullable PodStatus before, PodStatus now, PodEvents events) {
    containers(now)
        .forEach(
            status -> {
              var waiting = status.state().waiting();
              if (waiting == null || began(before, status)) {
                return;
              }
              switch (Objects.requireNonNullElse(waiting.reason(), "")) {
                case "CrashLoopBackOff" -> {
                  var message =
                      "Back-off restarting failed container %s in pod %s_%s(%s)"
                          .formatted(status.name(), pod.name(), pod.namespace(), pod.uid());
                  events.container(pod, status.name(), EventRecorder.WARNING, "BackOff", message);
                }
                case "ImagePullBackOff" -> {
                  var message = "Back-off pulling image \"" + status.image() + "\"";
                  events.container(pod, status.name(), EventRecorder.NORMAL, "BackOff", message);
                  events.container(
                      pod,
                      status.name(),
                      EventRecorder.WARNING,
                      "Failed",
                      "Error: ImagePullBackOff");
                }
                default -> {
                  // other reasons had their event when they arose
                }
              }
            });
  }

  /** Whether the wait had begun before: same reason, same attempt. */
  private static boolean began(@Nullable PodStatus before, ContainerStatus status) {
    if (before == null) {
      return false;
    }
    return containers(before)
        .anyMatch(
            old ->
                old.name().equals(status.name())
                    && Objects.equals(old.containerID(), status.containerID())
                    && old.state().waiting() != null
                    && status.state().waiting() != null
                    && Objects.equals(
                        old.state().waiting().reason(), status.state().waiting().reason()));
  }

  private static Stream<ContainerStatus> containers(PodStatus status) {
    return Stream.of(
            status.initContainerStatuses().stream(),
            status.containerStatuses().stream(),
            status.ephemeralContainerStatuses().stream())
        .flatMap(s -> s);
  }
}
