package io.coxswain.kubelet.node;

import io.coxswain.api.core.v1.NodeStatus;
import io.coxswain.api.core.v1.NodeStatus.NodeCondition;
import io.coxswain.api.core.v1.ObjectReference;
import io.coxswain.api.core.v1.ObjectReferenceBuilder;
import io.coxswain.client.EventRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Events about the node itself, with the kubelet's reasons. As the kubelet does, they refer to the
 * node by its name, also where a UID stands ({@code kubectl describe node} looks for both).
 */
public record NodeEvents(String node, EventRecorder recorder) {
  /** Reasons where a condition became True, and where it became False. */
  private static final Map<String, Reasons> REASONS =
      Map.of(
          "MemoryPressure",
          new Reasons("NodeHasInsufficientMemory", "NodeHasSufficientMemory"),
          "DiskPressure",
          new Reasons("NodeHasDiskPressure", "NodeHasNoDiskPressure"),
          "PIDPressure",
          new Reasons("NodeHasInsufficientPID", "NodeHasSufficientPID"),
          "Ready",
          new Reasons("NodeReady", "NodeNotReady"));

  private record Reasons(String whenTrue, String whenFalse) {}

  /** The kubelet of this node came up. */
  void starting() {
    recorder.record(reference(), EventRecorder.NORMAL, "Starting", "Starting kubelet.");
  }

  /** Tells what changed from one status to the next. */
  void changed(NodeStatus before, NodeStatus after) {
    for (var reason : reasons(before, after)) {
      recorder.record(
          reference(), EventRecorder.NORMAL, reason, "Node " + node + " status is now: " + reason);
    }
    var bootId = bootId(after);
    if (!bootId(before).isEmpty() && !bootId(before).equals(bootId)) {
      recorder.record(
          reference(),
          EventRecorder.WARNING,
          "Rebooted",
          "Node " + node + " has been rebooted, boot id: " + bootId);
    }
  }

  /**
   * Reasons for the conditions whose status differs. A node's first Ready condition is none: a node
   * that comes up says so when it becomes ready.
   */
  static List<String> reasons(NodeStatus before, NodeStatus after) {
    var reasons = new ArrayList<String>();
    for (var condition : after.conditions()) {
      var known = REASONS.get(condition.type());
      var old =
          before.conditions().stream()
              .filter(c -> c.type().equals(condition.type()))
              .map(NodeCondition::status)
              .findFirst();
      var first = old.isEmpty() && condition.type().equals("Ready");
      if (known != null && !first && !old.equals(Optional.of(condition.status()))) {
        reasons.add(condition.status().equals("True") ? known.whenTrue() : known.whenFalse());
      }
    }
    return reasons;
  }

  private static String bootId(NodeStatus status) {
    return status.nodeInfo() == null
        ? ""
        : Objects.requireNonNullElse(status.nodeInfo().bootID(), "");
  }

  private ObjectReference reference() {
    return ObjectReferenceBuilder.builder().kind("Node").name(node).uid(node).build();
  }
}
