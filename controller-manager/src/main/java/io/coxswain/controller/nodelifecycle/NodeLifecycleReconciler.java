package io.coxswain.controller.nodelifecycle;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.NodeStatus.NodeCondition;
import io.coxswain.api.core.v1.NodeStatusBuilder;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.pod.PodStates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches over one node: conditions become Unknown when its kubelet has been silent for the grace
 * period, taints follow the conditions, and the pods of a node that is not Ready stop being ready.
 */
public final class NodeLifecycleReconciler implements Reconciler<NodeLifecycleView> {
  /** Every condition that a silent kubelet can no longer vouch for. */
  private static final List<String> VOUCHED_FOR =
      List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

  /** Upstream's --node-monitor-period. */
  private static final Duration MONITOR_PERIOD = Duration.ofSeconds(5);

  private final Duration gracePeriod;

  public NodeLifecycleReconciler(Duration gracePeriod) {
    this.gracePeriod = gracePeriod;
  }

  @Override
  public Plan reconcile(NodeLifecycleView view, Instant now) {
    var node = view.node();
    if (node.metadata().deletionTimestamp() != null) {
      return Plan.settled();
    }
    var plan = watchOver(view, now);
    return view.firstSeen() ? Plan.of(registered(view.node())).then(plan) : plan;
  }

  private Plan watchOver(NodeLifecycleView view, Instant now) {
    var node = view.node();
    var silent = !view.lastSign().plus(gracePeriod).isAfter(now);
    var conditions = silent ? unknown(node, view.everPosted(), now) : node.status().conditions();
    var statusChanges = statusChanges(node, conditions);
    if (!statusChanges.isEmpty()) {
      // the taints follow once the new conditions are in the cache: one write per version
      return Plan.of(statusChanges).then(podChanges(view, conditions, now));
    }
    var taints = NodeTaints.of(node.spec(), conditions, !view.allNodesUnwell(), now);
    var changes = new ArrayList<Change>(podChanges(view, conditions, now));
    if (!taints.equals(node.spec().taints())) {
      changes.add(new Change.Update(node.withSpec(node.spec().withTaints(taints))));
    }
    var plan = Plan.of(changes);
    var isReady = ready(conditions).filter("True"::equals).isPresent();
    // whether other nodes are well decides on eviction, and tells us of no event
    var looked = isReady ? plan : plan.checkAfter(MONITOR_PERIOD);
    return silent ? looked : looked.checkAt(view.lastSign().plus(gracePeriod), now);
  }

  private static Change registered(Node node) {
    var message = "Node %1$s event: Registered Node %1$s in Controller".formatted(node.name());
    return Change.RecordEvent.normal(node, "RegisteredNode", message);
  }

  private static List<NodeCondition> unknown(Node node, boolean everPosted, Instant now) {
    var conditions = new ArrayList<>(node.status().conditions());
    for (var type : VOUCHED_FOR) {
      var index = indexOf(conditions, type);
      if (index < 0) {
        conditions.add(
            new NodeCondition(
                type,
                "Unknown",
                node.metadata().creationTimestamp(),
                now,
                "NodeStatusNeverUpdated",
                "Kubelet never posted node status."));
      } else if (!conditions.get(index).status().equals("Unknown")) {
        conditions.set(
            index,
            new NodeCondition(
                type,
                "Unknown",
                conditions.get(index).lastHeartbeatTime(),
                now,
                everPosted ? "NodeStatusUnknown" : "NodeStatusNeverUpdated",
                everPosted
                    ? "Kubelet stopped posting node status."
                    : "Kubelet never posted node status."));
      }
    }
    return conditions;
  }

  private static int indexOf(List<NodeCondition> conditions, String type) {
    for (var i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).type().equals(type)) {
        return i;
      }
    }
    return -1;
  }

  private static List<Change> statusChanges(Node node, List<NodeCondition> conditions) {
    if (conditions.equals(node.status().conditions())) {
      return List.of();
    }
    var after =
        node.withStatus(NodeStatusBuilder.builder(node.status()).conditions(conditions).build());
    var changes = new ArrayList<Change>();
    changes.add(new Change.PatchStatus(node, after));
    if (ready(node.status().conditions()).filter("True"::equals).isPresent()) {
      changes.add(
          Change.RecordEvent.normal(
              node, "NodeNotReady", "Node " + node.name() + " status is now: NodeNotReady"));
    }
    return changes;
  }

  /** Pods of a node that is not Ready are taken out of service: their Ready becomes False. */
  private static List<Change> podChanges(
      NodeLifecycleView view, List<NodeCondition> conditions, Instant now) {
    var status = ready(conditions);
    if (status.isEmpty() || status.get().equals("True")) {
      return List.of();
    }
    var changes = new ArrayList<Change>();
    for (var pod : view.pods()) {
      var ready = PodStates.condition(pod, "Ready").filter(c -> c.status().equals("True"));
      if (ready.isPresent()) {
        var condition = ready.get().withStatus("False").withLastTransitionTime(now);
        changes.add(new Change.PatchStatus(pod, PodStates.withCondition(pod, condition)));
        changes.add(Change.RecordEvent.warning(pod, "NodeNotReady", "Node is not ready"));
      }
    }
    return changes;
  }

  static Optional<String> ready(List<NodeCondition> conditions) {
    return conditions.stream()
        .filter(condition -> condition.type().equals("Ready"))
        .map(NodeCondition::status)
        .findFirst();
  }
}
