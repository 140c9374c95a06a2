package io.coxswain.controller.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.core.v1.Namespace;
import io.coxswain.api.core.v1.NamespaceBuilder;
import io.coxswain.api.core.v1.NamespaceSpecBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodBuilder;
import io.coxswain.api.core.v1.PodSpecBuilder;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerOptions;
import io.coxswain.testkit.FakeApi;
import io.coxswain.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespaceControllerTest {
  private final FakeClock clock = FakeClock.at("2026-03-01T10:00:00Z");
  private final FakeApi api = new FakeApi(clock);
  private final Informer<Namespace> namespaces =
      Informer.start(api.client().resources(Namespace.class), InformerOptions.all(), clock);
  private final NamespaceController controller =
      NamespaceController.start(api.client(), namespaces, clock);

  @AfterEach
  void close() {
    controller.close();
    namespaces.close();
  }

  @Test
  void podsLeaveFirstAndWhatTheyUseFollows() {
    var pod = PodBuilder.builder().metadata(meta("web", "team")).spec(bound()).build();
    api.put(pod);
    api.put(ConfigMapBuilder.builder().metadata(meta("settings", "team")).build());
    api.put(ConfigMapBuilder.builder().metadata(meta("settings", "other")).build());
    api.put(
        NamespaceBuilder.builder()
            .metadata(meta("team", "").withDeletionTimestamp(clock.instant()))
            .spec(NamespaceSpecBuilder.builder().finalizers(List.of("kubernetes")).build())
            .build());

    await(() -> conditionMessage().contains("Some resources are remaining"));
    assertThat(conditionMessage())
        .isEqualTo("Some resources are remaining: pods. has 1 resource instances");
    assertThat(api.all(ConfigMap.class)).hasSize(2);
    assertThat(api.all(Pod.class).getFirst().metadata().deletionTimestamp()).isNotNull();

    api.vanish(pod);
    await(() -> api.all(Namespace.class).isEmpty());
    assertThat(api.all(ConfigMap.class)).extracting(ConfigMap::namespace).containsExactly("other");
  }

  private String conditionMessage() {
    return api.all(Namespace.class).stream()
        .flatMap(namespace -> namespace.status().conditions().stream())
        .filter(condition -> condition.type().equals("NamespaceContentRemaining"))
        .map(condition -> String.valueOf(condition.message()))
        .findFirst()
        .orElse("");
  }

  /** Lets time go on until something holds. */
  private void await(BooleanSupplier holds) {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.getAsBoolean() && System.nanoTime() < deadline) {
      clock.advance(Duration.ofMillis(500));
      Thread.yield();
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }

  private static io.coxswain.api.core.v1.PodSpec bound() {
    return PodSpecBuilder.builder().nodeName("node").build();
  }

  private static ObjectMeta meta(String name, String namespace) {
    var meta = ObjectMetaBuilder.builder().name(name);
    return (namespace.isEmpty() ? meta : meta.namespace(namespace)).build();
  }
}
