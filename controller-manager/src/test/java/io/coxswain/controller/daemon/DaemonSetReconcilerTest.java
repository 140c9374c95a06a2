package io.coxswain.controller.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.DaemonSet;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Plan;
import io.coxswain.controller.World;
import io.coxswain.controller.Yaml;
import io.coxswain.controller.pod.Owners;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonSetReconcilerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final World world = new World();

  @Test
  void everyEligibleNodeGetsOnePodTiedToIt() {
    given("{}");
    node("a", "{}");
    node("b", "{taints: [{key: dedicated, value: db, effect: NoSchedule}]}");
    node(
        "c",
        "{unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect:"
            + " NoSchedule}]}");
    settle();
    assertThat(nodesOfPods()).containsExactlyInAnyOrder("a", "c");
    var pod = world.all(Pod.class).getFirst();
    assertThat(pod.metadata().generateName()).isEqualTo("agent-");
    assertThat(pod.spec().tolerations())
        .anyMatch(t -> "node.kubernetes.io/unschedulable".equals(t.key()));
    assertThat(status().desiredNumberScheduled()).isEqualTo(2);
    assertThat(status().currentNumberScheduled()).isEqualTo(2);
    assertThat(status().numberUnavailable()).isEqualTo(2);
    ready();
    settle();
    assertThat(status().numberReady()).isEqualTo(2);
    assertThat(status().numberUnavailable()).isNull();
    node("d", "{}");
    settle();
    assertThat(nodesOfPods()).containsExactlyInAnyOrder("a", "c", "d");
  }

  @Test
  void aNodeThatNoLongerSuitsLosesItsPod() {
    given("{nodeSelector: {disk: ssd}}");
    world.put(Yaml.read(Node.class, "metadata: {name: a, labels: {disk: ssd}}"));
    world.put(Yaml.read(Node.class, "metadata: {name: b}"));
    settle();
    assertThat(nodesOfPods()).containsExactly("a");
    world.put(Yaml.read(Node.class, "metadata: {name: a}"));
    settle();
    assertThat(nodesOfPods()).isEmpty();
    assertThat(status().desiredNumberScheduled()).isZero();
  }

  @Test
  void aFailedPodIsReplaced() {
    given("{}");
    node("a", "{}");
    settle();
    var failed = world.all(Pod.class).getFirst().name();
    world.end(failed, "Failed");
    settle();
    assertThat(world.names(Pod.class)).hasSize(1).doesNotContain(failed);
    assertThat(world.events())
        .contains(
            "FailedDaemonPod: Found failed daemon pod default/"
                + failed
                + " on node a, will try to kill it");
  }

  @Test
  void aRollingUpdateReplacesOnePodAtATime() {
    given("{}");
    node("a", "{}");
    node("b", "{}");
    node("c", "{}");
    settle();
    ready();
    settle();
    var before = List.copyOf(world.names(Pod.class));
    var template = set().spec().template();
    world.put(
        set()
            .withSpec(
                set()
                    .spec()
                    .withTemplate(
                        template.withSpec(template.spec().withPriorityClassName("high")))));
    for (var step = 1; step <= 3; step++) {
      settle();
      assertThat(world.names(Pod.class)).hasSize(3);
      assertThat(world.names(Pod.class).stream().filter(before::contains)).hasSize(3 - step);
      assertThat(status().updatedNumberScheduled()).isEqualTo(step);
      ready();
    }
    settle();
    assertThat(status().numberAvailable()).isEqualTo(3);
    assertThat(world.names(ControllerRevision.class)).hasSize(2);
  }

  private void given(String podSpec) {
    world.put(
        Yaml.read(
            DaemonSet.class,
            """
            metadata: {name: agent, namespace: default, generation: 1}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec: %s
            """
                .formatted(podSpec)));
  }

  private void node(String name, String spec) {
    world.put(Yaml.read(Node.class, "{metadata: {name: %s}, spec: %s}".formatted(name, spec)));
  }

  private void settle() {
    for (var round = 0; round < 20; round++) {
      var plan = decide();
      if (plan.changes().isEmpty()) {
        return;
      }
      world.apply(plan, NOW);
    }
    throw new AssertionError("does not settle: " + decide());
  }

  private Plan decide() {
    var view =
        new DaemonSetView(
            set(),
            new Owners.Claim<>(world.all(Pod.class), List.of(), List.of()),
            world.all(ControllerRevision.class),
            world.all(Node.class),
            List.of());
    return new DaemonSetReconciler().reconcile(view, NOW);
  }

  private void ready() {
    var running =
        Yaml.read(
                Pod.class,
                "{metadata: {name: x}, status: {conditions: [{type: Ready, status: 'True',"
                    + " lastTransitionTime: '2025-12-31T00:00:00Z'}]}}")
            .status();
    for (var name : world.names(Pod.class)) {
      world.pod(name, pod -> pod.withStatus(running));
    }
  }

  private List<String> nodesOfPods() {
    return world.all(Pod.class).stream().map(DaemonPods::nodeOf).toList();
  }

  private DaemonSet set() {
    return world.find(DaemonSet.class, "agent").orElseThrow();
  }

  private DaemonSet.DaemonSetStatus status() {
    return set().status();
  }
}
