package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.EventRecorder;
import io.coxswain.kubelet.env.ConfigException;
import io.coxswain.kubelet.env.Environment;
import io.coxswain.kubelet.env.Expansion;
import io.coxswain.kubelet.image.ImagePuller.Outcome;
import io.coxswain.kubelet.pod.ObservedPod.StartFailure;
import io.coxswain.kubelet.runtime.ContainerConfig;
import io.coxswain.kubelet.runtime.ContainerConfig.ContainerResources;
import io.coxswain.kubelet.runtime.ContainerConfig.Mount;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.ImageInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a container from its spec to running: image, configuration, creation, start, postStart. */
final class ContainerStarter {
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final Duration HOOK_LIMIT = Duration.ofHours(1);

  private final NodeContext node;

  /** What this machine's kernel refused once, and is not asked for again. */
  private volatile boolean oomScoreRefused;

  private volatile boolean propagationRefused;

  ContainerStarter(NodeContext node) {
    this.node = node;
  }

  /**
   * @param attempt how often the container was started before
   */
  record Start(
      Pod pod,
      Container container,
      int attempt,
      String sandboxId,
      List<String> podIps,
      Map<String, Path> volumes) {}

  /** Starts; the failure where it did not succeed. */
  Optional<StartFailure> start(Start start) throws InterruptedException {
    return switch (node.images().ensure(start.pod(), start.container())) {
      case Outcome.Failed failed -> Optional.of(imageFailure(start, failed));
      case Outcome.Present present -> create(start, present.image());
    };
  }

  private StartFailure imageFailure(Start start, Outcome.Failed failed) {
    if (!failed.reason().equals("ErrImagePull")) {
      return StartFailure.of(failed.reason(), failed.message(), failed.retryAt());
    }
    var image = Objects.requireNonNullElse(start.container().image(), "");
    return new StartFailure(
        failed.reason(),
        failed.message(),
        failed.retryAt(),
        "ImagePullBackOff",
        "Back-off pulling image \"" + image + "\": ErrImagePull: " + failed.message(),
        node.timers().instant().plus(LATER));
  }

  private Optional<StartFailure> create(Start start, ImageInfo image) throws InterruptedException {
    ContainerConfig config;
    try {
      config = config(start, image);
    } catch (ConfigException e) {
      warn(start, "Failed", "Error: " + e.text());
      return Optional.of(
          StartFailure.of(
              "CreateContainerConfigError", e.text(), node.timers().instant().plus(RETRY)));
    }
    String id;
    try {
      id = node.runtime().createContainer(config);
    } catch (ContainerRuntimeException e) {
      var message = "Error response from daemon: " + e.text();
      warn(start, "Failed", "Error: " + message);
      return Optional.of(
          StartFailure.of("CreateContainerError", message, node.timers().instant().plus(RETRY)));
    }
    event(start, "Created", "Created container: " + start.container().name());
    try {
      node.runtime().startContainer(id);
    } catch (ContainerRuntimeException e) {
      if (degrade(start, e)) {
        node.runtime().removeContainer(id);
        return create(start, image);
      }
      var message =
          "failed to start container \"" + id + "\": Error response from daemon: " + e.text();
      warn(start, "Failed", "Error: " + message);
      var now = node.timers().instant();
      return Optional.of(
          new StartFailure("RunContainerError", message, now, null, null, now.plus(LATER)));
    }
    event(start, "Started", "Started container " + start.container().name());
    return postStart(start, id);
  }

  /** Whether the kernel refused something a pod can live without; then it is left out. */
  private boolean degrade(Start start, ContainerRuntimeException e) {
    if (!oomScoreRefused && e.text().contains("oom_score_adj")) {
      oomScoreRefused = true;
      warn(
          start,
          "OOMScoreRefused",
          "The kernel refuses negative OOM scores, 0 is used: " + e.text());
      return true;
    }
    if (!propagationRefused && e.text().contains("shared or slave mount")) {
      propagationRefused = true;
      warn(start, "MountPropagationRefused", "Mounts don't propagate on this machine: " + e.text());
      return true;
    }
    return false;
  }

  private ContainerConfig config(Start start, ImageInfo image) throws ConfigException {
    var pod = start.pod();
    var container = start.container();
    var environment = Environment.of(node.fields(pod, start.podIps()), container, node.objects());
    var mounting = new ContainerMounts(node, pod);
    var mounts =
        new ArrayList<>(mounting.of(container, start.volumes(), environment, start.podIps()));
    var messagePath =
        Objects.requireNonNullElse(container.terminationMessagePath(), "/dev/termination-log");
    var message = mounting.terminationMessage(container.name(), start.attempt());
    mounts.add(new Mount(message.toString(), messagePath, false, ""));
    return new ContainerConfig(
        io.coxswain.kubelet.runtime.PodRef.of(pod),
        start.sandboxId(),
        container.name(),
        start.attempt(),
        image.id(),
        expand(container.command(), environment),
        expand(container.args(), environment),
        blankToNull(container.workingDir()),
        environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList(),
        propagationRefused ? withoutPropagation(mounts) : List.copyOf(mounts),
        resources(pod, container),
        ContainerResourcesOf.security(pod, container, image),
        Boolean.TRUE.equals(pod.spec().shareProcessNamespace()),
        Boolean.TRUE.equals(pod.spec().hostPID()),
        Boolean.TRUE.equals(container.stdin()),
        Boolean.TRUE.equals(container.stdinOnce()),
        Boolean.TRUE.equals(container.tty()),
        container.lifecycle() == null ? null : container.lifecycle().stopSignal(),
        PodContainers.hash(container),
        message.toString());
  }

  private ContainerResources resources(Pod pod, Container container) {
    var capacity = node.allocatable().get("memory");
    var wanted =
        ContainerResourcesOf.resources(pod, container, capacity == null ? 0 : capacity.units());
    return oomScoreRefused && wanted.oomScoreAdj() < 0
        ? new ContainerResources(
            wanted.cpuShares(), wanted.cpuQuota(), wanted.cpuPeriod(), wanted.memoryLimit(), 0)
        : wanted;
  }

  private static List<Mount> withoutPropagation(List<Mount> mounts) {
    return mounts.stream()
        .map(m -> new Mount(m.hostPath(), m.containerPath(), m.readOnly(), ""))
        .toList();
  }

  private static List<String> expand(List<String> words, Map<String, String> environment) {
    return words.stream().map(word -> Expansion.expand(word, environment)).toList();
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** A failing postStart hook ends its container. */
  private Optional<StartFailure> postStart(Start start, String id) throws InterruptedException {
    var lifecycle = start.container().lifecycle();
    if (lifecycle == null || lifecycle.postStart() == null) {
      return Optional.empty();
    }
    var address = start.podIps().isEmpty() ? node.hostIps().getFirst() : start.podIps().getFirst();
    var failure =
        new Hooks(node.runtime(), node.timers())
            .run(lifecycle.postStart(), start.container(), id, address, HOOK_LIMIT);
    if (failure.isEmpty()) {
      return Optional.empty();
    }
    warn(start, "FailedPostStartHook", "PostStartHook failed");
    event(start, "Killing", "FailedPostStartHook");
    node.runtime().stopContainer(id, Duration.ofSeconds(2));
    var now = node.timers().instant();
    return Optional.of(
        new StartFailure("PostStartHookError", failure.get(), now, null, null, now.plus(LATER)));
  }

  private void event(Start start, String reason, String message) {
    node.events()
        .container(start.pod(), start.container().name(), EventRecorder.NORMAL, reason, message);
  }

  private void warn(Start start, String reason, String message) {
    node.events()
        .container(start.pod(), start.container().name(), EventRecorder.WARNING, reason, message);
  }
}
