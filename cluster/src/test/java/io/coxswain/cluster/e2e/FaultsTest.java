package io.coxswain.cluster.e2e;

import static io.coxswain.cluster.e2e.CoxCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.ListOptions;
import io.coxswain.client.WatchEvent;
import io.coxswain.client.WatchOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of two nodes with its objects in etcd, under faults: pods that are not well, components
 * and the store killed one after the other. The steps share the cluster.
 */
@Tag("engine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsTest {
  private static final Duration SOON = Duration.ofSeconds(120);

  @TempDir static Path directory;
  private static Etcd etcd;
  private static CoxCluster cluster;
  private static String url;

  @BeforeAll
  static void up() throws Exception {
    etcd = Etcd.start(directory.resolve("etcd"));
    cluster = CoxCluster.in(directory.resolve("cox"));
    url =
        cluster
            .up("--nodes", "2", "--etcd-servers", etcd.url(), "examples/hello.yaml")
            .succeeds()
            .out()
            .strip();
    CoxCluster.run(Map.of(), List.of("docker", "tag", "coxswain/demo:1", "coxswain/demo:2"))
        .succeeds();
  }

  @AfterAll
  static void down() throws Exception {
    try {
      cluster.close();
    } finally {
      etcd.close();
    }
  }

  @Test
  @Order(1)
  void theObjectsAreInEtcd() throws Exception {
    assertThat(etcd.keys("/registry"))
        .contains(
            "/registry/deployments/default/hello",
            "/registry/services/specs/default/hello",
            "/registry/minions/node-1",
            "/registry/minions/node-2",
            "/registry/namespaces/default")
        .anyMatch(key -> key.startsWith("/registry/pods/default/hello-"));
  }

  @Test
  @Order(2)
  void podsOfBothNodesAnswer() throws Exception {
    assertThat(nodesOf("hello")).containsExactly("node-1", "node-2");
    eventually(SOON, () -> assertThat(answering(url, 30)).hasSize(3));
  }

  @Test
  @Order(3)
  void aPodThatIsNotReadyGetsNoTrafficUntilItIsAgain() throws Exception {
    health("ready-a", "ok");
    health("ready-b", "ok");
    apply(pod("ready-a", "readinessProbe"));
    apply(pod("ready-b", "readinessProbe"));
    var page = url(apply(nodePort("probed")));
    eventually(SOON, () -> assertThat(readyEndpoints()).containsExactly("ready-a", "ready-b"));
    eventually(SOON, () -> assertThat(answering(page, 20)).containsExactly("ready-a", "ready-b"));

    health("ready-a", "sick");
    eventually(SOON, () -> assertThat(readyEndpoints()).containsExactly("ready-b"));
    assertThat(cluster.kubectl("get", "pod", "ready-a").succeeds().out()).contains("0/1");
    eventually(SOON, () -> assertThat(answering(page, 20)).containsExactly("ready-b"));
    assertThat(answering(page, 40)).containsExactly("ready-b");

    health("ready-a", "ok");
    eventually(SOON, () -> assertThat(answering(page, 20)).containsExactly("ready-a", "ready-b"));
    assertThat(containerStatus("ready-a", "restartCount")).isEqualTo("0");
  }

  @Test
  @Order(4)
  void aPodThatIsNotAliveRestartsWithBackOff() throws Exception {
    health("alive", "ok");
    apply(pod("alive", "livenessProbe"));
    cluster.kubectl("wait", "--for=condition=Ready", "pod/alive", "--timeout=180s").succeeds();

    health("alive", "sick");
    eventually(
        SOON,
        () ->
            assertThat(containerStatus("alive", "state/waiting/reason"))
                .isEqualTo("CrashLoopBackOff"));
    eventually(
        SOON,
        () ->
            assertThat(cluster.kubectl("get", "pod", "alive").succeeds().out())
                .contains("CrashLoopBackOff"));
    assertThat(cluster.kubectl("describe", "pod", "alive").succeeds().out())
        .contains("Liveness probe failed")
        .contains("Container c failed liveness probe, will be restarted")
        .contains("Back-off restarting failed container c in pod alive_default");
    var ended = Instant.parse(containerStatus("alive", "lastState/terminated/finishedAt"));
    var restarts = Integer.parseInt(containerStatus("alive", "restartCount"));
    assertThat(restarts).isPositive();

    health("alive", "ok");
    cluster.kubectl("wait", "--for=condition=Ready", "pod/alive", "--timeout=180s").succeeds();
    var started = Instant.parse(containerStatus("alive", "state/running/startedAt"));
    assertThat(Duration.between(ended, started)).isGreaterThanOrEqualTo(Duration.ofSeconds(9));
    assertThat(containerStatus("alive", "restartCount")).isEqualTo(Integer.toString(restarts + 1));
  }

  @Test
  @Order(5)
  void aPausedRolloutWaitsUntilItIsResumed() throws Exception {
    var before = podsOf("hello");
    cluster.kubectl("rollout", "pause", "deployment/hello").succeeds();
    cluster.kubectl("set", "image", "deployment/hello", "web=coxswain/demo:2").succeeds();
    eventually(
        SOON,
        () ->
            assertThat(deployment("/status/observedGeneration"))
                .isEqualTo(deployment("/metadata/generation")));
    assertThat(
            cluster
                .kubectl(
                    "get",
                    "deployment",
                    "hello",
                    "-o",
                    "jsonpath={.status.conditions[?(@.type==\"Progressing\")].reason}")
                .out())
        .isEqualTo("DeploymentPaused");
    assertThat(podsOf("hello")).isEqualTo(before);

    cluster.kubectl("rollout", "resume", "deployment/hello").succeeds();
    cluster.kubectl("rollout", "status", "deployment/hello", "--timeout=180s").succeeds();
    eventually(
        SOON, () -> assertThat(podsOf("hello")).hasSize(3).doesNotContainAnyElementsOf(before));
    assertThat(images("hello")).containsExactly("coxswain/demo:2");
  }

  @Test
  @Order(6)
  void recreateStartsNoPodBeforeTheOldOnesAreGone() throws Exception {
    apply(deployment("again", 2, "coxswain/demo:1", "{type: Recreate}"));
    cluster.kubectl("rollout", "status", "deployment/again", "--timeout=180s").succeeds();
    try (var client = cluster.connect()) {
      var pods = client.resources(Pod.class);
      var old = new HashSet<String>();
      var list = pods.list(ListOptions.in("default").withSelectors("app=again", ""));
      list.items().forEach(pod -> old.add(pod.name()));
      assertThat(old).hasSize(2);
      var options =
          WatchOptions.from(list.resourceVersion())
              .withNamespace("default")
              .withSelectors("app=again", "")
              .withTimeout(SOON);
      try (var watch = pods.watch(options)) {
        cluster.kubectl("set", "image", "deployment/again", "c=coxswain/demo:2").succeeds();
        var created = new HashSet<String>();
        while (created.size() < 2) {
          switch (watch.next()) {
            case WatchEvent.Deleted<Pod> deleted -> old.remove(deleted.object().name());
            case WatchEvent.Modified<Pod> modified -> {
              if (Set.of("Succeeded", "Failed").contains(modified.object().status().phase())) {
                old.remove(modified.object().name()); // ended, which is what Recreate waits for
              }
            }
            case WatchEvent.Added<Pod> added -> {
              assertThat(old).as("old pods when %s is made", added.object().name()).isEmpty();
              created.add(added.object().name());
            }
            case null -> throw new AssertionError("no new pods: " + created);
            default -> {}
          }
        }
      }
    }
    cluster.kubectl("rollout", "status", "deployment/again", "--timeout=180s").succeeds();
    assertThat(images("again")).containsExactly("coxswain/demo:2");
    cluster.kubectl("delete", "deployment", "again").succeeds();
  }

  @Test
  @Order(7)
  void killingEachComponentInTurnLosesNothingAndRestartsNothing() throws Exception {
    cluster.kubectl("delete", "pod", "ready-a", "ready-b", "alive", "--now").succeeds();
    eventually(SOON, () -> assertThat(podsOf("probed")).hasSize(0));
    var seed = System.nanoTime();
    var random = new Random(seed);
    var writes = new AcknowledgedWrites();
    var running = cluster.settledContainers();
    assertThat(cluster.components()).contains("kube-apiserver", "kubelet-2").hasSize(7);
    for (var component : cluster.components()) {
      writes.during(
          cluster,
          component,
          2,
          () -> {
            writes.awaitMore(10);
            Thread.sleep(random.nextInt(500));
            cluster.kill(component);
            Thread.sleep(random.nextInt(100, 600));
          });
      var name = "after-" + component;
      var manifest = manifest(deployment(name, 1, "coxswain/demo:1", "{}") + nodePort(name));
      var page = cluster.up(manifest.toString()).succeeds().out().strip();
      assertThat(writes.lost(cluster)).as("seed %d, %s killed", seed, component).isEmpty();
      assertThat(cluster.containers()).as("after %s", component).containsAllEntriesOf(running);
      eventually(SOON, () -> assertThat(CoxCluster.get(page)).startsWith("Hello from " + name));
      assertThat(CoxCluster.get(url)).startsWith("Hello from hello-");
      running = cluster.settledContainers();
    }
  }

  @Test
  @Order(8)
  void theClusterOutlivesItsStore() throws Exception {
    var running = cluster.settledContainers();
    var writes = new AcknowledgedWrites();
    writes.during(
        cluster,
        "etcd",
        4,
        () -> {
          writes.awaitMore(20);
          etcd.kill();
          assertThat(CoxCluster.get(url)).startsWith("Hello from hello-");
          etcd.restart();
          eventually(SOON, () -> cluster.kubectl("create", "configmap", "later").succeeds());
          writes.awaitMore(20);
        });
    assertThat(writes.lost(cluster)).isEmpty();
    var manifest =
        manifest(deployment("after-etcd", 1, "coxswain/demo:1", "{}") + nodePort("after-etcd"));
    var page = cluster.up(manifest.toString()).succeeds().out().strip();
    eventually(SOON, () -> assertThat(CoxCluster.get(page)).startsWith("Hello from after-etcd"));
    assertThat(cluster.containers()).containsAllEntriesOf(running);
  }

  @Test
  @Order(9)
  void aThirdNodeJoinsWithoutDisturbingTheOthers() throws Exception {
    var running = cluster.settledContainers();
    cluster.up("--nodes", "3").succeeds();
    assertThat(cluster.containers()).containsAllEntriesOf(running);
    cluster.kubectl("scale", "deployment/hello", "--replicas=6").succeeds();
    cluster.kubectl("rollout", "status", "deployment/hello", "--timeout=180s").succeeds();
    assertThat(nodesOf("hello")).containsExactly("node-1", "node-2", "node-3");
    eventually(SOON, () -> assertThat(answering(url, 60)).hasSize(6));
  }

  /** What the program's health file says in the pod of that name. */
  private static void health(String pod, String text) throws Exception {
    apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: health-%s}
        data: {web: "%s"}
        ---
        """
            .formatted(pod, text));
  }

  private static String pod(String name, String probe) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %1$s, labels: {app: probed}}
    spec:
      terminationGracePeriodSeconds: 3
      containers:
      - name: c
        image: coxswain/demo:1
        env: [{name: HEALTH_FILE, value: /health/web}]
        %2$s: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 1, timeoutSeconds: 10, failureThreshold: 1, initialDelaySeconds: 1}
        volumeMounts: [{name: health, mountPath: /health}]
      volumes: [{name: health, configMap: {name: health-%1$s}}]
    ---
    """
        .formatted(name, probe);
  }

  private static String deployment(String name, int replicas, String image, String strategy) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s}
    spec:
      replicas: %2$d
      strategy: %4$s
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {containers: [{name: c, image: "%3$s"}]}
    ---
    """
        .formatted(name, replicas, image, strategy);
  }

  private static String nodePort(String app) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s}
    spec: {type: NodePort, selector: {app: %1$s}, ports: [{port: 80, targetPort: 8080}]}
    """
        .formatted(app);
  }

  private static Path manifest(String text) throws Exception {
    return Files.writeString(Files.createTempFile(directory, "manifest", ".yaml"), text);
  }

  /** Returns the name the API server answered with, such as {@code service/probed}. */
  private static String apply(String text) throws Exception {
    var output = cluster.kubectl("apply", "-f", manifest(text).toString()).succeeds().out();
    return output.split(" ")[0];
  }

  private static String url(String service) throws Exception {
    return "http://127.0.0.1:"
        + cluster
            .kubectl("get", service, "-o", "jsonpath={.spec.ports[0].nodePort}")
            .succeeds()
            .out()
        + "/";
  }

  private static String deployment(String pointer) throws Exception {
    return cluster
        .read("/apis/apps/v1/namespaces/default/deployments/hello")
        .at(pointer)
        .asString("");
  }

  private static String containerStatus(String pod, String field) throws Exception {
    return cluster
        .read("/api/v1/namespaces/default/pods/" + pod)
        .at("/status/containerStatuses/0/" + field)
        .asString("");
  }

  private static Set<String> readyEndpoints() throws Exception {
    var slices = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=";
    return cluster
        .items(slices + "kubernetes.io%2Fservice-name%3Dprobed")
        .flatMap(slice -> slice.path("endpoints").valueStream())
        .filter(endpoint -> endpoint.at("/conditions/ready").asBoolean())
        .map(endpoint -> endpoint.at("/targetRef/name").asString(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> podsOf(String app) throws Exception {
    return pods(app, "/metadata/name");
  }

  private static Set<String> nodesOf(String app) throws Exception {
    return pods(app, "/spec/nodeName");
  }

  private static Set<String> images(String app) throws Exception {
    return pods(app, "/spec/containers/0/image");
  }

  private static Set<String> pods(String app, String pointer) throws Exception {
    return cluster.texts("/api/v1/namespaces/default/pods?labelSelector=app%3D" + app, pointer);
  }

  private static Set<String> answering(String page, int requests) throws Exception {
    var pods = new TreeSet<String>();
    for (var i = 0; i < requests; i++) {
      pods.add(CoxCluster.get(page).replace("Hello from ", ""));
    }
    return pods;
  }
}
