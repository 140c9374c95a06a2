package io.coxswain.controller.podgc;

import static io.coxswain.controller.Samples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Change;
import io.coxswain.controller.Samples;
import io.coxswain.testkit.FakeClock;
import io.coxswain.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PodGarbageControllerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void aRunningPodOfALostNodeIsMarkedFailedFirst() {
    var orphan = Samples.ready(pod("web", Map.of(), "gone"), NOW);
    var view = new PodGarbageView(List.of(orphan), List.of(), List.of(), false);
    var plan = new PodGarbageReconciler(10).reconcile(view, NOW);
    assertThat(plan.changes()).hasSize(1);
    var patched = (Pod) ((Change.PatchStatus) plan.changes().getFirst()).after();
    assertThat(patched.status().phase()).isEqualTo("Failed");
    assertThat(patched.status().conditions())
        .anySatisfy(condition -> assertThat(condition.reason()).isEqualTo("DeletionByPodGC"));
  }

  @Test
  void podsOfLostNodesGoAfterTheQuarantineOnly() {
    var clock = FakeClock.at("2026-03-01T10:00:00Z");
    try (var scenario = Scenario.of(PodGarbageWiring.controller(10, clock))) {
      var key = new ObjectKey("", "pods");
      scenario
          .given(Samples.ready(pod("web", Map.of(), "gone"), NOW))
          .whenReconciled(key)
          .thenChangesNothing()
          .thenLooksAgainAfter(Duration.ofSeconds(20));
      clock.advance(Duration.ofSeconds(40));
      scenario
          .whenReconciled(key)
          .thenDeletes(Pod.class, "web")
          .thenThereAre(Pod.class, 0)
          .thenReconcilingAgainDoesNothing();
    }
  }

  @Test
  void keepsTheYoungestFinishedPods() {
    var old = finished("old", NOW.minusSeconds(60));
    var young = finished("young", NOW);
    var view = new PodGarbageView(List.of(), List.of(), List.of(young, old), false);
    var plan = new PodGarbageReconciler(1).reconcile(view, NOW);
    assertThat(plan.changes()).singleElement().isEqualTo(new Change.Delete(old, null, 0L));
    assertThat(new PodGarbageReconciler(0).reconcile(view, NOW).changes()).isEmpty();
  }

  private static Pod finished(String name, Instant created) {
    var pod = pod(name, Map.of(), "n1");
    return pod.withMetadata(pod.metadata().withCreationTimestamp(created))
        .withStatus(pod.status().withPhase("Succeeded"));
  }
}
