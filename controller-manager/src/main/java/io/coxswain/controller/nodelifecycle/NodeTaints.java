package io.coxswain.controller.nodelifecycle;

import io.coxswain.api.core.v1.Node.NodeSpec;
import io.coxswain.api.core.v1.Node.Taint;
import io.coxswain.api.core.v1.NodeStatus.NodeCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The taints that a node's conditions ask for (TaintNodesByCondition). */
final class NodeTaints {
  static final String NOT_READY = "node.kubernetes.io/not-ready";
  static final String UNREACHABLE = "node.kubernetes.io/unreachable";
  private static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
  private static final String NO_SCHEDULE = "NoSchedule";
  private static final String NO_EXECUTE = "NoExecute";

  private static final Map<String, String> PRESSURES =
      Map.of(
          "MemoryPressure", "node.kubernetes.io/memory-pressure",
          "DiskPressure", "node.kubernetes.io/disk-pressure",
          "PIDPressure", "node.kubernetes.io/pid-pressure",
          "NetworkUnavailable", "node.kubernetes.io/network-unavailable");

  private record Wanted(String key, String effect) {}

  private NodeTaints() {}

  /** The node's taints with those that are ours put right; others are kept as they are. */
  static List<Taint> of(NodeSpec spec, List<NodeCondition> conditions, boolean evict, Instant now) {
    var wanted = wanted(spec, conditions, evict);
    var taints = new ArrayList<Taint>();
    for (var taint : spec.taints()) {
      if (!isOurs(taint) || wanted.remove(new Wanted(taint.key(), taint.effect()))) {
        taints.add(taint);
      }
    }
    wanted.forEach(taint -> taints.add(new Taint(taint.key(), null, taint.effect(), now)));
    return taints;
  }

  private static Set<Wanted> wanted(NodeSpec spec, List<NodeCondition> conditions, boolean evict) {
    var wanted = new LinkedHashSet<Wanted>();
    for (var condition : conditions) {
      var pressure = PRESSURES.get(condition.type());
      if (pressure != null && condition.status().equals("True")) {
        wanted.add(new Wanted(pressure, NO_SCHEDULE));
      }
      if (condition.type().equals("Ready") && !condition.status().equals("True")) {
        var key = condition.status().equals("Unknown") ? UNREACHABLE : NOT_READY;
        wanted.add(new Wanted(key, NO_SCHEDULE));
        if (evict) {
          wanted.add(new Wanted(key, NO_EXECUTE));
        }
      }
    }
    if (Boolean.TRUE.equals(spec.unschedulable())) {
      wanted.add(new Wanted(UNSCHEDULABLE, NO_SCHEDULE));
    }
    return wanted;
  }

  private static boolean isOurs(Taint taint) {
    var condition = taint.key().equals(NOT_READY) || taint.key().equals(UNREACHABLE);
    if (taint.effect().equals(NO_EXECUTE)) {
      return condition;
    }
    return taint.effect().equals(NO_SCHEDULE)
        && (condition || taint.key().equals(UNSCHEDULABLE) || PRESSURES.containsValue(taint.key()));
  }
}
