package io.coxswain.testkit;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.ReconcileLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The given/when/then language of controllers. It runs a controller's own wiring, reconciler and
 * runtime against a {@link FakeApi}, one step at a time and without threads.
 *
 * <pre>{@code
 * Scenario.of(ReplicaSetWiring.controller())
 *     .given(replicaSet)
 *     .whenReconciled(replicaSet).thenCreates(Pod.class, 3).thenReconcilingAgainDoesNothing();
 * }</pre>
 */
public final class Scenario implements AutoCloseable {
  private static final int MOST_STEPS = 50;

  private final FakeClock clock = FakeClock.at("2026-03-01T10:00:00Z");
  private final FakeApi api = new FakeApi(clock);
  private final KubernetesClient client = api.client();
  private final Caches caches = new Caches(client, clock);
  private final EventRecorder events = new EventRecorder(client, "scenario", "", clock);
  private final ReconcileLoop<?> loop;
  private final List<Change> changes = new ArrayList<>();
  private Optional<Duration> checkAfter = Optional.empty();
  private ObjectKey last = new ObjectKey("", "");

  private Scenario(Controller<?> controller) {
    this.loop = new ReconcileLoop<>(controller, client, caches, events, clock);
  }

  public static Scenario of(Controller<?> controller) {
    return new Scenario(controller);
  }

  public FakeApi api() {
    return api;
  }

  public FakeClock clock() {
    return clock;
  }

  /** The world as it is found. */
  public Scenario given(KubernetesObject... objects) {
    Arrays.stream(objects).forEach(api::put);
    return this;
  }

  /** Something happens in the world. */
  public Scenario and(Consumer<FakeApi> happening) {
    happening.accept(api);
    return this;
  }

  /** Somebody else changes every stored object of a kind. */
  public <T extends KubernetesObject> Scenario andEach(Class<T> type, UnaryOperator<T> change) {
    api.all(type).forEach(object -> api.put(change.apply(object)));
    return this;
  }

  public Scenario andTimePasses(Duration duration) {
    clock.advance(duration);
    return this;
  }

  public Scenario whenReconciled(KubernetesObject object) {
    return whenReconciled(ObjectKey.of(object));
  }

  /** Reconciles until nothing changes any more, or every change is refused. */
  public Scenario whenReconciled(ObjectKey key) {
    changes.clear();
    last = key;
    for (var step = 0; step < MOST_STEPS; step++) {
      caches.listOnce();
      var done = loop.step(key);
      if (done instanceof ReconcileLoop.Step.CacheBehind) {
        throw new AssertionError("the cache is behind although it was just filled");
      }
      if (!(done instanceof ReconcileLoop.Step.Reconciled reconciled)) {
        return this;
      }
      changes.addAll(reconciled.plan().changes());
      checkAfter = reconciled.checkAfter();
      if (reconciled.plan().changes().isEmpty()) {
        return this;
      }
    }
    throw new AssertionError("still not settled after " + MOST_STEPS + " steps: " + summary());
  }

  /** Takes one step: for refusals that never settle. */
  public Scenario whenReconciledOnce(KubernetesObject object) {
    changes.clear();
    last = ObjectKey.of(object);
    caches.listOnce();
    if (loop.step(last) instanceof ReconcileLoop.Step.Reconciled reconciled) {
      changes.addAll(reconciled.plan().changes());
      checkAfter = reconciled.checkAfter();
    }
    return this;
  }

  /** Everything the last reconciliation changed or tried to. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  public <T extends KubernetesObject> List<T> created(Class<T> type) {
    return changes.stream()
        .filter(Change.Create.class::isInstance)
        .map(change -> ((Change.Create) change).object())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Names of the deleted objects of a kind, sorted. */
  public List<String> deleted(Class<? extends KubernetesObject> type) {
    return changes.stream()
        .filter(Change.Delete.class::isInstance)
        .map(change -> ((Change.Delete) change).object())
        .filter(type::isInstance)
        .map(KubernetesObject::name)
        .sorted()
        .toList();
  }

  /** Recorded events as {@code reason: message}. */
  public List<String> events() {
    return changes.stream()
        .filter(Change.RecordEvent.class::isInstance)
        .map(Change.RecordEvent.class::cast)
        .map(event -> event.reason() + ": " + event.message())
        .toList();
  }

  public Scenario thenCreatesPods(int count) {
    return thenCreates(Pod.class, count);
  }

  public Scenario thenCreates(Class<? extends KubernetesObject> type, int count) {
    return expect(type.getSimpleName() + "s created", count, created(type).size());
  }

  public Scenario thenDeletes(Class<? extends KubernetesObject> type, String... names) {
    return expect(
        type.getSimpleName() + "s deleted", Arrays.stream(names).sorted().toList(), deleted(type));
  }

  public Scenario thenDeletesPods(int count) {
    return expect("Pods deleted", count, deleted(Pod.class).size());
  }

  /** An event with this reason whose message contains the text. */
  public Scenario thenRecords(String reason, String text) {
    var found = events().stream().anyMatch(e -> e.startsWith(reason + ": ") && e.contains(text));
    return expect("event " + reason + " with \"" + text + "\" in " + events(), true, found);
  }

  public Scenario thenChangesNothing() {
    return expect("changes", List.of(), summary());
  }

  public Scenario thenLooksAgainAfter(Duration delay) {
    return expect("next look", Optional.of(delay), checkAfter);
  }

  /** The object as it is stored now satisfies the assertions in {@code check}. */
  public <T extends KubernetesObject> Scenario then(Class<T> type, String name, Consumer<T> check) {
    check.accept(
        api.all(type).stream()
            .filter(object -> object.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("no " + type.getSimpleName() + " named " + name)));
    return this;
  }

  /** So many objects of a kind are stored now. */
  public Scenario thenThereAre(Class<? extends KubernetesObject> type, int count) {
    return expect("stored " + type.getSimpleName() + "s", count, api.all(type).size());
  }

  public Scenario thenReconcilingAgainDoesNothing() {
    whenReconciled(last);
    return thenChangesNothing();
  }

  private List<String> summary() {
    return changes.stream()
        .map(
            change ->
                switch (change) {
                  case Change.Create create -> "create " + named(create.object());
                  case Change.Update update -> "update " + named(update.object());
                  case Change.PatchStatus patch -> "patch status of " + named(patch.after());
                  case Change.Delete delete -> "delete " + named(delete.object());
                  case Change.RecordEvent event -> "event " + event.reason();
                })
        .toList();
  }

  private static String named(KubernetesObject object) {
    return object.getClass().getSimpleName() + " " + ObjectKey.of(object);
  }

  private Scenario expect(String what, Object wanted, Object found) {
    if (!wanted.equals(found)) {
      throw new AssertionError(
          what + ": expected " + wanted + " but was " + found + "; all changes: " + summary());
    }
    return this;
  }

  @Override
  public void close() {
    caches.close();
    events.close();
    client.close();
  }
}
