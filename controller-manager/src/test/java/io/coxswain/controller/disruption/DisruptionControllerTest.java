package io.coxswain.controller.disruption;

import static io.coxswain.controller.Samples.pod;
import static io.coxswain.controller.Samples.ready;
import static io.coxswain.controller.Samples.replicaSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.policy.v1.PodDisruptionBudget;
import io.coxswain.controller.Yaml;
import io.coxswain.controller.pod.Owners;
import io.coxswain.testkit.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DisruptionControllerTest {
  private final Scenario scenario = Scenario.of(DisruptionWiring.controller());

  @AfterEach
  void close() {
    scenario.close();
  }

  private static PodDisruptionBudget budget(String rule) {
    return Yaml.read(
        PodDisruptionBudget.class,
        """
        metadata: {name: web, namespace: default, generation: 1}
        spec: {%s, selector: {matchLabels: {app: web}}}
        status: {disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0}
        """
            .formatted(rule));
  }

  /** A set of three with two ready pods. */
  private void givenTwoOfThree(PodDisruptionBudget budget) {
    scenario.given(replicaSet("web", 3), budget);
    var set = scenario.api().all(ReplicaSet.class).getFirst();
    for (var name : List.of("web-a", "web-b")) {
      var pod = ready(pod(name, Map.of("app", "web"), "node"), scenario.clock().instant());
      scenario.given(pod.withMetadata(Owners.adopted(pod.metadata(), set)));
    }
  }

  private void thenStatusIs(int allowed, int healthy, int desired, int expected, String reason) {
    scenario.then(
        PodDisruptionBudget.class,
        "web",
        budget -> {
          var status = budget.status();
          assertThat(
                  List.of(
                      status.disruptionsAllowed(),
                      status.currentHealthy(),
                      status.desiredHealthy(),
                      status.expectedPods()))
              .containsExactly(allowed, healthy, desired, expected);
          assertThat(status.observedGeneration()).isEqualTo(1);
          assertThat(status.conditions())
              .singleElement()
              .satisfies(condition -> assertThat(condition.reason()).isEqualTo(reason));
        });
  }

  @Test
  void aNumberIsHeldAgainstThePodsThereAre() {
    var budget = budget("minAvailable: 1");
    givenTwoOfThree(budget);
    scenario.whenReconciled(budget);
    thenStatusIs(1, 2, 1, 2, "SufficientPods");
    scenario.thenReconcilingAgainDoesNothing();
  }

  @Test
  void aShareIsHeldAgainstThePodsThatAreWanted() {
    var budget = budget("minAvailable: \"50%\"");
    givenTwoOfThree(budget);
    scenario.whenReconciled(budget);
    thenStatusIs(0, 2, 2, 3, "InsufficientPods");
  }

  @Test
  void missingPodsCountAgainstMaxUnavailable() {
    var budget = budget("maxUnavailable: 1");
    givenTwoOfThree(budget);
    scenario.whenReconciled(budget);
    thenStatusIs(0, 2, 2, 3, "InsufficientPods");
    scenario.thenReconcilingAgainDoesNothing();
  }

  @Test
  void grantedEvictionsCountForTwoMinutes() {
    var plain = budget("minAvailable: 1");
    var budget =
        plain.withStatus(
            plain.status().withDisruptedPods(Map.of("web-a", scenario.clock().instant())));
    givenTwoOfThree(budget);
    scenario.whenReconciled(budget);
    thenStatusIs(0, 1, 1, 2, "InsufficientPods");
    scenario
        .thenLooksAgainAfter(Duration.ofMinutes(2))
        .andTimePasses(Duration.ofMinutes(2))
        .whenReconciled(budget);
    thenStatusIs(1, 2, 1, 2, "SufficientPods");
  }

  @Test
  void podsOfUnknownControllersCannotBeCounted() {
    var budget = budget("maxUnavailable: 1");
    scenario.given(budget, replicaSet("web", 3));
    var set = scenario.api().all(ReplicaSet.class).getFirst();
    Pod pod = pod("web-a", Map.of("app", "web"), "node");
    scenario
        .given(pod.withMetadata(Owners.adopted(pod.metadata(), set)))
        .and(api -> api.vanish(set))
        .whenReconciled(budget)
        .thenRecords("CalculateExpectedPodCountFailed", "found no controllers for pod \"web-a\"")
        .then(
            PodDisruptionBudget.class,
            "web",
            b -> assertThat(b.status().conditions().getFirst().reason()).isEqualTo("SyncFailed"));
  }
}
