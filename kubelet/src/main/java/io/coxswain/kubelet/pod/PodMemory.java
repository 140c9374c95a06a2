package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.kubelet.pod.ObservedPod.CrashBackoff;
import io.coxswain.kubelet.pod.ObservedPod.ProbeState;
import io.coxswain.kubelet.pod.ObservedPod.StartFailure;
import io.coxswain.kubelet.probe.ContainerProbes;
import io.coxswain.kubelet.probe.ProbeAction;
import io.coxswain.kubelet.runtime.LogOptions;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import io.coxswain.kubelet.runtime.RuntimePod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a pod's worker knows besides the runtime: probes, back-offs, failures. Owned by the worker's
 * thread; all of it may be lost at any time without harm.
 */
final class PodMemory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PodMemory.class);
  private static final int LONGEST_MESSAGE = 4096;
  private static final int LONGEST_LOG_MESSAGE = 2048;

  private final NodeContext node;
  private final String uid;
  private final Runnable changed;
  private final ContainerStopper stopper;
  private final Map<String, StartFailure> failures = new HashMap<>();
  private final Map<String, CrashBackoff> backoffs = new HashMap<>();
  private final Map<String, ContainerProbes> probes = new HashMap<>();
  private final Map<String, String> messages = new HashMap<>();
  private Map<String, Path> volumes = Map.of();
  private boolean volumesReady;

  PodMemory(NodeContext node, String uid, Runnable changed) {
    this.node = node;
    this.uid = uid;
    this.changed = changed;
    this.stopper = new ContainerStopper(node, changed);
  }

  ContainerStopper stopper() {
    return stopper;
  }

  Map<String, StartFailure> failures() {
    return failures;
  }

  Map<String, CrashBackoff> backoffs() {
    return backoffs;
  }

  Map<String, Path> volumes() {
    return volumes;
  }

  void volumesAre(Map<String, Path> paths) {
    volumes = Map.copyOf(paths);
    volumesReady = true;
  }

  /** Looks at the pod, starting probes of containers that run and ending those of others. */
  ObservedPod observe(DesiredPod desired) {
    var runtime = node.runtime().pod(uid);
    var addresses = addresses(desired.pod(), runtime);
    follow(desired, runtime, addresses);
    var states = new HashMap<String, ProbeState>();
    probes.forEach((id, probe) -> states.put(id, probe.state()));
    for (var container : runtime.containers()) {
      if (container.exited()) {
        messages.computeIfAbsent(container.id(), id -> message(desired.pod(), container));
      }
    }
    return new ObservedPod(
        runtime,
        volumesReady,
        stopper.stopping(),
        Map.copyOf(failures),
        Map.copyOf(backoffs),
        states,
        Map.copyOf(messages),
        addresses);
  }

  private List<String> addresses(Pod pod, RuntimePod runtime) {
    var sandbox = runtime.sandbox().filter(s -> s.ready());
    if (sandbox.isEmpty()) {
      return List.of();
    }
    return Boolean.TRUE.equals(pod.spec().hostNetwork()) ? node.hostIps() : sandbox.get().ips();
  }

  private void follow(DesiredPod desired, RuntimePod runtime, List<String> addresses) {
    var running = runtime.containers().stream().filter(RuntimeContainer::running).toList();
    probes
        .entrySet()
        .removeIf(
            entry -> {
              var ends = running.stream().noneMatch(c -> c.id().equals(entry.getKey()));
              if (ends) {
                entry.getValue().close();
              } else if (desired.removed()) {
                entry.getValue().endRestarts();
              }
              return ends;
            });
    if (desired.removed()) {
      return;
    }
    var address =
        addresses.isEmpty()
            ? node.hostIps().stream().findFirst().orElse("127.0.0.1")
            : addresses.getFirst();
    for (var container : running) {
      var spec = PodContainers.find(desired.pod(), container.name());
      if (spec.isPresent() && !probes.containsKey(container.id())) {
        probes.put(container.id(), begin(desired.pod(), spec.get(), container, address));
      }
    }
  }

  private ContainerProbes begin(
      Pod pod, Container spec, RuntimeContainer container, String address) {
    var known =
        PodContainers.status(pod, container.name())
            .filter(s -> ("docker://" + container.id()).equals(s.containerID()))
            .filter(ContainerStatus::ready)
            .isPresent();
    var action = new ProbeAction(node.runtime(), container.id(), spec, address, ProbeAction.PROBE);
    return new ContainerProbes(
        pod, action, container.startedAt(), known, node.events(), node.timers(), changed);
  }

  /** A container's last words: its message file, or the end of its log where the spec says so. */
  private String message(Pod pod, RuntimeContainer ended) {
    var path = ended.terminationMessage();
    var text = path == null ? "" : read(Path.of(path));
    var fallback =
        PodContainers.find(pod, ended.name())
            .map(c -> Objects.requireNonNullElse(c.terminationMessagePolicy(), "File"))
            .filter("FallbackToLogsOnError"::equals)
            .isPresent();
    return text.isEmpty() && fallback && ended.exitCode() != 0 ? logTail(ended) : text;
  }

  private static String read(Path path) {
    try {
      var bytes = Files.readAllBytes(path);
      return new String(
          Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_MESSAGE)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private String logTail(RuntimeContainer ended) {
    var tail = new ByteArrayOutputStream();
    var options = new LogOptions(false, 80L, null, false, null);
    try {
      node.runtime().logs(ended.id(), options, (bytes, stderr) -> tail.write(bytes));
    } catch (io.coxswain.kubelet.runtime.ContainerRuntimeException e) {
      log.debug("log of {}: {}", ended.id(), e.text());
    }
    var bytes = tail.toByteArray();
    var from = Math.max(0, bytes.length - LONGEST_LOG_MESSAGE);
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    probes.values().forEach(ContainerProbes::close);
  }
}
