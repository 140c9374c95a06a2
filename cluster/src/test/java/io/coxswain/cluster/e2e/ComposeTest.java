package io.coxswain.cluster.e2e;

import static io.coxswain.cluster.e2e.CoxCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The Docker Compose cluster of {@code deploy/}: two nodes on etcd, each component in a container,
 * on stand-in base images. The steps share one cluster.
 */
@Tag("engine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeTest {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final List<String> BASES =
      List.of("eclipse-temurin:25-jdk", "quay.io/coreos/etcd:v3.5.16");

  @TempDir static Path directory;
  private static final Map<String, String> environment = new HashMap<>();
  private static final List<String> madeImages = new ArrayList<>();
  private static String project;
  private static CoxCluster cluster;

  @BeforeAll
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  static void up() throws Exception {
    var port = CoxCluster.freePort();
    project = "coxswain-test-" + port;
    cluster = CoxCluster.in(directory.resolve("state"));
    madeImages.add("coxswain/coxswain:test-" + port);
    environment.putAll(
        Map.of(
            "COXSWAIN_IMAGE", madeImages.getFirst(),
            "COXSWAIN_STATE", cluster.dataDirectory().toString(),
            "COXSWAIN_PORT", Integer.toString(port),
            "COXSWAIN_ETCD_PORT", Integer.toString(CoxCluster.freePort()),
            "COXSWAIN_ETCD_PEER_PORT", Integer.toString(CoxCluster.freePort())));
    for (var image : BASES) {
      if (CoxCluster.run(Map.of(), List.of("docker", "image", "inspect", image)).code() != 0) {
        madeImages.add(image);
      }
    }
    CoxCluster.run(Map.of(), List.of("deploy/stand-in-images.sh")).succeeds();
    CoxCluster.run(Map.of(), List.of("./cox", "image")).succeeds();
    compose("build").succeeds();
    compose("up", "-d").succeeds();
    awaitNodes();
  }

  @AfterAll
  static void down() throws Exception {
    compose("down", "--timeout", "20").succeeds();
    cluster.close();
    for (var image : madeImages) {
      CoxCluster.run(Map.of(), List.of("docker", "image", "rm", image));
    }
    assertThat(cluster.dataDirectory()).doesNotExist();
  }

  private static void awaitNodes() throws Exception {
    eventually(
        SOON,
        () ->
            assertThat(
                    cluster
                        .items("/api/v1/nodes")
                        .filter(ComposeTest::isReady)
                        .map(node -> node.at("/metadata/name").asString("")))
                .containsExactly("node-1", "node-2"));
  }

  private static boolean isReady(JsonNode node) {
    return node.at("/status/conditions")
        .valueStream()
        .filter(condition -> condition.path("type").asString("").equals("Ready"))
        .anyMatch(condition -> condition.path("status").asString("").equals("True"));
  }

  @Test
  @Order(1)
  void helloIsAnsweredByPodsOfBothNodes() throws Exception {
    cluster.kubectl("apply", "-f", "examples/hello.yaml").succeeds();
    cluster.kubectl("rollout", "status", "deployment/hello", "--timeout=240s").succeeds();
    assertThat(
            cluster
                .kubectl(
                    "get", "pods", "-l", "app=hello", "-o", "jsonpath={.items[*].spec.nodeName}")
                .succeeds()
                .out())
        .contains("node-1", "node-2");
    var url = url("default", "hello");
    var answering = new TreeSet<String>();
    eventually(
        SOON,
        () -> {
          answering.add(CoxCluster.get(url));
          return assertThat(answering).hasSize(3);
        });
  }

  @Test
  @Order(2)
  void podsFindServicesByName() throws Exception {
    cluster.kubectl("apply", "-f", "examples/visits.yaml").succeeds();
    cluster
        .kubectl("rollout", "status", "deployment/web", "-n", "visits", "--timeout=240s")
        .succeeds();
    var url = url("visits", "web");
    assertThat(eventually(SOON, () -> CoxCluster.get(url))).contains(", visit ");
    cluster
        .kubectl(
            "wait", "--for=condition=Complete", "job/first-visit", "-n", "visits", "--timeout=240s")
        .succeeds();
  }

  @Test
  @Order(3)
  void aMemoryVolumeOfAContainerizedKubeletReachesThePod() throws Exception {
    var manifest = directory.resolve("memory.yaml");
    Files.writeString(
        manifest,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: memory}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - name: c
            image: coxswain/demo:1
            volumeMounts: [{name: scratch, mountPath: /scratch}]
          volumes:
          - name: scratch
            emptyDir: {medium: Memory, sizeLimit: 8Mi}
        """);
    cluster.kubectl("apply", "-f", manifest.toString()).succeeds();
    cluster.kubectl("wait", "--for=condition=Ready", "pod/memory", "--timeout=240s").succeeds();
    assertThat(mountsOf("k8s_c_memory_")).contains("tmpfs /scratch tmpfs").contains("size=8192k");
    cluster.kubectl("delete", "pod", "memory").succeeds();
    eventually(
        SOON,
        () ->
            assertThat(Files.readString(Path.of("/proc/mounts")))
                .doesNotContain(cluster.dataDirectory().toString()));
  }

  @Test
  @Order(4)
  void restartingEveryComponentLeavesThePodsAlone() throws Exception {
    var before = cluster.settledContainers();
    assertThat(before).isNotEmpty();
    compose("restart", "--timeout", "20").succeeds();
    eventually(
        SOON,
        () ->
            cluster.kubectl("create", "deployment", "again", "--image=coxswain/demo:1").succeeds());
    eventually(
        SOON,
        () ->
            cluster.kubectl("rollout", "status", "deployment/again", "--timeout=240s").succeeds());
    assertThat(cluster.containers()).containsAllEntriesOf(before);
    assertThat(CoxCluster.get(url("default", "hello"))).startsWith("Hello from hello-");
  }

  private static String url(String namespace, String service) throws Exception {
    return "http://127.0.0.1:"
        + cluster
            .kubectl(
                "get",
                "service",
                service,
                "-n",
                namespace,
                "-o",
                "jsonpath={.spec.ports[0].nodePort}")
            .succeeds()
            .out();
  }

  /** The mounts as the container whose name starts so has them. */
  private static String mountsOf(String name) throws Exception {
    var id =
        cluster.containers().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(name))
            .findFirst()
            .orElseThrow()
            .getValue();
    var pid =
        CoxCluster.run(Map.of(), List.of("docker", "inspect", "-f", "{{.State.Pid}}", id))
            .succeeds()
            .out()
            .strip();
    return Files.readString(Path.of("/proc", pid, "mounts"));
  }

  private static CoxCluster.Result compose(String... arguments) throws Exception {
    var command =
        new ArrayList<>(List.of("docker-compose", "-p", project, "-f", "deploy/compose.yaml"));
    command.addAll(Arrays.asList(arguments));
    return CoxCluster.run(environment, command);
  }
}
