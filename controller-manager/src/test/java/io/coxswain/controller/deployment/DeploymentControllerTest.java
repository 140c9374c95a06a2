package io.coxswain.controller.deployment;

import static io.coxswain.controller.Samples.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.Deployment.DeploymentCondition;
import io.coxswain.api.apps.v1.Deployment.DeploymentStrategy;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.apps.v1.ReplicaSetStatusBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Caches;
import io.coxswain.controller.Samples;
import io.coxswain.controller.pod.Owners;
import io.coxswain.testkit.Scenario;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeploymentControllerTest {
  private final Scenario scenario = Scenario.of(DeploymentWiring.controller());

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void createsTheFirstReplicaSet() {
    scenario
        .given(deployment("web", 3))
        .whenReconciled(deployment("web", 3))
        .thenCreates(ReplicaSet.class, 1)
        .thenRecords("ScalingReplicaSet", "Scaled up replica set web-")
        .thenRecords("ScalingReplicaSet", "from 0 to 3");
    var set = newest();
    var hash = set.labels().get("pod-template-hash");
    assertThat(set.name()).isEqualTo("web-" + hash);
    assertThat(set.spec().selector().matchLabels()).containsEntry("pod-template-hash", hash);
    assertThat(set.spec().template().metadata().labels()).containsEntry("pod-template-hash", hash);
    assertThat(set.metadata().annotations())
        .containsEntry("deployment.kubernetes.io/revision", "1")
        .containsEntry("deployment.kubernetes.io/desired-replicas", "3")
        .containsEntry("deployment.kubernetes.io/max-replicas", "4");
    assertThat(Caches.controllerOf(set).orElseThrow().kind()).isEqualTo("Deployment");
    var web = stored();
    assertThat(web.metadata().annotations())
        .containsEntry("deployment.kubernetes.io/revision", "1");
    assertThat(web.status().observedGeneration()).isEqualTo(web.metadata().generation());
    assertThat(condition("Available").reason()).isEqualTo("MinimumReplicasUnavailable");
    assertThat(condition("Progressing").reason()).isEqualTo("NewReplicaSetCreated");
    scenario.thenReconcilingAgainDoesNothing();
  }

  @Test
  void isAvailableAndCompleteWhenItsPodsAre() {
    rolledOut(3);
    assertThat(stored().status().availableReplicas()).isEqualTo(3);
    assertThat(stored().status().unavailableReplicas()).isNull();
    assertThat(condition("Available").reason()).isEqualTo("MinimumReplicasAvailable");
    assertThat(condition("Progressing").reason()).isEqualTo("NewReplicaSetAvailable");
    assertThat(condition("Progressing").message())
        .isEqualTo("ReplicaSet \"" + newest().name() + "\" has successfully progressed.");
    scenario.thenReconcilingAgainDoesNothing();
  }

  @Test
  void rollsANewTemplateOutWithinItsBounds() {
    rolledOut(4);
    edit(web -> withImage(web, "web:2"));
    scenario.whenReconciled(stored());
    for (var round = 0; round < 10; round++) {
      var sizes = scenario.api().all(ReplicaSet.class).stream().mapToInt(Sizes::replicas).sum();
      assertThat(sizes).isLessThanOrEqualTo(5);
      var available =
          scenario.api().all(ReplicaSet.class).stream()
              .mapToInt(set -> Math.min(Sizes.available(set), Sizes.replicas(set)))
              .sum();
      assertThat(available).isGreaterThanOrEqualTo(3);
      podsFollow();
      scenario.whenReconciled(stored());
    }
    assertThat(newest().spec().replicas()).isEqualTo(4);
    assertThat(oldest().spec().replicas()).isZero();
    assertThat(stored().metadata().annotations())
        .containsEntry("deployment.kubernetes.io/revision", "2");
    assertThat(condition("Progressing").reason()).isEqualTo("NewReplicaSetAvailable");
    scenario.thenReconcilingAgainDoesNothing();
  }

  @Test
  void rollingBackReusesTheOldSetAndRemembersItsRevision() {
    rolledOut(1);
    var first = newest().name();
    edit(web -> withImage(web, "web:2"));
    settle();
    edit(web -> withImage(web, "web:1"));
    settle();
    scenario.thenThereAre(ReplicaSet.class, 2);
    assertThat(newest().name()).isEqualTo(first);
    assertThat(newest().metadata().annotations())
        .containsEntry("deployment.kubernetes.io/revision", "3")
        .containsEntry("deployment.kubernetes.io/revision-history", "1");
    assertThat(newest().spec().replicas()).isEqualTo(1);
  }

  @Test
  void scalesWithoutTouchingTheTemplate() {
    rolledOut(2);
    edit(web -> web.withSpec(web.spec().withReplicas(10)));
    scenario
        .whenReconciled(stored())
        .thenCreates(ReplicaSet.class, 0)
        .thenRecords("ScalingReplicaSet", "from 2 to 10");
    settle();
    assertThat(stored().status().availableReplicas()).isEqualTo(10);
    assertThat(condition("Progressing").reason()).isEqualTo("NewReplicaSetAvailable");
  }

  @Test
  void scalesTheSetsOfAStandingRolloutInProportion() {
    rolledOut(10);
    edit(web -> withImage(web, "web:2"));
    scenario.whenReconciled(stored());
    assertThat(List.of(Sizes.replicas(oldest()), Sizes.replicas(newest()))).containsExactly(8, 5);
    edit(web -> web.withSpec(web.spec().withReplicas(20)));
    scenario.whenReconciledOnce(stored());
    // 25 allowed, 12 to add: 8 * 25/13 = 15 and the rest
    assertThat(List.of(Sizes.replicas(oldest()), Sizes.replicas(newest()))).containsExactly(15, 10);
  }

  @Test
  void aPausedDeploymentScalesButDoesNotRoll() {
    rolledOut(1);
    edit(web -> withImage(web.withSpec(web.spec().withPaused(true)), "web:2"));
    scenario.whenReconciled(stored()).thenCreates(ReplicaSet.class, 0);
    assertThat(condition("Progressing").reason()).isEqualTo("DeploymentPaused");
    edit(web -> web.withSpec(web.spec().withPaused(false)));
    scenario.whenReconciled(stored()).thenCreates(ReplicaSet.class, 1);
  }

  @Test
  void recreateWaitsForTheLastOldPod() {
    edit(deployment("web", 2), this::recreate);
    settle();
    var pod = Samples.pod("old", Map.of("app", "web"), "n1");
    scenario.given(pod.withMetadata(Owners.adopted(pod.metadata(), newest())));
    edit(web -> withImage(web, "web:2"));
    scenario.whenReconciled(stored()).thenCreates(ReplicaSet.class, 0);
    assertThat(oldest().spec().replicas()).isZero();
    scenario
        .andEach(Pod.class, old -> old.withStatus(old.status().withPhase("Succeeded")))
        .whenReconciled(stored())
        .thenCreates(ReplicaSet.class, 1);
  }

  @Test
  void recreateStartsTheNewSetWhenNoOldPodRuns() {
    edit(deployment("web", 2), this::recreate);
    settle();
    edit(web -> withImage(web, "web:2"));
    settle();
    assertThat(newest().spec().replicas()).isEqualTo(2);
    assertThat(condition("Progressing").reason()).isEqualTo("NewReplicaSetAvailable");
  }

  @Test
  void missesItsProgressDeadline() {
    scenario
        .given(deployment("web", 1))
        .whenReconciled(deployment("web", 1))
        .thenLooksAgainAfter(Duration.ofSeconds(601))
        .andTimePasses(Duration.ofSeconds(601))
        .whenReconciled(deployment("web", 1));
    assertThat(condition("Progressing").status()).isEqualTo("False");
    assertThat(condition("Progressing").reason()).isEqualTo("ProgressDeadlineExceeded");
    assertThat(condition("Progressing").message())
        .isEqualTo("ReplicaSet \"" + newest().name() + "\" has timed out progressing.");
  }

  @Test
  void deletesRevisionsBeyondTheHistoryLimit() {
    edit(deployment("web", 1), web -> web.withSpec(web.spec().withRevisionHistoryLimit(1)));
    settle();
    for (var version : List.of("web:2", "web:3", "web:4")) {
      edit(web -> withImage(web, version));
      settle();
    }
    scenario.thenThereAre(ReplicaSet.class, 2);
  }

  @Test
  void choosesAnotherHashWhenTheNameIsTaken() {
    scenario.given(deployment("web", 1)).whenReconciled(deployment("web", 1));
    var name = newest().name();
    scenario.and(api -> api.vanish(newest()));
    var foreign = Samples.replicaSet(name, 0);
    scenario
        .given(
            foreign.withSpec(
                foreign.spec().withTemplate(withImage(stored(), "x").spec().template())))
        .whenReconciled(stored());
    assertThat(stored().status().collisionCount()).isEqualTo(1);
    scenario.thenThereAre(ReplicaSet.class, 2);
  }

  @Test
  void failingToCreateTheSetShowsInTheConditions() {
    scenario
        .given(deployment("web", 1))
        .and(api -> api.refuse("POST", "replicasets", 403, "Forbidden", "no quota"))
        .whenReconciledOnce(deployment("web", 1))
        .whenReconciledOnce(deployment("web", 1));
    assertThat(condition("Progressing").reason()).isEqualTo("ReplicaSetCreateError");
  }

  private Deployment recreate(Deployment web) {
    return web.withSpec(web.spec().withStrategy(new DeploymentStrategy("Recreate", null)));
  }

  private void rolledOut(int replicas) {
    scenario.given(deployment("web", replicas));
    settle();
  }

  private void settle() {
    for (var round = 0; round < 12; round++) {
      scenario.whenReconciled(stored());
      podsFollow();
    }
    scenario.whenReconciled(stored());
  }

  /** What the ReplicaSet controller and the nodes would do: every replica becomes available. */
  private void podsFollow() {
    scenario.andTimePasses(Duration.ofSeconds(1));
    scenario.andEach(
        ReplicaSet.class,
        set ->
            set.withStatus(
                ReplicaSetStatusBuilder.builder()
                    .replicas(Sizes.replicas(set))
                    .readyReplicas(Sizes.replicas(set))
                    .availableReplicas(Sizes.replicas(set))
                    .observedGeneration(set.metadata().generation())
                    .build()));
  }

  private void edit(UnaryOperator<Deployment> change) {
    edit(stored(), change);
  }

  private void edit(Deployment from, UnaryOperator<Deployment> change) {
    var changed = change.apply(from);
    var generation = from.metadata().generation();
    scenario
        .api()
        .put(
            changed.withMetadata(
                changed.metadata().withGeneration(generation == null ? 1 : generation + 1)));
  }

  private static Deployment withImage(Deployment web, String image) {
    var template = web.spec().template();
    var container = template.spec().containers().getFirst().withImage(image);
    return web.withSpec(
        web.spec()
            .withTemplate(template.withSpec(template.spec().withContainers(List.of(container)))));
  }

  private Deployment stored() {
    return scenario.api().all(Deployment.class).getFirst();
  }

  private DeploymentCondition condition(String type) {
    return stored().status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " in " + stored().status()));
  }

  private ReplicaSet newest() {
    return scenario.api().all(ReplicaSet.class).stream()
        .max(Comparator.comparingLong(Revisions::of))
        .orElseThrow();
  }

  private ReplicaSet oldest() {
    return scenario.api().all(ReplicaSet.class).stream()
        .min(Comparator.comparingLong(Revisions::of))
        .orElseThrow();
  }
}
