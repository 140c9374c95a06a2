package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.ServiceAccount;
import io.coxswain.api.core.v1.ServiceAccountBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.apiserver.auth.AuthorizationMode;
import io.coxswain.apiserver.registry.RegistryOptions;
import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.testkit.ApiContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The real API server under the contract that the controllers' fake keeps. */
final class ApiServerContractTest extends ApiContract {
  @TempDir static Path directory;
  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void start() throws Exception {
    var pki = new TestPki(directory);
    pki.issue("server", "CN=kube-apiserver");
    pki.issue("admin", "O=system:masters,CN=admin");
    var options =
        new ApiServerOptions(
            new ApiServerOptions.Listen(
                "127.0.0.1",
                0,
                "127.0.0.1",
                pki.certificate("server"),
                pki.key("server"),
                pki.certificate("ca")),
            new ApiServerOptions.Storage.Memory(),
            new ApiServerOptions.Identities(null, List.of(), null, "https://issuer"),
            AuthorizationMode.DEFAULT,
            RegistryOptions.DEFAULTS,
            ApiServerOptions.KubeletAccess.NONE);
    server = ApiServer.start(options, InstantSource.system(), new Random(1));
    client = KubernetesClient.connect(kubeconfig(pki));
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!server.isReady() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(server.isReady()).isTrue();
    // pods are admitted once their ServiceAccount exists; no controller makes it here
    client
        .resources(ServiceAccount.class)
        .create(
            ServiceAccountBuilder.builder()
                .metadata(ObjectMetaBuilder.builder().namespace("default").name("default").build())
                .automountServiceAccountToken(false)
                .build());
  }

  private static Kubeconfig kubeconfig(TestPki pki) throws Exception {
    var file = directory.resolve("kubeconfig");
    Files.writeString(
        file,
        """
        current-context: test
        clusters:
        - name: test
          cluster: {server: "https://127.0.0.1:%d", certificate-authority: %s}
        users:
        - name: admin
          user: {client-certificate: %s, client-key: %s}
        contexts:
        - name: test
          context: {cluster: test, user: admin}
        """
            .formatted(
                server.port(), pki.certificate("ca"), pki.certificate("admin"), pki.key("admin")));
    return Kubeconfig.read(file);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Override
  protected KubernetesClient client() {
    return client;
  }
}
