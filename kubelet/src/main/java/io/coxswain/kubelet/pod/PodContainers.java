package io.coxswain.kubelet.pod;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.EphemeralContainer;
import io.coxswain.api.core.v1.Pod;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The containers of a pod spec, by name and kind. */
public final class PodContainers {
  /** The name under which failures of the sandbox are kept; no container can have it. */
  static final String SANDBOX = "POD";

  private PodContainers() {}

  /** An init container that is meant to keep running (KEP-753). */
  public static boolean isSidecar(Container initContainer) {
    return "Always".equals(initContainer.restartPolicy());
  }

  /** An ephemeral container as a container; the two differ in names only. */
  static Container of(EphemeralContainer container) {
    return PodNormal.container(Json.read(Json.tree(container), Container.class))
        .withRestartPolicy("Never");
  }

  /** Every container of a pod, init containers first. */
  public static Stream<Container> all(Pod pod) {
    var spec = pod.spec();
    return Stream.of(
            spec.initContainers().stream(),
            spec.containers().stream(),
            spec.ephemeralContainers().stream().map(PodContainers::of))
        .flatMap(s -> s);
  }

  public static Optional<Container> find(Pod pod, String name) {
    return all(pod).filter(c -> c.name().equals(name)).findFirst();
  }

  /** A container's status as the API server has it. */
  static Optional<ContainerStatus> status(Pod pod, String name) {
    return Stream.of(
            pod.status().initContainerStatuses().stream(),
            pod.status().containerStatuses().stream(),
            pod.status().ephemeralContainerStatuses().stream())
        .flatMap(s -> s)
        .filter(s -> s.name().equals(name))
        .findFirst();
  }

  /** What a running container must be replaced for: its name and image (upstream since v1.31). */
  static String hash(Container container) {
    var crc = new CRC32();
    crc.update(
        (container.name() + "\0" + Objects.requireNonNullElse(container.image(), ""))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  /** The reference an event about a container carries. */
  static String fieldPath(Pod pod, String name) {
    if (pod.spec().initContainers().stream().anyMatch(c -> c.name().equals(name))) {
      return "spec.initContainers{" + name + "}";
    }
    if (pod.spec().ephemeralContainers().stream().anyMatch(c -> c.name().equals(name))) {
      return "spec.ephemeralContainers{" + name + "}";
    }
    return "spec.containers{" + name + "}";
  }
}
