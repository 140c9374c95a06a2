package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Trees.NONE;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.isTrue;
import static io.coxswain.apiserver.table.Trees.number;
import static io.coxswain.apiserver.table.Trees.or;
import static io.coxswain.apiserver.table.Trees.text;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sums a pod up: the one word of its STATUS column, how many of its containers are ready, and how
 * often they were restarted.
 */
final class PodCells {
  static final Printer PRINTER =
      new Printer(
          List.of(
              Column.NAME,
              Column.text("Ready", "Ready containers of all that should be."),
              Column.text("Status", "What the pod is doing, or why it is not running."),
              Column.text("Restarts", "Restarts of its containers, and when the last one was."),
              Column.AGE,
              Column.text("IP", "Address of the pod.").wide(),
              Column.text("Node", "Node the pod is bound to.").wide(),
              Column.text("Nominated Node", "Node where room is being made for the pod.").wide(),
              Column.text("Readiness Gates", "Fulfilled readiness gates of all.").wide()),
          (pod, now) -> new PodCells(pod).cells(now));

  private final JsonNode pod;
  private final Set<String> sidecars = new HashSet<>();
  private String reason;
  private int total;
  private int ready;
  private int restarts;
  private @Nullable Instant lastRestart;
  private int sidecarRestarts;
  private @Nullable Instant lastSidecarRestart;

  private PodCells(JsonNode pod) {
    this.pod = pod;
    reason = or(text(pod, "status", "reason"), text(pod, "status", "phase"));
    total = at(pod, "spec", "containers").size();
    for (var container : at(pod, "spec", "initContainers")) {
      if (text(container, "restartPolicy").equals("Always")) {
        sidecars.add(text(container, "name"));
        total++;
      }
    }
  }

  private List<Object> cells(Instant now) {
    for (var condition : at(pod, "status", "conditions")) {
      if (text(condition, "type").equals("PodScheduled")
          && text(condition, "reason").equals("SchedulingGated")) {
        reason = "SchedulingGated";
      }
    }
    var initialized = readInitContainers();
    if (initialized || isTrue(at(pod, "status", "conditions"), "Initialized")) {
      readContainers();
    }
    if (Trees.isDeleted(pod)) {
      if (text(pod, "status", "reason").equals("NodeLost")) {
        reason = "Unknown";
      } else if (!isTerminal()) {
        reason = "Terminating";
      }
    }
    var restarted =
        restarts != 0 && lastRestart != null
            ? restarts + " (" + Trees.since(lastRestart, now) + " ago)"
            : Integer.toString(restarts);
    return List.of(
        Trees.name(pod),
        ready + "/" + total,
        reason,
        restarted,
        Trees.age(pod, now),
        or(text(at(pod, "status", "podIPs").path(0), "ip"), NONE),
        or(text(pod, "spec", "nodeName"), NONE),
        or(text(pod, "status", "nominatedNodeName"), NONE),
        readinessGates());
  }

  private boolean isTerminal() {
    var phase = text(pod, "status", "phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** Reads init containers up to the first that is not done; false where there is one. */
  private boolean readInitContainers() {
    var index = 0;
    for (var status : at(pod, "status", "initContainerStatuses")) {
      var sidecar = sidecars.contains(text(status, "name"));
      count(status, sidecar);
      var terminated = at(status, "state", "terminated");
      if (terminated.isObject() && number(terminated, "exitCode") == 0) {
        index++;
        continue;
      }
      if (sidecar && at(status, "started").asBoolean(false)) {
        ready += at(status, "ready").asBoolean(false) ? 1 : 0;
        index++;
        continue;
      }
      var waiting = text(status, "state", "waiting", "reason");
      if (terminated.isObject()) {
        reason = "Init:" + ending(terminated);
      } else if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) {
        reason = "Init:" + waiting;
      } else {
        reason = "Init:" + index + "/" + at(pod, "spec", "initContainers").size();
      }
      return false;
    }
    return true;
  }

  private void count(JsonNode status, boolean sidecar) {
    var finished = Trees.instant(at(status, "lastState", "terminated", "finishedAt"));
    restarts += number(status, "restartCount");
    lastRestart = later(lastRestart, finished);
    if (sidecar) {
      sidecarRestarts += number(status, "restartCount");
      lastSidecarRestart = later(lastSidecarRestart, finished);
    }
  }

  private void readContainers() {
    restarts = sidecarRestarts; // init containers that are done no longer count
    lastRestart = lastSidecarRestart;
    var running = false;
    var statuses = at(pod, "status", "containerStatuses");
    for (var i = statuses.size() - 1; i >= 0; i--) { // the first container has the last word
      var status = statuses.get(i);
      count(status, false);
      var waiting = text(status, "state", "waiting", "reason");
      var terminated = at(status, "state", "terminated");
      if (!waiting.isEmpty()) {
        reason = waiting;
      } else if (terminated.isObject()) {
        reason = ending(terminated);
      } else if (at(status, "ready").asBoolean(false)
          && at(status, "state", "running").isObject()) {
        running = true;
        ready++;
      }
    }
    if (running && reason.equals("Completed")) {
      reason = isTrue(at(pod, "status", "conditions"), "Ready") ? "Running" : "NotReady";
    }
  }

  private static String ending(JsonNode terminated) {
    var why = text(terminated, "reason");
    if (!why.isEmpty()) {
      return why;
    }
    var signal = number(terminated, "signal");
    return signal != 0 ? "Signal:" + signal : "ExitCode:" + number(terminated, "exitCode");
  }

  private static @Nullable Instant later(@Nullable Instant known, @Nullable Instant other) {
    return known == null || other != null && other.isAfter(known) ? other : known;
  }

  private String readinessGates() {
    var gates = at(pod, "spec", "readinessGates");
    if (gates.isEmpty()) {
      return NONE;
    }
    var conditions = at(pod, "status", "conditions");
    var open =
        gates.valueStream().filter(gate -> isTrue(conditions, text(gate, "conditionType"))).count();
    return open + "/" + gates.size();
  }
}
