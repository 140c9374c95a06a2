package io.coxswain.controller.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.StatefulSet;
import io.coxswain.api.core.v1.PersistentVolumeClaim;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatus;
import io.coxswain.client.runtime.Plan;
import io.coxswain.controller.World;
import io.coxswain.controller.Yaml;
import io.coxswain.controller.pod.Owners;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatefulSetReconcilerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final World world = new World();

  @Test
  void podsAreMadeInOrderEachOnceTheOneBeforeIsReady() {
    given(3, "");
    settle();
    assertThat(world.names(Pod.class)).containsExactly("db-0");
    settleReady("db-0");
    assertThat(world.names(Pod.class)).containsExactly("db-0", "db-1");
    settleReady("db-1");
    settleReady("db-2");
    assertThat(status().readyReplicas()).isEqualTo(3);
    assertThat(status().currentReplicas()).isEqualTo(3);
    assertThat(status().currentRevision()).isEqualTo(status().updateRevision());
    assertThat(world.events())
        .contains("SuccessfulCreate: create Pod db-0 in StatefulSet db successful");
  }

  @Test
  void podsHaveAStableIdentityAndTheirOwnClaims() {
    given(1, "volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]");
    settle();
    var pod = pod("db-0");
    assertThat(pod.labels())
        .containsEntry("statefulset.kubernetes.io/pod-name", "db-0")
        .containsEntry("apps.kubernetes.io/pod-index", "0")
        .containsEntry("controller-revision-hash", status().updateRevision());
    assertThat(pod.spec().hostname()).isEqualTo("db-0");
    assertThat(pod.spec().subdomain()).isEqualTo("db-headless");
    var volume = pod.spec().volumes().getFirst();
    assertThat(volume.name()).isEqualTo("data");
    assertThat(volume.persistentVolumeClaim().claimName()).isEqualTo("data-db-0");
    assertThat(world.names(PersistentVolumeClaim.class)).containsExactly("data-db-0");
    // the claim outlives the pod and is taken again
    settleReady("db-0");
    world.end("db-0", "Failed");
    settle();
    assertThat(pod("db-0").status().phase()).isNull();
    assertThat(world.names(PersistentVolumeClaim.class)).containsExactly("data-db-0");
  }

  @Test
  void parallelMakesAllAtOnce() {
    given(3, "podManagementPolicy: Parallel");
    settle();
    assertThat(world.names(Pod.class)).containsExactly("db-0", "db-1", "db-2");
  }

  @Test
  void scalingDownTakesTheHighestOrdinalFirstAndWaitsForIt() {
    given(3, "");
    settle();
    settleReady("db-0");
    settleReady("db-1");
    settleReady("db-2");
    world.put(set().withSpec(set().spec().withReplicas(1)));
    settle();
    assertThat(leaving()).containsExactly("db-2");
    world.kill("db-2");
    settle();
    assertThat(leaving()).containsExactly("db-1");
    world.kill("db-1");
    settle();
    assertThat(world.names(Pod.class)).containsExactly("db-0");
    assertThat(status().replicas()).isEqualTo(1);
  }

  @Test
  void aRollingUpdateGoesDownToThePartition() {
    given(3, "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}");
    settle();
    settleReady("db-0");
    settleReady("db-1");
    settleReady("db-2");
    var old = status().currentRevision();
    image("db:2");
    settle();
    assertThat(world.names(ControllerRevision.class)).hasSize(2);
    assertThat(leaving()).containsExactly("db-2");
    world.kill("db-2");
    settle();
    assertThat(image("db-2", pod("db-2"))).isEqualTo("db:2");
    assertThat(leaving()).isEmpty();
    settleReady("db-2");
    assertThat(leaving()).containsExactly("db-1");
    world.kill("db-1");
    settle();
    settleReady("db-1");
    assertThat(leaving()).isEmpty();
    assertThat(image("db-0", pod("db-0"))).isEqualTo("db:1");
    assertThat(status().currentRevision()).isEqualTo(old);
    assertThat(status().updatedReplicas()).isEqualTo(2);
    // below the partition a lost pod comes back as it was
    world.end("db-0", "Failed");
    settle();
    world.kill("db-0");
    settle();
    assertThat(image("db-0", pod("db-0"))).isEqualTo("db:1");
  }

  @Test
  void rollingBackUsesTheOldRevisionAgain() {
    given(1, "");
    settle();
    settleReady("db-0");
    var first = status().updateRevision();
    image("db:2");
    settle();
    image("db:1");
    settle();
    assertThat(status().updateRevision()).isEqualTo(first);
    assertThat(world.names(ControllerRevision.class)).hasSize(2);
    assertThat(world.find(ControllerRevision.class, first).orElseThrow().revision()).isEqualTo(3);
  }

  private void given(int replicas, String more) {
    world.put(
        Yaml.read(
            StatefulSet.class,
            """
            metadata: {name: db, namespace: default, generation: 1}
            spec:
              replicas: %d
              serviceName: db-headless
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {containers: [{name: c, image: "db:1"}]}
              %s
            """
                .formatted(replicas, more)));
  }

  private Plan decide() {
    var claims = new HashSet<>(world.names(PersistentVolumeClaim.class));
    var view =
        new StatefulSetView(
            set(),
            new Owners.Claim<>(world.all(Pod.class), List.of(), List.of()),
            world.all(ControllerRevision.class),
            claims,
            List.of());
    return new StatefulSetReconciler().reconcile(view, NOW);
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

  private void settleReady(String name) {
    world.pod(name, pod -> pod.withSpec(pod.spec().withNodeName("n")).withStatus(running()));
    settle();
  }

  private static PodStatus running() {
    return Yaml.read(
            Pod.class,
            "{metadata: {name: x}, status: {phase: Running, conditions: [{type: Ready, status:"
                + " 'True', lastTransitionTime: '2025-12-31T00:00:00Z'}]}}")
        .status();
  }

  private void image(String image) {
    var template = set().spec().template();
    var container = template.spec().containers().getFirst().withImage(image);
    var changed = template.withSpec(template.spec().withContainers(List.of(container)));
    world.put(set().withSpec(set().spec().withTemplate(changed)));
  }

  private static String image(String name, Pod pod) {
    assertThat(pod.name()).isEqualTo(name);
    return pod.spec().containers().getFirst().image();
  }

  private List<String> leaving() {
    return world.all(Pod.class).stream()
        .filter(pod -> pod.metadata().deletionTimestamp() != null)
        .map(Pod::name)
        .toList();
  }

  private Pod pod(String name) {
    return world.find(Pod.class, name).orElseThrow();
  }

  private StatefulSet set() {
    return world.find(StatefulSet.class, "db").orElseThrow();
  }

  private StatefulSet.StatefulSetStatus status() {
    return set().status();
  }
}
