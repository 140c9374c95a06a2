package io.coxswain.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Node;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Given nodes and pods on them, when a pod is decided on, then it goes here, or nowhere because.
 */
final class SchedulingScenario {
  private final ClusterCache cache = new ClusterCache();
  private final Algorithm algorithm =
      new Algorithm(DefaultProfile.create(), cache.nodes(), new Random(1));
  private Decision decision = new Decision.Assign("nothing was decided yet");

  static SchedulingScenario given(Node... nodes) {
    var scenario = new SchedulingScenario();
    for (var node : nodes) {
      scenario.cache.setNode(node);
    }
    return scenario;
  }

  SchedulingScenario and(Node changed) {
    cache.setNode(changed);
    return this;
  }

  SchedulingScenario andOn(String node, PodInfo pod) {
    cache.assigned(pod, node);
    return this;
  }

  SchedulingScenario andGone(String uid) {
    assertThat(cache.remove(uid)).as("pod %s was on a node", uid).isTrue();
    return this;
  }

  SchedulingScenario whenScheduling(PodInfo pod) {
    decision = algorithm.decide(pod);
    if (decision instanceof Decision.Assign assign) {
      cache.assume(pod, assign.nodeName());
    }
    return this;
  }

  SchedulingScenario thenOn(String node) {
    assertThat(decision).isEqualTo(new Decision.Assign(node));
    return this;
  }

  SchedulingScenario thenUnschedulable(String message) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Unschedulable.class,
            unschedulable -> assertThat(unschedulable.message()).isEqualTo(message));
    return this;
  }

  /** How many pods lie on each node. */
  Map<String, Integer> spread() {
    var counts = new TreeMap<String, Integer>();
    var nodes = cache.nodes();
    for (var row = 0; row < nodes.rowCount(); row++) {
      if (nodes.isNode(row)) {
        counts.put(nodes.node(row).name(), nodes.podCount(row));
      }
    }
    return counts;
  }
}
