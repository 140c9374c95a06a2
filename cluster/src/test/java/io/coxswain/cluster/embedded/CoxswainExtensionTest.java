package io.coxswain.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.api.core.v1.Namespace;
import io.coxswain.client.KubernetesClient;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster in a test, as somebody would write it who tests an operator with fabric8. */
@ExtendWith(CoxswainExtension.class)
class CoxswainExtensionTest {
  @Test
  void aDeploymentBecomesAvailable(EmbeddedCluster cluster) {
    var config = Config.fromKubeconfig(cluster.kubeconfig());
    try (var kubernetes = new KubernetesClientBuilder().withConfig(config).build()) {
      var deployment =
          new DeploymentBuilder()
              .withNewMetadata()
              .withName("web")
              .endMetadata()
              .withNewSpec()
              .withReplicas(3)
              .withNewSelector()
              .addToMatchLabels("app", "web")
              .endSelector()
              .withNewTemplate()
              .withNewMetadata()
              .addToLabels("app", "web")
              .endMetadata()
              .withNewSpec()
              .addNewContainer()
              .withName("web")
              .withImage("nginx")
              .endContainer()
              .endSpec()
              .endTemplate()
              .endSpec()
              .build();

      var deployments = kubernetes.apps().deployments().inNamespace("default");
      deployments.resource(deployment).create();
      var ready = deployments.withName("web").waitUntilReady(60, TimeUnit.SECONDS);

      assertThat(ready.getStatus().getAvailableReplicas()).isEqualTo(3);
      var pods = kubernetes.pods().inNamespace("default").withLabel("app", "web").list();
      assertThat(pods.getItems())
          .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).isEqualTo("node-0"));
    }
  }

  @Test
  void testsCanTakeTheClientAlone(KubernetesClient client) {
    assertThat(client.resources(Namespace.class).get("", "kube-system")).isPresent();
  }

  @Test
  void clustersStandSideBySideAndLeaveNothingBehind(EmbeddedCluster other) throws Exception {
    var cluster = EmbeddedCluster.start(EmbeddedOptions.apiServerOnly());
    var file = cluster.kubeconfigFile();
    assertThat(file).exists();
    assertThat(cluster.server()).isNotEqualTo(other.server());
    cluster.close();
    assertThat(Files.exists(file.getParent())).isFalse();
  }

  @Test
  void whatCannotBeLeftOutIsRefused() {
    assertThatThrownBy(() -> EmbeddedOptions.defaults().without("kubelet"))
        .hasMessage("without: kubelet is none of controller-manager, scheduler");
  }
}
