package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.ContainerStatus.ContainerState;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatusBuilder;
import io.coxswain.api.core.v1.ResourceRequirementsBuilder;
import java.util.List;
import java.util.Objects;

/**
 * Fills in the empty structures of a pod that came off the wire: JSON may leave out what our
 * records promise, such as {@code status: {}} or a container's {@code resources: {}}.
 */
public final class PodNormal {
  private static final ContainerState NO_STATE = new ContainerState(null, null, null);

  private PodNormal() {}

  public static Pod of(Pod pod) {
    var spec = pod.spec();
    var status =
        Objects.requireNonNullElseGet(pod.status(), () -> PodStatusBuilder.builder().build());
    return pod.withSpec(
            spec.withContainers(containers(spec.containers()))
                .withInitContainers(containers(spec.initContainers())))
        .withStatus(
            status
                .withContainerStatuses(statuses(status.containerStatuses()))
                .withInitContainerStatuses(statuses(status.initContainerStatuses()))
                .withEphemeralContainerStatuses(statuses(status.ephemeralContainerStatuses())));
  }

  private static List<Container> containers(List<Container> containers) {
    return containers.stream().map(PodNormal::container).toList();
  }

  static Container container(Container container) {
    return container.withResources(
        Objects.requireNonNullElseGet(
            container.resources(), () -> ResourceRequirementsBuilder.builder().build()));
  }

  private static List<ContainerStatus> statuses(List<ContainerStatus> statuses) {
    return statuses.stream()
        .map(
            s ->
                s.withState(Objects.requireNonNullElse(s.state(), NO_STATE))
                    .withLastState(Objects.requireNonNullElse(s.lastState(), NO_STATE)))
        .toList();
  }
}
