package io.coxswain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coxswain.api.Json;
import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.DeploymentBuilder;
import io.coxswain.api.apps.v1.DeploymentSpecBuilder;
import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.ContainerBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodBuilder;
import io.coxswain.api.core.v1.PodSpecBuilder;
import io.coxswain.api.core.v1.PodTemplateSpecBuilder;
import io.coxswain.api.meta.v1.DeleteOptions;
import io.coxswain.api.meta.v1.DeleteOptions.Preconditions;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.api.meta.v1.LabelSelectorBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ListOptions;
import io.coxswain.client.Patch;
import io.coxswain.client.ResourceClient;
import io.coxswain.client.WatchEvent;
import io.coxswain.client.WatchOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What controllers rely on in an API server. It runs on {@link FakeApi} and on the real one, so
 * that a scenario that passes on the fake means something. Each test uses names of its own.
 */
public abstract class ApiContract {
  private static final String SPACE = "default";

  /** A client of the server under test, which has the namespace {@code default}. */
  protected abstract KubernetesClient client();

  @Test
  void whatIsCreatedCanBeReadAndHasIdentityAndVersion() {
    var created = maps().create(map("created", Map.of("k", "v")));

    assertThat(created.uid()).isNotEmpty();
    assertThat(created.metadata().creationTimestamp()).isNotNull();
    assertThat(maps().get(SPACE, "created")).contains(created);
    assertThat(maps().get(SPACE, "created-not")).isEmpty();
  }

  @Test
  void aNameIsTakenOnce() {
    maps().create(map("twice", Map.of()));

    var refusal = refused(() -> maps().create(map("twice", Map.of())));

    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal.isAlreadyExists()).isTrue();
    assertThat(refusal).hasMessageContaining("configmaps \"twice\" already exists");
  }

  @Test
  void aGeneratedNameBeginsAsAsked() {
    var metadata = ObjectMetaBuilder.builder().namespace(SPACE).generateName("made-").build();

    var created = maps().create(ConfigMapBuilder.builder().metadata(metadata).build());

    assertThat(created.name()).startsWith("made-").hasSizeGreaterThan("made-".length());
  }

  @Test
  void anUpdateOfWhatSomebodyElseChangedIsAConflict() {
    var first = maps().create(map("raced", Map.of("by", "nobody")));
    maps().update(first.withData(Map.of("by", "them")));

    var refusal = refused(() -> maps().update(first.withData(Map.of("by", "us"))));

    assertThat(refusal.isConflict()).isTrue();
    assertThat(maps().get(SPACE, "raced").orElseThrow().data()).containsEntry("by", "them");
  }

  @Test
  void versionsGrowWithEveryChangeAndStayWithoutOne() {
    var one = maps().create(map("grows", Map.of("k", "1")));
    var two = maps().update(one.withData(Map.of("k", "2")));

    assertThat(version(two)).isGreaterThan(version(one));
    assertThat(two.uid()).isEqualTo(one.uid());
  }

  @Test
  void aMergePatchChangesAndRemoves() {
    maps().create(map("patched", Map.of("keep", "1", "drop", "2")));
    var patch = Json.mapper().createObjectNode();
    patch.putObject("data").put("add", "3").putNull("drop");

    var patched = maps().patch(SPACE, "patched", Patch.merge(patch));

    assertThat(patched.data()).isEqualTo(Map.of("keep", "1", "add", "3"));
  }

  @Test
  void aStalePatchIsAConflict() {
    var first = maps().create(map("stale-patch", Map.of()));
    maps().update(first.withData(Map.of("k", "v")));
    var patch = Json.mapper().createObjectNode();
    patch.putObject("metadata").put("resourceVersion", first.metadata().resourceVersion());
    patch.putObject("data").put("k", "ours");

    var refusal = refused(() -> maps().patch(SPACE, "stale-patch", Patch.merge(patch)));

    assertThat(refusal.isConflict()).isTrue();
  }

  @Test
  void specAndStatusAreWrittenApart() {
    var pods = client().resources(Pod.class);
    var created = pods.create(pod("apart"));
    var running = Json.mapper().createObjectNode();
    running.putObject("status").put("phase", "Running");
    running.putObject("metadata").putObject("labels").put("from", "status");

    var patched = pods.patchStatus(SPACE, "apart", Patch.merge(running));

    assertThat(patched.status().phase()).isEqualTo("Running");
    assertThat(patched.spec()).isEqualTo(created.spec());
    var updated = pods.update(patched.withStatus(created.status()));
    assertThat(updated.status().phase()).as("an update leaves the status").isEqualTo("Running");
  }

  @Test
  void generationCountsChangesOfTheSpecOnly() {
    var deployments = client().resources(Deployment.class);
    var created = deployments.create(deployment("generations"));
    assertThat(created.metadata().generation()).isEqualTo(1);

    var labelled =
        deployments.update(
            created.withMetadata(created.metadata().withLabels(Map.of("new", "label"))));
    assertThat(labelled.metadata().generation()).isEqualTo(1);
    var scaled = deployments.update(labelled.withSpec(labelled.spec().withReplicas(7)));
    assertThat(scaled.metadata().generation()).isEqualTo(2);
  }

  @Test
  void anObjectWithFinalizersStaysUntilTheLastIsGone() {
    var metadata =
        ObjectMetaBuilder.builder()
            .namespace(SPACE)
            .name("held")
            .finalizers(List.of("example.com/hold"))
            .build();
    maps().create(ConfigMapBuilder.builder().metadata(metadata).build());

    maps().delete(SPACE, "held");

    var dying = maps().get(SPACE, "held").orElseThrow();
    assertThat(dying.metadata().deletionTimestamp()).isNotNull();
    maps().update(dying.withMetadata(dying.metadata().withFinalizers(List.of())));
    assertThat(maps().get(SPACE, "held")).isEmpty();
  }

  @Test
  void aDeletionCanBeBoundToOneIncarnation() {
    var old = maps().create(map("incarnation", Map.of()));
    maps().delete(SPACE, "incarnation");
    maps().create(map("incarnation", Map.of()));

    var refusal = refused(() -> maps().delete(SPACE, "incarnation", onlyIf(old.uid())));

    assertThat(refusal.isConflict()).isTrue();
    assertThat(maps().get(SPACE, "incarnation")).isPresent();
  }

  @Test
  void anUnboundPodGoesAtOnce() {
    var pods = client().resources(Pod.class);
    pods.create(pod("unbound"));

    pods.delete(SPACE, "unbound");

    assertThat(pods.get(SPACE, "unbound")).isEmpty();
  }

  @Test
  void aListPagesWithoutLossOrRepetition() {
    for (var number = 0; number < 5; number++) {
      maps().create(map("page-" + number, Map.of(), Map.of("list", "pages")));
    }
    var selected = new ListOptions(SPACE, "list=pages", "", "", "", 0, "");

    var paged = maps().listAll(selected, 2);

    assertThat(paged.items())
        .extracting(ConfigMap::name)
        .containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
    assertThat(maps().list(selected).items()).isEqualTo(paged.items());
  }

  @Test
  void aWatchTellsWhatHappenedAfterItsVersionInOrder() {
    var seen = Map.of("watch", "one");
    maps().create(map("w-before", Map.of(), seen));
    var from = maps().list(ListOptions.in(SPACE)).resourceVersion();
    var created = maps().create(map("w", Map.of(), seen));
    maps().create(map("w-other", Map.of(), Map.of("watch", "two")));
    maps().update(created.withData(Map.of("k", "v")));
    maps().delete(SPACE, "w");

    try (var watch = maps().watch(watch("watch=one", from))) {
      assertThat(watch.next())
          .isInstanceOfSatisfying(
              WatchEvent.Added.class, event -> assertThat(event.object()).isEqualTo(created));
      assertThat(watch.next()).isInstanceOf(WatchEvent.Modified.class);
      assertThat(watch.next()).isInstanceOf(WatchEvent.Deleted.class);
    }
  }

  @Test
  void anObjectThatLeavesAndEntersASelectorIsDeletedAndAdded() {
    var created = maps().create(map("moving", Map.of(), Map.of("selector", "in")));
    var from = created.metadata().resourceVersion();
    var out =
        maps()
            .update(created.withMetadata(created.metadata().withLabels(Map.of("selector", "out"))));
    maps().update(out.withMetadata(out.metadata().withLabels(Map.of("selector", "in"))));

    try (var watch = maps().watch(watch("selector=in", from == null ? "" : from))) {
      assertThat(watch.next()).isInstanceOf(WatchEvent.Deleted.class);
      assertThat(watch.next()).isInstanceOf(WatchEvent.Added.class);
    }
  }

  @Test
  void aFieldSelectorFindsPodsByNode() {
    var pods = client().resources(Pod.class);
    pods.create(pod("on-a").withSpec(pod("on-a").spec().withNodeName("node-a")));
    pods.create(pod("on-none"));

    var found = pods.list(new ListOptions(SPACE, "", "spec.nodeName=node-a", "", "", 0, ""));

    assertThat(found.items()).extracting(Pod::name).containsExactly("on-a");
    pods.delete(SPACE, "on-a", DeleteOptionsBuilder.builder().gracePeriodSeconds(0L).build());
  }

  private ResourceClient<ConfigMap> maps() {
    return client().resources(ConfigMap.class);
  }

  private static WatchOptions watch(String labels, String from) {
    return new WatchOptions(SPACE, labels, "", from, false, Duration.ofSeconds(20));
  }

  private static long version(ConfigMap map) {
    return Long.parseLong(String.valueOf(map.metadata().resourceVersion()));
  }

  private static DeleteOptions onlyIf(String uid) {
    return DeleteOptionsBuilder.builder().preconditions(new Preconditions(uid, null)).build();
  }

  private static ApiException refused(ThrowingCallable call) {
    return catchThrowableOfType(ApiException.class, call);
  }

  private static ConfigMap map(String name, Map<String, String> data) {
    return map(name, data, Map.of());
  }

  private static ConfigMap map(String name, Map<String, String> data, Map<String, String> labels) {
    return ConfigMapBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().namespace(SPACE).name(name).labels(labels).build())
        .data(data)
        .build();
  }

  private static Deployment deployment(String name) {
    var labels = Map.of("app", name);
    return DeploymentBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().namespace(SPACE).name(name).build())
        .spec(
            DeploymentSpecBuilder.builder()
                .replicas(1)
                .selector(LabelSelectorBuilder.builder().matchLabels(labels).build())
                .template(
                    PodTemplateSpecBuilder.builder()
                        .metadata(ObjectMetaBuilder.builder().labels(labels).build())
                        .spec(pod(name).spec())
                        .build())
                .build())
        .build();
  }

  private static Container container() {
    return ContainerBuilder.builder().name("c").image("busybox").build();
  }

  private static Pod pod(String name) {
    return PodBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().namespace(SPACE).name(name).build())
        .spec(PodSpecBuilder.builder().containers(List.of(container())).build())
        .build();
  }
}
