package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.PodStatus;
import io.coxswain.api.core.v1.PodStatus.PodCondition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions the kubelet owns; those of others are kept as they are. Pure. Reasons and messages
 * are those of upstream's status generator.
 */
final class PodConditions {
  static final Set<String> OWN =
      Set.of(
          "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");

  private record Verdict(boolean status, @Nullable String reason, @Nullable String message) {
    static final Verdict TRUE = new Verdict(true, null, null);
  }

  private PodConditions() {}

  static List<PodCondition> compute(
      DesiredPod desired, ObservedPod observed, PodStatus status, Instant now) {
    var old = desired.pod().status().conditions();
    var sandboxReady =
        observed.runtime().sandbox().filter(s -> s.ready()).isPresent()
            && !observed.addresses().isEmpty();
    var containersReady = containersReady(desired, status);
    var result = new ArrayList<PodCondition>();
    var generation = desired.pod().metadata().generation();
    result.add(
        condition(
            "PodReadyToStartContainers",
            new Verdict(sandboxReady, null, null),
            old,
            generation,
            now));
    result.add(condition("Initialized", initialized(desired, status), old, generation, now));
    result.add(condition("Ready", ready(desired, containersReady, old), old, generation, now));
    result.add(condition("ContainersReady", containersReady, old, generation, now));
    result.add(condition("PodScheduled", Verdict.TRUE, old, generation, now));
    old.stream().filter(c -> !OWN.contains(c.type())).forEach(result::add);
    return List.copyOf(result);
  }

  /** Whether an init container lets the next one start. */
  static boolean initialized(Container container, ContainerStatus status) {
    if (PodContainers.isSidecar(container)) {
      return Boolean.TRUE.equals(status.started());
    }
    var ended = status.state().terminated();
    return ended != null && ended.exitCode() == 0;
  }

  private static Verdict initialized(DesiredPod desired, PodStatus status) {
    if ("Succeeded".equals(status.phase())) {
      return new Verdict(true, "PodCompleted", null);
    }
    if (status.containerStatuses().stream().anyMatch(s -> s.containerID() != null)) {
      return Verdict.TRUE;
    }
    var specs = desired.pod().spec().initContainers();
    var incomplete = new ArrayList<String>();
    for (var i = 0; i < specs.size(); i++) {
      if (!initialized(specs.get(i), status.initContainerStatuses().get(i))) {
        incomplete.add(specs.get(i).name());
      }
    }
    return incomplete.isEmpty()
        ? Verdict.TRUE
        : new Verdict(
            false,
            "ContainersNotInitialized",
            "containers with incomplete status: [" + String.join(" ", incomplete) + "]");
  }

  private static Verdict containersReady(DesiredPod desired, PodStatus status) {
    if ("Succeeded".equals(status.phase())) {
      return new Verdict(false, "PodCompleted", null);
    }
    if ("Failed".equals(status.phase())) {
      return new Verdict(false, "PodFailed", null);
    }
    var unready = new ArrayList<String>();
    var init = desired.pod().spec().initContainers();
    for (var i = 0; i < init.size(); i++) {
      if (PodContainers.isSidecar(init.get(i)) && !status.initContainerStatuses().get(i).ready()) {
        unready.add(init.get(i).name());
      }
    }
    status.containerStatuses().stream().filter(s -> !s.ready()).forEach(s -> unready.add(s.name()));
    return unready.isEmpty()
        ? Verdict.TRUE
        : new Verdict(
            false,
            "ContainersNotReady",
            "containers with unready status: [" + String.join(" ", unready) + "]");
  }

  private static Verdict ready(
      DesiredPod desired, Verdict containersReady, List<PodCondition> conditions) {
    if (!containersReady.status()) {
      return containersReady;
    }
    var messages = new ArrayList<String>();
    for (var gate : desired.pod().spec().readinessGates()) {
      var type = gate.conditionType();
      var found = conditions.stream().filter(c -> c.type().equals(type)).findFirst();
      if (found.isEmpty()) {
        messages.add(
            "corresponding condition of pod readiness gate \"" + type + "\" does not exist.");
      } else if (!found.get().status().equals("True")) {
        messages.add(
            "the status of pod readiness gate \""
                + type
                + "\" is not \"True\", but "
                + found.get().status());
      }
    }
    return messages.isEmpty()
        ? Verdict.TRUE
        : new Verdict(false, "ReadinessGatesNotReady", String.join(", ", messages));
  }

  private static PodCondition condition(
      String type,
      Verdict verdict,
      List<PodCondition> old,
      @Nullable Long generation,
      Instant now) {
    var status = verdict.status() ? "True" : "False";
    var before = old.stream().filter(c -> c.type().equals(type)).findFirst();
    var since =
        before
            .filter(c -> c.status().equals(status) && c.lastTransitionTime() != null)
            .map(PodCondition::lastTransitionTime)
            .orElse(now.truncatedTo(ChronoUnit.SECONDS));
    return new PodCondition(
        type, generation, status, null, since, verdict.reason(), verdict.message());
  }
}
