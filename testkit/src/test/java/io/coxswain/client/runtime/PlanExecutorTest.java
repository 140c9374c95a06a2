package io.coxswain.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.core.v1.Event;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ObjectKey;
import io.coxswain.testkit.FakeApi;
import io.coxswain.testkit.FakeClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanExecutorTest {
  private static final ObjectKey KEY = new ObjectKey("default", "owner");

  private final FakeClock clock = FakeClock.at("2026-03-01T10:00:00Z");
  private final FakeApi api = new FakeApi(clock);
  private final KubernetesClient client = api.client();
  private final Caches caches = new Caches(client, clock);
  private final Expectations expectations = new Expectations(caches);
  private final EventRecorder events = new EventRecorder(client, "test", "", clock);
  private final PlanExecutor executor =
      new PlanExecutor(client, expectations, events, clock, "test-controller");

  @AfterEach
  void close() {
    events.close();
    caches.close();
    client.close();
  }

  @Test
  void aRefusedCreationCostsOneRequestAndNotAll() {
    api.refuse("POST", "configmaps", 403, "Forbidden", "exceeded quota: small");

    var result = executor.execute(KEY, Plan.of(creations(500)));

    assertThat(result.outcomes()).hasSize(1);
    assertThat(result.outcomes().getFirst())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(403);
              assertThat(refused.message()).contains("exceeded quota");
            });
    assertThat(result.retry()).isTrue();
    assertThat(api.all(ConfigMap.class)).isEmpty();
  }

  @Test
  void allCreationsHappenWhereNothingIsRefused() {
    var result = executor.execute(KEY, Plan.of(creations(100)));

    assertThat(api.all(ConfigMap.class)).hasSize(100);
    assertThat(result.outcomes()).hasSize(100).allMatch(Outcome.Created.class::isInstance);
    assertThat(result.retry()).isFalse();
  }

  @Test
  void aStageWaitsForTheOneBeforeButReportsAreWrittenAnyway() {
    api.refuse("POST", "configmaps", 422, "Invalid", "no");
    var stored = api.put(map("status"));
    var report = new Change.Update(stored.withData(Map.of("report", "failed")));

    executor.execute(
        KEY, Plan.of(creations(1)).then(new Change.Delete(stored)).always(Optional.of(report)));

    assertThat(api.all(ConfigMap.class))
        .as("not deleted, but updated")
        .singleElement()
        .satisfies(map -> assertThat(map.data()).containsEntry("report", "failed"));
  }

  @Test
  void aConflictIsTriedAgainAndIsNoOutcome() {
    var stale = api.put(map("a"));
    api.put(stale.withData(Map.of("by", "somebody else")));

    var result =
        executor.execute(KEY, Plan.of(new Change.Update(stale.withData(Map.of("by", "us")))));

    assertThat(result.retry()).isTrue();
    assertThat(result.outcomes()).isEmpty();
    assertThat(api.all(ConfigMap.class).getFirst().data()).containsEntry("by", "somebody else");
  }

  @Test
  void anObjectOfTheSameNameButAnotherUidIsNotDeleted() {
    var old = api.put(map("a"));
    api.vanish(old);
    api.put(map("a"));

    var result = executor.execute(KEY, Plan.of(new Change.Delete(old)));

    assertThat(api.all(ConfigMap.class)).hasSize(1);
    assertThat(result.retry()).as("nothing is left to do for the old one").isFalse();
  }

  @Test
  void aLostAnswerIsTriedAgain() {
    api.crash();
    assertThat(executor.execute(KEY, Plan.of(creations(3))).retry()).isTrue();
  }

  @Test
  void theKeyWaitsUntilTheCacheShowsWhatItWrote() {
    caches.of(ConfigMap.class);
    caches.listOnce();

    executor.execute(KEY, Plan.of(creations(1)));

    assertThat(expectations.pending(KEY, clock.nanoTime())).isTrue();
    assertThat(expectations.pending(new ObjectKey("default", "other"), clock.nanoTime())).isFalse();
    caches.listOnce();
    assertThat(expectations.pending(KEY, clock.nanoTime())).isFalse();
  }

  @Test
  void aWriteThatNeverShowsIsWaitedForFiveMinutes() {
    caches.of(ConfigMap.class);
    caches.listOnce();
    executor.execute(KEY, Plan.of(creations(1)));

    clock.advance(java.time.Duration.ofMinutes(5));
    assertThat(expectations.pending(KEY, clock.nanoTime())).isTrue();
    clock.advance(java.time.Duration.ofSeconds(1));
    assertThat(expectations.pending(KEY, clock.nanoTime())).isFalse();
  }

  @Test
  void eventsNameTheController() {
    var object = api.put(map("a"));
    executor.execute(KEY, Plan.of(Change.RecordEvent.normal(object, "Done", "it is done")));
    events.close();

    assertThat(api.all(Event.class))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.reason()).isEqualTo("Done");
              assertThat(event.source().component()).isEqualTo("test-controller");
              assertThat(event.involvedObject().uid()).isEqualTo(object.uid());
            });
  }

  private static List<Change> creations(int count) {
    return IntStream.range(0, count)
        .<Change>mapToObj(number -> new Change.Create(map("m" + number)))
        .toList();
  }

  private static ConfigMap map(String name) {
    return ConfigMapBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().namespace("default").name(name).build())
        .build();
  }
}
