package io.coxswain.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.api.core.v1.Namespace;
import io.coxswain.client.KubernetesClient;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestConditionBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
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
  void anApprovedRequestBecomesACertificateThatLogsIn(EmbeddedCluster cluster) throws Exception {
    var config = Config.fromKubeconfig(cluster.kubeconfig());
    try (var kubernetes = new KubernetesClientBuilder().withConfig(config).build()) {
      var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
      var pkcs10 =
          new JcaPKCS10CertificationRequestBuilder(
                  new X500Name("O=system:masters-not,CN=jane"), keys.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
      var requests = kubernetes.certificates().v1().certificateSigningRequests();
      requests
          .resource(
              new CertificateSigningRequestBuilder()
                  .withNewMetadata()
                  .withName("jane")
                  .endMetadata()
                  .withNewSpec()
                  .withSignerName("kubernetes.io/kube-apiserver-client")
                  .withUsages("digital signature", "client auth")
                  .withRequest(base64(pem(pkcs10)))
                  .endSpec()
                  .build())
          .create();
      requests
          .withName("jane")
          .approve(
              new CertificateSigningRequestConditionBuilder()
                  .withType("Approved")
                  .withStatus("True")
                  .withReason("Test")
                  .build());
      var signed =
          requests
              .withName("jane")
              .waitUntilCondition(
                  request -> request != null && request.getStatus().getCertificate() != null,
                  20,
                  TimeUnit.SECONDS);
      config.setOauthToken(null);
      config.setAutoOAuthToken(null);
      config.setClientCertData(signed.getStatus().getCertificate());
      config.setClientKeyData(base64(pem(new JcaPKCS8Generator(keys.getPrivate(), null))));
      try (var jane = new KubernetesClientBuilder().withConfig(config).build()) {
        var review = jane.resource(new SelfSubjectReviewBuilder().build()).create();
        assertThat(review.getStatus().getUserInfo().getUsername()).isEqualTo("jane");
      }
    }
  }

  private static String pem(Object object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
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
