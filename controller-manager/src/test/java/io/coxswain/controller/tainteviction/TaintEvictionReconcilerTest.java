package io.coxswain.controller.tainteviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Node.Taint;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Plan;
import io.coxswain.controller.Plans;
import io.coxswain.controller.Yaml;
import io.coxswain.controller.pod.PodStates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaintEvictionReconcilerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Taint UNREACHABLE =
      new Taint("node.kubernetes.io/unreachable", null, "NoExecute", NOW);

  @Test
  void aPodThatDoesNotTolerateIsMarkedAndDeletedAtOnce() {
    var plan = reconcile("[]", 0);
    var condition =
        PodStates.condition(Plans.statuses(plan, Pod.class).getFirst(), "DisruptionTarget")
            .orElseThrow();
    assertThat(condition.reason()).isEqualTo("DeletionByTaintManager");
    assertThat(Plans.deleted(plan)).containsExactly("p");
    assertThat(Plans.events(plan))
        .containsExactly("TaintManagerEviction: Marking for deletion Pod default/p");
  }

  @Test
  void aPodThatToleratesForATimeStaysThatLong() {
    var tolerating =
        "[{key: node.kubernetes.io/unreachable, operator: Exists, tolerationSeconds: 300}]";
    var plan = reconcile(tolerating, 299);
    assertThat(plan.changes()).isEmpty();
    assertThat(Plans.checksAfter(plan)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Plans.deleted(reconcile(tolerating, 300))).containsExactly("p");
  }

  @Test
  void aPodThatToleratesForEverStays() {
    var plan = reconcile("[{operator: Exists}]", 100_000);
    assertThat(plan).isEqualTo(Plan.settled());
  }

  private static Plan reconcile(String tolerations, int secondsAgo) {
    var pod =
        Yaml.read(
            Pod.class,
            "{metadata: {name: p, namespace: default}, spec: {tolerations: " + tolerations + "}}");
    return new TaintEvictionReconciler()
        .reconcile(
            new TaintEvictionView(pod, List.of(UNREACHABLE), NOW.minusSeconds(secondsAgo)), NOW);
  }
}
