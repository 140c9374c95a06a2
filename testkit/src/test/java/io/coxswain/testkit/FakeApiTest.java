package io.coxswain.testkit;

import io.coxswain.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;

class FakeApiTest extends ApiContract {
  private final KubernetesClient client =
      new FakeApi(FakeClock.at("2026-03-01T10:00:00Z")).client();

  @Override
  protected KubernetesClient client() {
    return client;
  }

  @AfterEach
  void close() {
    client.close();
  }
}
