package io.coxswain.kubectl.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutStatusTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "observedGeneration: 1|Waiting for deployment spec update to be observed...|false",
        "observedGeneration: 2, updatedReplicas: 1|Waiting for deployment \"web\" rollout to finish: 1 out of 3 new replicas have been updated...|false",
        "observedGeneration: 2, updatedReplicas: 3, replicas: 4|Waiting for deployment \"web\" rollout to finish: 1 old replicas are pending termination...|false",
        "observedGeneration: 2, updatedReplicas: 3, replicas: 3, availableReplicas: 2|Waiting for deployment \"web\" rollout to finish: 2 of 3 updated replicas are available...|false",
        "observedGeneration: 2, updatedReplicas: 3, replicas: 3, availableReplicas: 3|deployment \"web\" successfully rolled out|true",
      })
  void deployments(String status, String message, boolean done) {
    var object =
        YamlReader.read(
            "{kind: Deployment, metadata: {name: web, generation: 2}, spec: {replicas: 3}, status: {"
                + status
                + "}}");
    assertThat(RolloutStatus.of(object)).isEqualTo(new RolloutStatus(message, done));
  }

  @Test
  void aRolloutThatMakesNoProgressFails() {
    var object =
        YamlReader.read(
            "{kind: Deployment, metadata: {name: web}, status: {conditions: [{type: Progressing, reason: ProgressDeadlineExceeded}]}}");
    assertThatThrownBy(() -> RolloutStatus.of(object))
        .isInstanceOf(KubectlException.class)
        .hasMessage("error: deployment \"web\" exceeded its progress deadline");
  }

  @Test
  void statefulSetsWaitForTheirRevision() {
    var object =
        YamlReader.read(
            "{kind: StatefulSet, metadata: {name: db, generation: 1}, spec: {replicas: 2, updateStrategy: {type: RollingUpdate}}, status: {observedGeneration: 1, readyReplicas: 2, updatedReplicas: 1, currentRevision: a, updateRevision: b}}");
    assertThat(RolloutStatus.of(object).message())
        .isEqualTo("waiting for statefulset rolling update to complete 1 pods at revision b...");
  }
}
