package io.coxswain.controller.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.apps.v1.ReplicaSetBuilder;
import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.core.v1.Event;
import io.coxswain.api.core.v1.Secret;
import io.coxswain.api.core.v1.SecretBuilder;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.ClusterRoleBuilder;
import io.coxswain.client.ApiException;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.ResourceType;
import io.coxswain.testkit.FakeApi;
import io.coxswain.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The collector's threads against a server in memory, in time that a test moves. */
class GarbageCollectorTest {
  private static final ResourceType<JsonNode> WIDGETS =
      ResourceType.untyped("example.com", "v1", "widgets", "Widget", true);

  private final FakeClock clock = FakeClock.at("2026-03-01T10:00:00Z");
  private final FakeApi api = new FakeApi(clock);
  private final EventRecorder events = new EventRecorder(api.client(), "test", "", clock);
  private GarbageCollector collector;

  @AfterEach
  void close() {
    collector.close();
    events.close();
  }

  private void start() {
    collector = GarbageCollector.start(api.client(), events, clock);
  }

  @Test
  void whatNobodyCanListHoldsNothingUp() {
    api.serve(WIDGETS);
    api.refuse("GET", "widgets", 500, "InternalError", "conversion webhook failed");
    var owner = api.put(replicaSet("web"));
    var dependent = api.put(configMap("settings", "team", List.of(reference(owner))));
    start();

    api.vanish(owner);
    await(() -> api.all(ConfigMap.class).isEmpty());
    assertThat(dependent.uid()).isNotEmpty();
  }

  @Test
  void anOwnerNoCacheHasIsAskedForUntilItIsGone() {
    api.refuse("LIST", "replicasets", 403, "Forbidden", "not to be listed");
    var owner = api.put(replicaSet("web"));
    api.put(configMap("settings", "team", List.of(reference(owner))));
    start();

    letTimePass(Duration.ofMinutes(2));
    assertThat(api.all(ConfigMap.class)).hasSize(1);

    api.vanish(owner); // nobody tells the collector
    await(() -> api.all(ConfigMap.class).isEmpty());
  }

  @Test
  void aKindWithdrawnAndServedAgainIsWatchedAgain() {
    api.serve(WIDGETS);
    var first = widget("gear");
    api.put(configMap("settings", "team", List.of(reference(first))));
    start();
    letTimePass(Duration.ofMinutes(1));
    assertThat(api.all(ConfigMap.class)).hasSize(1);

    api.withdraw(WIDGETS);
    letTimePass(Duration.ofMinutes(1));

    api.serve(WIDGETS);
    var second = widget("gear");
    api.put(configMap("newer", "team", List.of(reference(second))));
    await(() -> names(ConfigMap.class).equals(List.of("newer"))); // the first widget is gone
    api.client().resources(WIDGETS).delete("team", "gear");
    await(() -> api.all(ConfigMap.class).isEmpty());
  }

  @Test
  void nothingIsDeletedForAnOwnerOfAnUnknownKind() {
    var reference = new OwnerReference("example.com/v1", "Widget", "gear", "77", null, true);
    api.put(configMap("settings", "team", List.of(reference)));
    start();
    letTimePass(Duration.ofMinutes(2));
    assertThat(api.all(ConfigMap.class)).hasSize(1);

    api.serve(WIDGETS); // now it can be asked for
    await(() -> api.all(ConfigMap.class).isEmpty());
  }

  @Test
  void kindsWhoseDiscoveryFailsStayWatched() {
    api.serve(WIDGETS);
    var owner = widget("gear");
    api.put(configMap("settings", "team", List.of(reference(owner))));
    start();
    letTimePass(Duration.ofMinutes(1));
    api.failDiscovery("example.com/v1");
    letTimePass(Duration.ofMinutes(1));

    api.client().resources(WIDGETS).delete("team", "gear");
    await(() -> api.all(ConfigMap.class).isEmpty());
  }

  @Test
  void anOwnerInAnotherNamespaceIsReportedAndNoneAtAll() {
    var owner = api.put(replicaSet("web"));
    var reference = reference(owner);
    start();
    await(
        () -> {
          if (api.all(ConfigMap.class).isEmpty()) { // again, until the owner is known when it goes
            api.put(configMap("settings", "other", List.of(reference)));
          }
          return !api.all(Event.class).isEmpty();
        });
    await(() -> api.all(ConfigMap.class).isEmpty());
    var event = api.all(Event.class).getFirst();
    assertThat(event.reason()).isEqualTo("OwnerRefInvalidNamespace");
    assertThat(event.type()).isEqualTo("Warning");
    assertThat(event.source().component()).isEqualTo("garbage-collector-controller");
    assertThat(event.involvedObject().name()).isEqualTo("settings");
    assertThat(event.message())
        .isEqualTo(
            "ownerRef [apps/v1/ReplicaSet, namespace: other, name: web, uid: "
                + owner.uid()
                + "] does not exist in namespace \"other\"");
  }

  @Test
  void anObjectOfClusterScopeWithANamespacedOwnerStays() {
    var owner = api.put(replicaSet("web"));
    api.put(
        ClusterRoleBuilder.builder()
            .metadata(
                ObjectMetaBuilder.builder()
                    .name("reader")
                    .ownerReferences(List.of(reference(owner)))
                    .build())
            .build());
    start();
    letTimePass(Duration.ofMinutes(1));
    api.vanish(owner);
    letTimePass(Duration.ofMinutes(1));
    assertThat(api.all(ClusterRole.class)).hasSize(1);
  }

  @Test
  void aLaterOwnerOfTheSameNameIsNoOwner() {
    var owner = api.put(replicaSet("web"));
    var old = reference(owner).withUid("an-earlier-one");
    api.put(configMap("settings", "team", List.of(old)));
    api.put(configMap("shared", "team", List.of(old, reference(owner))));
    start();
    await(() -> names(ConfigMap.class).equals(List.of("shared")));
    await(() -> api.all(ConfigMap.class).getFirst().metadata().ownerReferences().size() == 1);
  }

  @Test
  void aReferenceWithTheRightUidToTheWrongNameIsDangling() {
    var owner = api.put(replicaSet("web"));
    api.put(configMap("settings", "team", List.of(reference(owner).withName("cobweb"))));
    start();
    await(() -> api.all(ConfigMap.class).isEmpty());
  }

  @Test
  void foregroundDeletionWaitsForWhatBlocksIt() {
    var owner = api.put(replicaSet("web"));
    var held = configMap("held", "team", List.of(reference(owner).withBlockOwnerDeletion(true)));
    api.put(held.withMetadata(held.metadata().withFinalizers(List.of("example.com/hold"))));
    start();
    deleteForeground(ReplicaSet.class, "web");
    await(() -> api.all(ConfigMap.class).getFirst().metadata().deletionTimestamp() != null);
    letTimePass(Duration.ofSeconds(5));
    assertThat(api.all(ReplicaSet.class)).hasSize(1);

    api.vanish(held);
    await(() -> api.all(ReplicaSet.class).isEmpty());
  }

  @Test
  void anOwnerGoesWhenADependentStopsBlockingIt() {
    var owner = api.put(replicaSet("web"));
    var held = configMap("held", "team", List.of(reference(owner).withBlockOwnerDeletion(true)));
    held = api.put(held.withMetadata(held.metadata().withFinalizers(List.of("example.com/hold"))));
    start();
    deleteForeground(ReplicaSet.class, "web");
    await(() -> api.all(ConfigMap.class).getFirst().metadata().deletionTimestamp() != null);

    await(this::dropsReferences);
    await(() -> api.all(ReplicaSet.class).isEmpty());
    assertThat(api.all(ConfigMap.class)).hasSize(1);
  }

  /** Whether the write came through: the collector may be writing the same object. */
  private boolean dropsReferences() {
    var current = api.all(ConfigMap.class).getFirst();
    try {
      api.client()
          .resources(ConfigMap.class)
          .update(current.withMetadata(current.metadata().withOwnerReferences(List.of())));
      return true;
    } catch (ApiException e) {
      assertThat(e.isConflict()).isTrue();
      return false;
    }
  }

  @Test
  void aCircleOfOwnersDeletedInTheForegroundEnds() {
    var one = api.put(configMap("one", "team", List.of()));
    var two = api.put(secret("two", List.of(reference(one).withBlockOwnerDeletion(true))));
    var back = reference(two).withBlockOwnerDeletion(true);
    api.client()
        .resources(ConfigMap.class)
        .update(one.withMetadata(one.metadata().withOwnerReferences(List.of(back))));
    start();
    deleteForeground(ConfigMap.class, "one");
    await(() -> api.all(ConfigMap.class).isEmpty() && api.all(Secret.class).isEmpty());
  }

  @Test
  void orphansLoseTheirReferenceAndStay() {
    var owner = api.put(replicaSet("web"));
    api.put(configMap("settings", "team", List.of(reference(owner))));
    start();
    api.client()
        .resources(ReplicaSet.class)
        .delete("team", "web", DeleteOptionsBuilder.builder().propagationPolicy("Orphan").build());
    await(() -> api.all(ReplicaSet.class).isEmpty());
    letTimePass(Duration.ofSeconds(5));
    assertThat(api.all(ConfigMap.class).getFirst().metadata().ownerReferences()).isEmpty();
  }

  private void deleteForeground(Class<? extends KubernetesObject> type, String name) {
    api.client()
        .resources(type)
        .delete(
            "team", name, DeleteOptionsBuilder.builder().propagationPolicy("Foreground").build());
  }

  private List<String> names(Class<? extends KubernetesObject> type) {
    return api.all(type).stream().map(KubernetesObject::name).toList();
  }

  private static ReplicaSet replicaSet(String name) {
    return ReplicaSetBuilder.builder().metadata(meta(name, "team")).build();
  }

  private static ConfigMap configMap(String name, String namespace, List<OwnerReference> owners) {
    return ConfigMapBuilder.builder()
        .metadata(meta(name, namespace).withOwnerReferences(owners))
        .build();
  }

  private static Secret secret(String name, List<OwnerReference> owners) {
    return SecretBuilder.builder().metadata(meta(name, "team").withOwnerReferences(owners)).build();
  }

  private JsonNode widget(String name) {
    var widget = Json.mapper().createObjectNode();
    widget.put("apiVersion", "example.com/v1").put("kind", "Widget");
    widget.putObject("metadata").put("name", name).put("namespace", "team");
    return api.client().resources(WIDGETS).create(widget);
  }

  private static OwnerReference reference(JsonNode widget) {
    var metadata = widget.path("metadata");
    return new OwnerReference(
        "example.com/v1",
        "Widget",
        metadata.path("name").asString(""),
        metadata.path("uid").asString(""),
        null,
        null);
  }

  private static OwnerReference reference(KubernetesObject owner) {
    var type = ResourceType.of(owner.getClass());
    return new OwnerReference(
        type.apiVersion(), type.kind(), owner.name(), owner.uid(), null, null);
  }

  private static ObjectMeta meta(String name, String namespace) {
    return ObjectMetaBuilder.builder().name(name).namespace(namespace).build();
  }

  /** Lets time go on until something holds. */
  private void await(BooleanSupplier holds) {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.getAsBoolean() && System.nanoTime() < deadline) {
      clock.advance(Duration.ofMillis(200));
      Thread.yield();
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }

  private void letTimePass(Duration time) {
    var end = clock.nanoTime() + time.toNanos();
    await(() -> clock.nanoTime() >= end);
  }
}
