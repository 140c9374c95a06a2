package io.coxswain.apiserver;

import io.coxswain.api.core.v1.ServiceAccount;
import io.coxswain.api.core.v1.ServiceAccountBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.testkit.ApiContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The real API server under the contract that the controllers' fake keeps. */
final class ApiServerContractTest extends ApiContract {
  @TempDir static Path directory;
  private static TestServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    client = KubernetesClient.connect(Kubeconfig.read(server.kubeconfig()));
    // pods are admitted once their ServiceAccount exists; no controller makes it here
    client
        .resources(ServiceAccount.class)
        .create(
            ServiceAccountBuilder.builder()
                .metadata(ObjectMetaBuilder.builder().namespace("default").name("default").build())
                .automountServiceAccountToken(false)
                .build());
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
