package io.coxswain.controller.nodelifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.coordination.v1.Lease;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Plan;
import io.coxswain.controller.Plans;
import io.coxswain.controller.Yaml;
import io.coxswain.controller.pod.PodStates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLifecycleReconcilerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pod POD =
      Yaml.read(
          Pod.class,
          "{metadata: {name: p, namespace: default}, spec: {nodeName: n}, status: {conditions:"
              + " [{type: Ready, status: 'True'}]}}");

  @Test
  void aNodeThatRenewsItsLeaseIsLeftAloneAndLookedAtAgainInTime() {
    var plan = reconcile(ready("True"), NOW.minusSeconds(10), false);
    assertThat(plan.changes()).isEmpty();
    assertThat(Plans.checksAfter(plan)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void afterTheGracePeriodConditionsBecomeUnknownAndPodsLeaveService() {
    var plan = reconcile(ready("True"), NOW.minusSeconds(40), false);
    var node = Plans.statuses(plan, Node.class).getFirst();
    assertThat(node.status().conditions())
        .extracting(condition -> condition.type() + "=" + condition.status())
        .containsExactly(
            "Ready=Unknown",
            "MemoryPressure=Unknown",
            "DiskPressure=Unknown",
            "PIDPressure=Unknown");
    assertThat(node.status().conditions().getFirst().reason()).isEqualTo("NodeStatusUnknown");
    assertThat(node.status().conditions().getFirst().message())
        .isEqualTo("Kubelet stopped posting node status.");
    assertThat(Plans.events(plan)).contains("NodeNotReady: Node n status is now: NodeNotReady");
    assertThat(PodStates.isReady(Plans.statuses(plan, Pod.class).getFirst())).isFalse();
    // then the taints, in a second step
    var second = reconcile(node, NOW.minusSeconds(41), false);
    assertThat(Plans.statuses(second, Node.class)).isEmpty();
    assertThat(taints(second))
        .containsExactly(
            "node.kubernetes.io/unreachable:NoSchedule",
            "node.kubernetes.io/unreachable:NoExecute");
    var tainted = Plans.updated(second, Node.class).getFirst();
    assertThat(Plans.updated(reconcile(tainted, NOW.minusSeconds(45), false), Node.class))
        .isEmpty();
  }

  @Test
  void whenNoNodeIsWellNothingIsEvicted() {
    assertThat(taints(reconcile(ready("False"), NOW, true)))
        .containsExactly("node.kubernetes.io/not-ready:NoSchedule");
  }

  @Test
  void aNodeThatIsWellAgainLosesOurTaintsAndKeepsOthers() {
    var node =
        Yaml.read(
            Node.class,
            """
            metadata: {name: n}
            spec:
              taints:
              - {key: node.kubernetes.io/not-ready, effect: NoSchedule}
              - {key: node.kubernetes.io/not-ready, effect: NoExecute}
              - {key: dedicated, value: db, effect: NoExecute}
            status: {conditions: [{type: Ready, status: "True"}]}
            """);
    assertThat(taints(reconcile(node, NOW, false))).containsExactly("dedicated:NoExecute");
  }

  @Test
  void pressuresAndCordonsBecomeTaints() {
    var node =
        Yaml.read(
            Node.class,
            """
            metadata: {name: n}
            spec: {unschedulable: true}
            status:
              conditions: [{type: DiskPressure, status: "True"}, {type: Ready, status: "True"}]
            """);
    assertThat(taints(reconcile(node, NOW, false)))
        .containsExactly(
            "node.kubernetes.io/disk-pressure:NoSchedule",
            "node.kubernetes.io/unschedulable:NoSchedule");
  }

  @Test
  void aNodeThatNeverPostedSaysThat() {
    var node = Yaml.read(Node.class, "metadata: {name: n}");
    var view = new NodeLifecycleView(node, List.of(), NOW.minusSeconds(60), false, false, false);
    var plan = new NodeLifecycleReconciler(Duration.ofSeconds(40)).reconcile(view, NOW);
    assertThat(
            Plans.statuses(plan, Node.class).getFirst().status().conditions().getFirst().reason())
        .isEqualTo("NodeStatusNeverUpdated");
  }

  @Test
  void aNodeIsGreetedOnceByEachController() {
    var view = new NodeLifecycleView(ready("True"), List.of(), NOW, true, true, false);
    var plan = new NodeLifecycleReconciler(Duration.ofSeconds(40)).reconcile(view, NOW);
    assertThat(Plans.events(plan))
        .containsExactly("RegisteredNode: Node n event: Registered Node n in Controller");
    var signs = new NodeSigns();
    assertThat(signs.knows("n")).isFalse();
    signs.lastSign(ready("True"), null, NOW);
    assertThat(signs.knows("n")).isTrue();
  }

  @Test
  void signsOfLifeCountByOurClockAndOurOwnWritesAreNone() {
    var signs = new NodeSigns();
    var lease = lease("2026-01-01T00:00:00.000000Z");
    assertThat(signs.lastSign(ready("True"), lease, NOW)).isEqualTo(NOW);
    var later = NOW.plusSeconds(50);
    assertThat(signs.lastSign(ready("True"), lease, later)).isEqualTo(NOW);
    assertThat(signs.lastSign(ready("Unknown"), lease, later)).isEqualTo(NOW);
    // the node's clock is an hour behind: renewed is renewed
    assertThat(signs.lastSign(ready("Unknown"), lease("2025-12-31T23:00:00.000000Z"), later))
        .isEqualTo(later);
  }

  private static Lease lease(String renewed) {
    return Yaml.read(Lease.class, "{metadata: {name: n}, spec: {renewTime: '" + renewed + "'}}");
  }

  private static Node ready(String status) {
    return Yaml.read(
        Node.class,
        "{metadata: {name: n}, status: {conditions: [{type: Ready, status: '" + status + "'}]}}");
  }

  private static Plan reconcile(Node node, Instant lastSign, boolean allUnwell) {
    var view = new NodeLifecycleView(node, List.of(POD), lastSign, true, false, allUnwell);
    return new NodeLifecycleReconciler(Duration.ofSeconds(40)).reconcile(view, NOW);
  }

  private static List<String> taints(Plan plan) {
    return Plans.updated(plan, Node.class).getFirst().spec().taints().stream()
        .map(taint -> taint.key() + ":" + taint.effect())
        .toList();
  }
}
