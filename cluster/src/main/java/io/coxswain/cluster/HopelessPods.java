package io.coxswain.cluster;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodTemplateSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pods that no waiting will bring up, because their image is not to be had. Pure. A crash loop is
 * none of these: what the container waits for may still come.
 */
final class HopelessPods {
  private static final Set<String> REASONS =
      Set.of("ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

  private HopelessPods() {}

  /**
   * Says which pod of the template is hopeless and why; pods with other labels or images, of an
   * earlier template, don't count.
   */
  static Optional<String> first(PodTemplateSpec template, Collection<Pod> pods) {
    var labels = template.metadata().labels();
    return pods.stream()
        .filter(pod -> pod.metadata().labels().entrySet().containsAll(labels.entrySet()))
        .flatMap(pod -> problems(template, pod))
        .findFirst();
  }

  private static Stream<String> problems(PodTemplateSpec template, Pod pod) {
    var wanted =
        Stream.concat(
                template.spec().containers().stream(), template.spec().initContainers().stream())
            .toList();
    return Stream.concat(
            pod.status().initContainerStatuses().stream(),
            pod.status().containerStatuses().stream())
        .filter(status -> wanted.stream().anyMatch(container -> isOf(container, status, pod)))
        .flatMap(status -> problem(pod, status).stream());
  }

  private static boolean isOf(Container wanted, ContainerStatus status, Pod pod) {
    var containers =
        Stream.of(pod.spec().containers(), pod.spec().initContainers()).flatMap(List::stream);
    return containers.anyMatch(
        container ->
            container.name().equals(status.name())
                && container.name().equals(wanted.name())
                && java.util.Objects.equals(container.image(), wanted.image()));
  }

  private static Optional<String> problem(Pod pod, ContainerStatus status) {
    var waiting = status.state() == null ? null : status.state().waiting();
    return waiting == null || !REASONS.contains(waiting.reason())
        ? Optional.empty()
        : Optional.of(
            "pod "
                + pod.name()
                + ", container "
                + status.name()
                + ": "
                + waiting.reason()
                + ": "
                + waiting.message());
  }
}
