package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.PodStatus;
import io.coxswain.api.core.v1.PodStatus.HostIP;
import io.coxswain.api.core.v1.PodStatus.PodIP;
import io.coxswain.api.core.v1.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Computes a pod's status from what it should be and what it is. Pure. */
public final class PodStatuses {
  private PodStatuses() {}

  /**
   * @param hostIps the node's addresses, primary first
   */
  public static PodStatus compute(
      DesiredPod desired, ObservedPod observed, List<String> hostIps, Instant now) {
    var pod = desired.pod();
    var old = pod.status();
    if (isRejected(desired, observed)) {
      return rejected(desired);
    }
    var containers = new ContainerStatuses(desired, observed, now);
    var init = pod.spec().initContainers().stream().map(containers::init).toList();
    var main = pod.spec().containers().stream().map(containers::main).toList();
    var ephemeral =
        pod.spec().ephemeralContainers().stream()
            .map(c -> containers.main(PodContainers.of(c)))
            .toList();
    var phase = desired.failure() != null ? failedPhase(observed) : phase(desired, init, main);
    if (desired.removed() && !observed.runtime().anyRunning()) {
      phase = removedPhase(main);
    }
    if (observed.runtime().anyRunning() && (phase.equals("Succeeded") || phase.equals("Failed"))) {
      phase = "Running"; // sidecars end after the others, and the pod with them
    }
    if (desired.finished()) {
      phase = Objects.requireNonNull(old.phase());
    }
    var ips = observed.addresses().isEmpty() ? known(old) : observed.addresses();
    var failure = desired.failure();
    var status =
        PodStatusBuilder.builder(old)
            .phase(phase)
            .observedGeneration(pod.metadata().generation())
            .reason(failure == null ? old.reason() : failure.reason())
            .message(failure == null ? old.message() : failure.message())
            .hostIP(hostIps.isEmpty() ? old.hostIP() : hostIps.getFirst())
            .hostIPs(hostIps.stream().map(HostIP::new).toList())
            .podIP(ips.isEmpty() ? null : ips.getFirst())
            .podIPs(ips.stream().map(PodIP::new).toList())
            .startTime(
                old.startTime() == null ? now.truncatedTo(ChronoUnit.SECONDS) : old.startTime())
            .initContainerStatuses(init)
            .containerStatuses(main)
            .ephemeralContainerStatuses(ephemeral)
            .qosClass(old.qosClass() == null ? QosClass.of(pod.spec()) : old.qosClass())
            .build();
    return status.withConditions(PodConditions.compute(desired, observed, status, now));
  }

  /** Whether the node never took the pod, by this kubelet's word or by one before it. */
  private static boolean isRejected(DesiredPod desired, ObservedPod observed) {
    var failure = desired.failure();
    return failure != null && failure.rejected()
        || desired.finished()
            && desired.pod().status().containerStatuses().isEmpty()
            && observed.runtime().containers().isEmpty();
  }

  /** Upstream's rejectPod: no word of containers, so that the reason is what users see. */
  private static PodStatus rejected(DesiredPod desired) {
    var pod = desired.pod();
    var failure = desired.failure();
    return failure == null
        ? pod.status()
        : PodStatusBuilder.builder(pod.status())
            .phase("Failed")
            .observedGeneration(pod.metadata().generation())
            .reason(failure.reason())
            .message(failure.message())
            .qosClass(QosClass.of(pod.spec()))
            .build();
  }

  private static List<String> known(PodStatus old) {
    return old.podIPs().stream().map(PodIP::ip).toList();
  }

  /** A pod the kubelet ended is Failed once its containers have stopped. */
  private static String failedPhase(ObservedPod observed) {
    return observed.runtime().anyRunning() ? "Running" : "Failed";
  }

  /** A pod that was deleted ends in a final phase before it goes (upstream since v1.27). */
  private static String removedPhase(List<ContainerStatus> main) {
    var succeeded =
        main.stream().map(PodStatuses::lastEnd).allMatch(code -> code != null && code == 0);
    return succeeded ? "Succeeded" : "Failed";
  }

  /** Upstream's getPhase. */
  static String phase(DesiredPod desired, List<ContainerStatus> init, List<ContainerStatus> main) {
    var never = desired.restartPolicy().equals("Never");
    var specs = desired.pod().spec().initContainers();
    var mainBegan = main.stream().anyMatch(s -> s.containerID() != null);
    for (var i = 0; i < specs.size(); i++) {
      var done = PodConditions.initialized(specs.get(i), init.get(i));
      if (!done && !(PodContainers.isSidecar(specs.get(i)) && mainBegan)) {
        var ended = lastEnd(init.get(i));
        var failed = !PodContainers.isSidecar(specs.get(i)) && ended != null && ended != 0;
        return failed && never ? "Failed" : "Pending";
      }
    }
    var running = main.stream().filter(s -> s.state().running() != null).count();
    var ends =
        main.stream().filter(s -> s.state().running() == null).map(PodStatuses::lastEnd).toList();
    if (ends.stream().anyMatch(Objects::isNull)) {
      return "Pending";
    }
    if (running > 0 || desired.restartPolicy().equals("Always")) {
      return "Running";
    }
    if (ends.stream().allMatch(code -> code == 0)) {
      return "Succeeded";
    }
    return never ? "Failed" : "Running";
  }

  /** A container's latest exit code; null where it never ended. */
  private static @org.jspecify.annotations.Nullable Integer lastEnd(ContainerStatus status) {
    var ended = status.state().terminated();
    if (ended == null && status.state().waiting() != null) {
      ended = status.lastState().terminated();
    }
    return ended == null ? null : ended.exitCode();
  }
}
