package io.coxswain.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.SystemTimers;
import io.coxswain.client.transport.Request;
import io.coxswain.client.transport.Response;
import io.coxswain.client.transport.Transport;
import io.coxswain.testkit.FakeApi;
import io.coxswain.testkit.FakeClock;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the kubelet watches for its pods. */
class ApiObjectsTest {
  /** Counts the times ConfigMaps begin to be watched. */
  private record Counting(FakeApi api, AtomicInteger lists) implements Transport {
    @Override
    public Response send(Request request) throws IOException {
      var target = request.target();
      if (target.contains("/configmaps?") && !target.contains("watch=")) {
        lists.incrementAndGet();
      }
      return api.send(request);
    }

    @Override
    public void close() {
      api.close();
    }
  }

  @Test
  void objectsOfANamespaceWithoutPodsAreWatchedNoMore() {
    var api = new FakeApi(FakeClock.at("2026-03-01T10:00:00Z"));
    api.put(Json.read("{\"metadata\":{\"name\":\"m\",\"namespace\":\"a\"}}", ConfigMap.class));
    var counting = new Counting(api, new AtomicInteger());
    try (counting;
        var timers = new SystemTimers();
        var objects = new ApiObjects(new KubernetesClient(counting), timers)) {
      assertThat(objects.configMap("a", "m")).isPresent();
      objects.sweep(Set.of("a", "b"));
      assertThat(objects.configMap("a", "m")).isPresent();
      assertThat(counting.lists()).hasValue(1);
      objects.sweep(Set.of("b"));
      assertThat(objects.configMap("a", "m")).isPresent();
      assertThat(counting.lists()).hasValue(2);
    }
  }
}
