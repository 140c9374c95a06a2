package io.coxswain.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.testkit.FakeApi;
import io.coxswain.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InformerTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeClock clock = FakeClock.at("2026-03-01T10:00:00Z");
  private final FakeApi api = new FakeApi(clock);
  private final KubernetesClient client = api.client();
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Informer<ConfigMap> informer =
      Informer.prepare(
          client.resources(ConfigMap.class),
          InformerOptions.<ConfigMap>all()
              .withIndex("color", map -> List.of(map.data().getOrDefault("color", "none"))),
          clock);

  @AfterEach
  void close() {
    informer.close();
    client.close();
  }

  @Test
  void hearsOfWhatIsThereAndOfEveryChangeInOrder() throws Exception {
    api.put(map("a", "red"));
    begin();
    assertHeard("added a red");

    api.put(map("b", "blue"));
    api.put(map("a", "green"));
    api.vanish(map("b", ""));

    assertHeard("added b blue", "updated a red->green", "deleted b blue");
    assertThat(informer.list()).extracting(ConfigMap::name).containsExactly("a");
    assertThat(informer.get("default", "b")).isEmpty();
  }

  @Test
  void aListenerThatJoinsLateHearsOfEverythingInTheCache() throws Exception {
    api.put(map("a", "red"));
    api.put(map("b", "red"));
    informer.begin();
    assertThat(informer.awaitSync(LONG)).isTrue();

    informer.onChange(listener());

    assertHeard("added a red", "added b red");
  }

  @Test
  void indexesFollowChanges() throws Exception {
    api.put(map("a", "red"));
    api.put(map("b", "red"));
    begin();
    assertHeard("added a red", "added b red");

    api.put(map("a", "blue"));

    assertHeard("updated a red->blue");
    assertThat(informer.byIndex("color", "red")).extracting(ConfigMap::name).containsExactly("b");
    assertThat(informer.byIndex("color", "blue")).extracting(ConfigMap::name).containsExactly("a");
  }

  @Test
  void outlivesACrashOfTheServerAndMissesNothing() throws Exception {
    api.put(map("a", "red"));
    begin();
    assertHeard("added a red");

    api.crash();
    clock.awaitSleepers(1);
    assertThat(informer.get("default", "a")).as("readers see the last state").isPresent();
    api.put(map("a", "blue"));
    api.put(map("b", "blue"));
    api.restart();
    clock.advance(LONG);

    assertHeard("updated a red->blue", "added b blue");
  }

  @Test
  void comparesANewListWithItsCacheWhenItsVersionIsGone() throws Exception {
    api.put(map("gone", "red"));
    api.put(map("kept", "red"));
    api.put(map("changed", "red"));
    begin();
    assertHeard("added changed red", "added gone red", "added kept red");

    api.crash();
    clock.awaitSleepers(1);
    api.vanish(map("gone", ""));
    api.put(map("changed", "blue"));
    api.forgetHistory();
    api.restart();
    clock.advance(LONG); // the watch is refused with 410 ...
    clock.awaitSleepers(1);
    clock.advance(LONG); // ... and a list follows

    assertHeard("updated changed red->blue", "deleted gone red");
    api.put(map("after", "red"));
    assertHeard("added after red");
  }

  @Test
  void aListenerThatThrowsHarmsNobody() throws Exception {
    informer.onChange(
        new InformerListener<>() {
          @Override
          public void added(ConfigMap object) {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public void updated(ConfigMap before, ConfigMap after) {}

          @Override
          public void deleted(ConfigMap object) {}
        });
    begin();
    api.put(map("a", "red"));
    api.put(map("b", "red"));
    assertHeard("added a red", "added b red");
  }

  private void begin() throws InterruptedException {
    informer.onChange(listener());
    informer.begin();
    assertThat(informer.awaitSync(LONG)).isTrue();
  }

  private void assertHeard(String... news) throws InterruptedException {
    for (var one : news) {
      assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(one);
    }
    assertThat(heard).isEmpty();
  }

  private InformerListener<ConfigMap> listener() {
    return new InformerListener<>() {
      @Override
      public void added(ConfigMap object) {
        heard.add("added " + object.name() + " " + color(object));
      }

      @Override
      public void updated(ConfigMap before, ConfigMap after) {
        heard.add("updated " + after.name() + " " + color(before) + "->" + color(after));
      }

      @Override
      public void deleted(ConfigMap object) {
        heard.add("deleted " + object.name() + " " + color(object));
      }
    };
  }

  private static String color(ConfigMap map) {
    return map.data().getOrDefault("color", "none");
  }

  private static ConfigMap map(String name, String color) {
    return ConfigMapBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().namespace("default").name(name).build())
        .data(Map.of("color", color))
        .build();
  }
}
