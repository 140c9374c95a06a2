package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.EventRecorder;
import io.coxswain.kubelet.env.ConfigException;
import io.coxswain.kubelet.env.PodFiles;
import io.coxswain.kubelet.pod.ObservedPod.CrashBackoff;
import io.coxswain.kubelet.pod.ObservedPod.StartFailure;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.PodRef;
import io.coxswain.kubelet.runtime.SandboxConfig;
import io.coxswain.kubelet.runtime.SandboxConfig.PortMapping;
import io.coxswain.kubelet.volume.VolumeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the steps a pod's worker decides on. Owned by the worker's thread. */
final class PodActions {
  private static final Logger log = LoggerFactory.getLogger(PodActions.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

  private final NodeContext node;
  private final ContainerStarter starter;
  private final PodMemory memory;

  PodActions(NodeContext node, ContainerStarter starter, PodMemory memory) {
    this.node = node;
    this.starter = starter;
    this.memory = memory;
  }

  void perform(PodStep step, DesiredPod desired, ObservedPod observed) throws InterruptedException {
    var pod = desired.pod();
    switch (step) {
      case PodStep.SetUpVolumes() -> setUpVolumes(pod, observed);
      case PodStep.MakeSandbox(var attempt) -> makeSandbox(pod, attempt);
      case PodStep.StartContainer start -> start(pod, start, observed);
      case PodStep.StopContainers(var stops) -> {
        for (var stop : stops) {
          memory.stopper().stop(pod, stop, grace(pod, stop), observed.addresses());
        }
      }
      case PodStep.StopSandbox(var id) -> {
        node.runtime().stopSandbox(id);
        node.network().release(pod.uid());
      }
      case PodStep.RemoveContainers(var ids) -> ids.forEach(node.runtime()::removeContainer);
      case PodStep.Finish finish -> throw new IllegalArgumentException("not an action: " + finish);
      case PodStep.Wait wait -> throw new IllegalArgumentException("not an action: " + wait);
    }
  }

  private static Duration grace(Pod pod, PodStep.Stop stop) {
    var deletion = pod.metadata().deletionGracePeriodSeconds();
    var seconds =
        deletion != null
            ? deletion
            : stop.graceSeconds() != null
                ? stop.graceSeconds()
                : pod.spec().terminationGracePeriodSeconds();
    return seconds == null ? DEFAULT_GRACE : Duration.ofSeconds(seconds);
  }

  private void setUpVolumes(Pod pod, ObservedPod observed) throws InterruptedException {
    try {
      memory.volumesAre(node.volumes().setUp(node.fields(pod, observed.addresses())));
    } catch (VolumeException e) {
      var message = "MountVolume.SetUp failed for volume \"" + e.volume() + "\" : " + e.text();
      node.events().pod(pod, EventRecorder.WARNING, "FailedMount", message);
      node.timers().sleep(RETRY);
    }
  }

  /** Brings volumes up to date; what fails stays as it is and is tried again. */
  void refreshVolumes(Pod pod, ObservedPod observed) {
    try {
      memory.volumesAre(node.volumes().setUp(node.fields(pod, observed.addresses())));
    } catch (VolumeException e) {
      log.info("Volume {} of {}/{}: {}", e.volume(), pod.namespace(), pod.name(), e.text());
    }
  }

  private void makeSandbox(Pod pod, int attempt) {
    var host = Boolean.TRUE.equals(pod.spec().hostNetwork());
    if (attempt > 0) {
      node.events()
          .pod(
              pod,
              EventRecorder.NORMAL,
              "SandboxChanged",
              "Pod sandbox changed, it will be killed and re-created.");
    }
    var notReady = host ? java.util.Optional.<String>empty() : node.network().notReady();
    if (notReady.isPresent()) {
      sandboxFailed(pod, "NetworkNotReady", "network is not ready: " + notReady.get());
      return;
    }
    var addresses =
        host ? java.util.Optional.of(List.<String>of()) : node.network().allocate(pod.uid());
    if (addresses.isEmpty()) {
      sandboxFailed(
          pod,
          "FailedCreatePodSandBox",
          "Failed to create pod sandbox: no IP addresses available in the node's pod CIDR");
      return;
    }
    try {
      var hostname = PodFiles.kernelHostname(pod, node.nodeName(), node.dns());
      var id = node.runtime().runSandbox(config(pod, attempt, hostname, addresses.get()));
      node.network().attached(id);
      memory.failures().remove(PodContainers.SANDBOX);
    } catch (ConfigException e) {
      node.network().release(pod.uid());
      sandboxFailed(pod, "FailedCreatePodSandBox", "Failed to create pod sandbox: " + e.text());
    } catch (ContainerRuntimeException e) {
      node.network().release(pod.uid());
      sandboxFailed(pod, "FailedCreatePodSandBox", "Failed to create pod sandbox: " + e.text());
    }
  }

  private void sandboxFailed(Pod pod, String reason, String message) {
    node.events().pod(pod, EventRecorder.WARNING, reason, message);
    memory
        .failures()
        .put(
            PodContainers.SANDBOX,
            StartFailure.of(reason, message, node.timers().instant().plus(RETRY)));
  }

  private SandboxConfig config(Pod pod, int attempt, String hostname, List<String> addresses) {
    var spec = pod.spec();
    var sysctls = new HashMap<String, String>();
    if (spec.securityContext() != null) {
      spec.securityContext().sysctls().forEach(s -> sysctls.put(s.name(), s.value()));
    }
    var ipv4 = addresses.stream().filter(a -> !a.contains(":")).findFirst().orElse(null);
    var ipv6 = addresses.stream().filter(a -> a.contains(":")).findFirst().orElse(null);
    return new SandboxConfig(
        PodRef.of(pod),
        attempt,
        hostname,
        Boolean.TRUE.equals(spec.hostNetwork()),
        Boolean.TRUE.equals(spec.hostPID()),
        Boolean.TRUE.equals(spec.hostIPC()),
        ipv4,
        ipv6,
        Boolean.TRUE.equals(spec.hostNetwork()) ? List.of() : hostPorts(pod),
        Map.copyOf(sysctls));
  }

  /** Host ports are bound to the node's own address unless they name another. */
  private List<PortMapping> hostPorts(Pod pod) {
    var result = new ArrayList<PortMapping>();
    PodContainers.all(pod)
        .flatMap(c -> c.ports().stream())
        .filter(p -> p.hostPort() != null && p.hostPort() > 0)
        .forEach(
            port -> {
              var asked = Objects.requireNonNullElse(port.hostIP(), "");
              var any = asked.isEmpty() || asked.equals("0.0.0.0") || asked.equals("::");
              result.add(
                  new PortMapping(
                      any ? node.hostIps().getFirst() : asked,
                      Objects.requireNonNull(port.hostPort()),
                      port.containerPort(),
                      Objects.requireNonNullElse(port.protocol(), "TCP").toLowerCase(Locale.ROOT)));
            });
    return result;
  }

  private void start(Pod pod, PodStep.StartContainer step, ObservedPod observed)
      throws InterruptedException {
    var name = step.container().name();
    var sandbox = observed.runtime().sandbox().orElseThrow();
    var ended = observed.runtime().latest(name).filter(c -> c.exited());
    if (step.restart() && ended.isPresent()) {
      var finished = ended.get().finishedAt();
      var at = finished == null ? ended.get().createdAt() : finished;
      memory
          .backoffs()
          .put(name, CrashBackoff.next(memory.backoffs().get(name), at, node.timers().instant()));
    }
    var failure =
        starter.start(
            new ContainerStarter.Start(
                pod,
                step.container(),
                step.attempt(),
                sandbox.id(),
                observed.addresses(),
                memory.volumes()));
    if (failure.isPresent()) {
      memory.failures().put(name, failure.get());
    } else {
      memory.failures().remove(name);
    }
  }

  /** Removes all that is left of a stopped pod on this node. */
  void finish(Pod pod, ObservedPod observed) {
    for (var container : observed.runtime().containers()) {
      node.runtime().removeContainer(container.id());
    }
    for (var sandbox : observed.runtime().sandboxes()) {
      node.runtime().stopSandbox(sandbox.id());
      node.runtime().removeSandbox(sandbox.id());
    }
    node.network().release(pod.uid());
    node.volumes().tearDown(pod.uid());
    node.images().forget(pod.uid());
    node.statuses().forget(pod.uid());
  }
}
