package io.coxswain.cluster.e2e;

import static io.coxswain.cluster.e2e.CoxCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job, as a new user does it: real containers, real traffic, real faults. The steps share
 * one cluster.
 */
@Tag("engine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealContainersTest {
  private static final Duration SOON = Duration.ofSeconds(120);

  private static final String PODS_OF_HELLO =
      "/api/v1/namespaces/default/pods?labelSelector=app%3Dhello";

  @TempDir static Path directory;
  private static CoxCluster cluster;
  private static String url;

  @BeforeAll
  static void up() throws Exception {
    cluster = CoxCluster.in(directory.resolve("cox"));
    var result = cluster.up("examples/hello.yaml").succeeds();
    url = result.out().strip();
    CoxCluster.run(Map.of(), List.of("docker", "tag", "coxswain/demo:1", "coxswain/demo:2"))
        .succeeds();
  }

  @AfterAll
  static void down() throws Exception {
    cluster.close();
  }

  @Test
  @Order(1)
  void theUrlIsAnsweredByAllThreePods() throws Exception {
    assertThat(url).startsWith("http://127.0.0.1:");
    assertThat(answeringPods(60)).hasSize(3).allMatch(pod -> pod.startsWith("hello-"));
  }

  @Test
  @Order(2)
  void statusShowsEveryComponentHealthy() throws Exception {
    var status = cluster.cox("status").succeeds().out();
    assertThat(status)
        .contains(
            "COMPONENT",
            "kube-apiserver",
            "kube-controller-manager",
            "kube-scheduler",
            "kubelet-1",
            "kube-proxy",
            "kube-dns");
    assertThat(status.lines().skip(1)).allMatch(line -> line.contains(" ok "));
  }

  @Test
  @Order(3)
  void aRollingUpdateLosesNoRequest() throws Exception {
    var stop = new AtomicBoolean();
    var failures = new AtomicReference<Exception>();
    var answered = new AtomicInteger();
    var traffic =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!stop.get()) {
                    try {
                      CoxCluster.get(url);
                      answered.incrementAndGet();
                      Thread.sleep(20); // the rollout needs the machine too
                    } catch (Exception e) {
                      failures.compareAndSet(null, e);
                    }
                  }
                });
    try {
      cluster.kubectl("set", "image", "deployment/hello", "web=coxswain/demo:2").succeeds();
      var status =
          cluster.kubectl("rollout", "status", "deployment/hello", "--timeout=180s").succeeds();
      assertThat(status.out()).contains("deployment \"hello\" successfully rolled out");
      cluster.kubectl("rollout", "undo", "deployment/hello").succeeds();
      cluster.kubectl("rollout", "status", "deployment/hello", "--timeout=180s").succeeds();
      eventually(SOON, () -> assertThat(answered.get()).isGreaterThan(50));
    } finally {
      stop.set(true);
      traffic.join();
    }
    assertThat(failures.get()).isNull();
    assertThat(
            cluster
                .kubectl(
                    "get",
                    "deployment",
                    "hello",
                    "-o",
                    "jsonpath={.spec.template.spec.containers[0].image}")
                .out())
        .isEqualTo("coxswain/demo:1");
    assertThat(cluster.kubectl("rollout", "history", "deployment/hello").succeeds().out())
        .contains("REVISION", "2", "3");
  }

  @Test
  @Order(4)
  void scalingAddsAndRemovesPods() throws Exception {
    cluster.kubectl("scale", "deployment/hello", "--replicas=6").succeeds();
    eventually(SOON, () -> assertThat(readyReplicas()).isEqualTo("6"));
    cluster.kubectl("scale", "deployment/hello", "--replicas=3").succeeds();
    eventually(SOON, () -> assertThat(readyReplicas()).isEqualTo("3"));
  }

  @Test
  @Order(5)
  void aKilledContainerIsReplacedAndThePodKeepsServing() throws Exception {
    eventually(SOON, () -> assertThat(podsOfHello()).as("nobody is leaving any more").hasSize(3));
    var pod = podsOfHello().getFirst();
    var victim =
        cluster.containers().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("k8s_web_" + pod + "_"))
            .findFirst()
            .orElseThrow();
    CoxCluster.run(Map.of(), List.of("docker", "kill", victim.getValue())).succeeds();
    eventually(
        SOON,
        () -> {
          assertThat(cluster.texts(PODS_OF_HELLO, "/status/containerStatuses/0/restartCount"))
              .contains("1");
          return assertThat(readyReplicas()).isEqualTo("3");
        });
    assertThat(cluster.containers().values()).doesNotContain(victim.getValue());
  }

  @Test
  @Order(6)
  void execAndLogsReachTheContainer() throws Exception {
    var pod =
        cluster
            .kubectl("get", "pods", "-l", "app=hello", "-o", "jsonpath={.items[0].metadata.name}")
            .succeeds()
            .out();
    assertThat(cluster.kubectl("logs", pod).succeeds().out())
        .contains(pod + " listens on port 8080");
    assertThat(cluster.kubectl("exec", pod, "--", "/jre/bin/java", "--version").succeeds().out())
        .contains("25");
  }

  @Test
  @Order(7)
  void theExampleWithTwoTiersWorks() throws Exception {
    var result = cluster.up("examples/visits.yaml").succeeds();
    var page = result.out().strip();
    assertThat(eventually(SOON, () -> CoxCluster.get(page)))
        .startsWith("Welcome from web-")
        .contains(", visit ");
    eventually(
        SOON,
        () ->
            assertThat(
                    cluster
                        .read("/apis/batch/v1/namespaces/visits/jobs/first-visit")
                        .at("/status/succeeded")
                        .asInt(0))
                .isEqualTo(1));
  }

  @Test
  @Order(8)
  void killingEveryComponentLosesNothingAndRestartsNothing() throws Exception {
    cluster.kubectl("create", "configmap", "kept", "--from-literal=a=b").succeeds();
    var before = cluster.settledContainers();
    for (var component : cluster.components()) {
      ProcessHandle.of(cluster.pid(component)).ifPresent(ProcessHandle::destroyForcibly);
    }
    cluster.up().succeeds();
    assertThat(cluster.kubectl("get", "configmap", "kept", "-o", "jsonpath={.data.a}").out())
        .isEqualTo("b");
    assertThat(cluster.containers()).isEqualTo(before);
    assertThat(answeringPods(60)).hasSize(3);
  }

  @Test
  @Order(9)
  void anImageThatDoesNotExistIsToldInThePodsEvents() throws Exception {
    cluster.kubectl("run", "nowhere", "--image=registry.invalid/none:1").succeeds();
    eventually(
        SOON,
        () -> {
          assertThat(cluster.kubectl("get", "pod", "nowhere").out())
              .containsAnyOf("ErrImagePull", "ImagePullBackOff");
          return assertThat(cluster.kubectl("describe", "pod", "nowhere").out())
              .contains("Failed to pull image");
        });
    cluster.kubectl("delete", "pod", "nowhere", "--now").succeeds();
  }

  @Test
  @Order(10)
  void aSecondClusterLivesBesideTheFirst() throws Exception {
    try (var second = CoxCluster.in(directory.resolve("second"))) {
      var other = second.up("examples/hello.yaml").succeeds().out().strip();
      assertThat(other).isNotEqualTo(url);
      assertThat(CoxCluster.get(other)).startsWith("Hello from hello-");
      assertThat(CoxCluster.get(url)).startsWith("Hello from hello-");
    }
    assertThat(CoxCluster.get(url)).startsWith("Hello from hello-");
  }

  @Test
  @Order(11)
  void downStopsThePodsAndUpBringsThemBack() throws Exception {
    cluster.cox("down").succeeds();
    assertThat(cluster.containers()).isEmpty();
    cluster.up().succeeds();
    eventually(SOON, () -> assertThat(readyReplicas()).isEqualTo("3"));
    assertThat(cluster.kubectl("get", "configmap", "kept", "-o", "jsonpath={.data.a}").out())
        .isEqualTo("b");
  }

  private static List<String> podsOfHello() throws Exception {
    return List.copyOf(cluster.texts(PODS_OF_HELLO, "/metadata/name"));
  }

  private static String readyReplicas() throws Exception {
    return cluster
        .read("/apis/apps/v1/namespaces/default/deployments/hello")
        .at("/status/readyReplicas")
        .asString("");
  }

  private static TreeSet<String> answeringPods(int requests) throws Exception {
    var pods = new TreeSet<String>();
    for (var i = 0; i < requests; i++) {
      var answer = CoxCluster.get(url);
      assertThat(answer).startsWith("Hello from ");
      pods.add(answer.substring("Hello from ".length()));
    }
    return pods;
  }
}
