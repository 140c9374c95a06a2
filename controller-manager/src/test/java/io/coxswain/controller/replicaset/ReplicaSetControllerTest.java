package io.coxswain.controller.replicaset;

import static io.coxswain.controller.Samples.pod;
import static io.coxswain.controller.Samples.ready;
import static io.coxswain.controller.Samples.replicaSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Caches;
import io.coxswain.controller.Samples;
import io.coxswain.controller.pod.DeletionOrder;
import io.coxswain.controller.pod.Owners;
import io.coxswain.testkit.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReplicaSetControllerTest {
  private final Scenario scenario = Scenario.of(ReplicaSetWiring.controller());

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void createsMissingPodsAndSaysSo() {
    scenario
        .given(replicaSet("web", 3))
        .whenReconciled(replicaSet("web", 3))
        .thenCreatesPods(3)
        .thenRecords("SuccessfulCreate", "Created pod: web-")
        .thenThereAre(Pod.class, 3)
        .then(
            ReplicaSet.class,
            "web",
            set -> {
              assertThat(set.status().replicas()).isEqualTo(3);
              assertThat(set.status().fullyLabeledReplicas()).isEqualTo(3);
              assertThat(set.status().readyReplicas()).isNull();
              assertThat(set.status().observedGeneration()).isEqualTo(1);
            })
        .thenReconcilingAgainDoesNothing();
    assertThat(scenario.api().all(Pod.class))
        .allSatisfy(
            pod -> {
              assertThat(pod.metadata().generateName()).isEqualTo("web-");
              assertThat(pod.labels()).containsEntry("app", "web");
              assertThat(Caches.controllerOf(pod))
                  .hasValueSatisfying(owner -> assertThat(owner.kind()).isEqualTo("ReplicaSet"));
            });
  }

  @Test
  void countsReadyAndAvailablePods() {
    var set = replicaSet("web", 2);
    set = set.withSpec(set.spec().withMinReadySeconds(30));
    scenario
        .given(set)
        .whenReconciled(set)
        .andEach(Pod.class, pod -> ready(pod, scenario.clock().instant()))
        .whenReconciled(set)
        .then(ReplicaSet.class, "web", s -> assertThat(s.status().readyReplicas()).isEqualTo(2))
        .then(ReplicaSet.class, "web", s -> assertThat(s.status().availableReplicas()).isNull())
        .thenLooksAgainAfter(Duration.ofSeconds(30))
        .andTimePasses(Duration.ofSeconds(30))
        .whenReconciled(set)
        .then(
            ReplicaSet.class, "web", s -> assertThat(s.status().availableReplicas()).isEqualTo(2));
  }

  @Test
  void replacesAFailedPod() {
    scenario
        .given(replicaSet("web", 1))
        .whenReconciled(replicaSet("web", 1))
        .andEach(Pod.class, pod -> pod.withStatus(pod.status().withPhase("Failed")))
        .whenReconciled(replicaSet("web", 1))
        .thenCreatesPods(1)
        .thenThereAre(Pod.class, 2)
        .thenReconcilingAgainDoesNothing();
  }

  @Test
  void deletesTheLeastValuablePods() {
    var set = replicaSet("web", 1);
    scenario.given(set);
    var stored = scenario.api().all(ReplicaSet.class).getFirst();
    var now = scenario.clock().instant();
    scenario
        .given(
            owned(ready(pod("ready", Map.of("app", "web"), "n1"), now), stored),
            owned(pod("unscheduled", Map.of("app", "web"), ""), stored),
            owned(
                Samples.annotated(
                    ready(pod("cheap", Map.of("app", "web"), "n1"), now),
                    DeletionOrder.DELETION_COST,
                    "-5"),
                stored))
        .whenReconciled(set)
        .thenDeletes(Pod.class, "cheap", "unscheduled")
        .thenRecords("SuccessfulDelete", "Deleted pod: cheap")
        .thenReconcilingAgainDoesNothing();
  }

  @Test
  void adoptsMatchingOrphansAndReleasesPodsThatNoLongerMatch() {
    var set = replicaSet("web", 1);
    scenario.given(set);
    var stored = scenario.api().all(ReplicaSet.class).getFirst();
    scenario
        .given(
            pod("orphan", Map.of("app", "web"), "n1"),
            owned(pod("relabeled", Map.of("app", "debug"), "n1"), stored))
        .whenReconciled(set)
        .thenCreatesPods(0)
        .then(
            Pod.class,
            "orphan",
            pod ->
                assertThat(pod.metadata().ownerReferences())
                    .containsExactly(Owners.controllerReference(stored)))
        .then(
            Pod.class, "relabeled", pod -> assertThat(pod.metadata().ownerReferences()).isEmpty());
  }

  @Test
  void reportsRefusedCreationsAndRecovers() {
    var set = replicaSet("web", 40);
    scenario
        .given(set)
        .and(api -> api.refuse("POST", "pods", 403, "Forbidden", "exceeded quota"))
        .whenReconciledOnce(set)
        .thenThereAre(Pod.class, 0)
        .whenReconciledOnce(set)
        .thenRecords("FailedCreate", "Error creating: exceeded quota")
        .then(
            ReplicaSet.class,
            "web",
            s -> {
              assertThat(s.status().conditions()).hasSize(1);
              var failure = s.status().conditions().getFirst();
              assertThat(List.of(failure.type(), failure.status()))
                  .containsExactly("ReplicaFailure", "True");
              assertThat(failure.reason()).isEqualTo("FailedCreate");
              assertThat(failure.message()).isEqualTo("exceeded quota");
            })
        .and(api -> api.refuseNothing())
        .whenReconciled(set)
        .thenThereAre(Pod.class, 40)
        .then(ReplicaSet.class, "web", s -> assertThat(s.status().conditions()).isEmpty());
  }

  private static Pod owned(Pod pod, ReplicaSet owner) {
    return pod.withMetadata(Owners.adopted(pod.metadata(), owner));
  }
}
