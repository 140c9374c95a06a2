package io.coxswain.cluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users get wrong: each a clear line on standard error and exit code 1, and nothing changed.
 */
@Tag("engine")
class BadInputTest {
  @TempDir static Path directory;
  private static CoxCluster cluster;

  @BeforeAll
  static void up() throws Exception {
    cluster = CoxCluster.in(directory.resolve("cox"));
    cluster.up("--without", "kubelet,kube-proxy,dns", "--fake-nodes", "1").succeeds();
  }

  @AfterAll
  static void down() throws Exception {
    cluster.close();
  }

  @Test
  void anUnknownFieldIsNamed() throws Exception {
    var result =
        apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, dat: {x: y}}").fails();
    assertThat(result.err()).contains("unknown field \"dat\"");
    cluster.kubectl("get", "configmap", "a").fails();
  }

  @Test
  void aWrongTypeIsNamed() throws Exception {
    assertThat(
            apply(
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas:"
                        + " three, selector: {matchLabels: {a: b}}, template: {metadata: {labels:"
                        + " {a: b}}, spec: {containers: [{name: c, image: i}]}}}}")
                .fails()
                .err())
        .contains("replicas");
  }

  @Test
  void aDuplicateKeyIsNamed() throws Exception {
    assertThat(
            apply("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  name: b\n")
                .fails()
                .err())
        .contains("name");
  }

  @Test
  void anInvalidNameIsExplained() throws Exception {
    assertThat(cluster.kubectl("create", "configmap", "Not_A_Name").fails().err())
        .contains("metadata.name: Invalid value: \"Not_A_Name\"")
        .contains("RFC 1123");
  }

  @Test
  void creatingTwiceSaysItExists() throws Exception {
    cluster.kubectl("create", "namespace", "twice").succeeds();
    assertThat(cluster.kubectl("create", "namespace", "twice").fails().err())
        .contains("Error from server (AlreadyExists): namespaces \"twice\" already exists");
  }

  @Test
  void aMissingObjectSaysNotFound() throws Exception {
    assertThat(cluster.kubectl("get", "pod", "none").fails().err())
        .contains("Error from server (NotFound): pods \"none\" not found");
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (var taken = new ServerSocket(0)) {
      var result =
          CoxCluster.run(
              Map.of(),
              List.of(
                  "./cox",
                  "up",
                  "--data-dir",
                  directory.resolve("other").toString(),
                  "--without",
                  "kubelet,kube-proxy,dns",
                  "--secure-port",
                  Integer.toString(taken.getLocalPort())));
      assertThat(result.fails().err())
          .contains("port " + taken.getLocalPort() + " is already in use");
    }
  }

  @Test
  void anImageThatDoesNotExistIsToldBeforeAnybodyGivesUpWaiting() throws Exception {
    var manifest =
        manifest(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: nowhere}, spec: {selector:"
                + " {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec:"
                + " {containers: [{name: c, image: \"registry.invalid/none:1\"}]}}}}");
    try (var nodes = CoxCluster.in(directory.resolve("nodes"))) {
      var start = System.nanoTime();
      assertThat(nodes.up(manifest).fails().err())
          .contains("deployment/nowhere can't be rolled out")
          .contains("registry.invalid/none:1")
          .contains("ImagePullBackOff");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(2));
      assertThat(Files.readString(nodes.dataDirectory().resolve("logs/kubelet-1.log")))
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aFieldThatIsNotThereIsToldByUpToo() throws Exception {
    var result =
        cluster.up(manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, dat: {x: y}}"));
    assertThat(result.fails().err())
        .contains("unknown field \"dat\"")
        .contains("kubectl apply failed; the cluster itself is up");
  }

  @Test
  void aManifestThatIsNotThereIsNamed() throws Exception {
    assertThat(cluster.up("no-such.yaml").fails().err())
        .contains("cannot read the manifest \"no-such.yaml\"");
  }

  @Test
  void anEngineElsewhereIsRefused() throws Exception {
    var result = upWith(Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock"));
    assertThat(result.fails().err())
        .contains("DOCKER_HOST: \"unix:///nowhere/docker.sock\"")
        .contains("--without kubelet,kube-proxy,dns --fake-nodes 1");
  }

  @Test
  void anEngineThatDoesNotStartIsTold() throws Exception {
    var programs = Files.createDirectories(directory.resolve("programs"));
    program(programs.resolve("docker"), "exit 1");
    program(
        programs.resolve("dockerd"), "echo 'failed to start daemon: no such bridge' >&2; exit 1");
    var result = upWith(Map.of("PATH", programs + ":" + System.getenv("PATH")));
    assertThat(result.fails().err())
        .contains("the Docker engine does not start: ")
        .contains("--without kubelet,kube-proxy,dns --fake-nodes 1");
  }

  @Test
  void anEtcdThatDoesNotAnswerIsNamed() throws Exception {
    var url = "http://127.0.0.1:" + CoxCluster.freePort();
    var result =
        CoxCluster.in(directory.resolve("no-etcd"))
            .up("--without", "kubelet,kube-proxy,dns", "--etcd-servers", url);
    assertThat(result.fails().err())
        .contains("--etcd-servers: nothing answers at " + url + " (Connection refused)");
  }

  @Test
  void optionsOfUpAreRefusedByRun() throws Exception {
    assertThat(cluster.cox("run", "kube-scheduler", "--nodes", "2").fails().err())
        .contains("--nodes: \"cox run kube-scheduler\" runs what the data directory says");
    assertThat(cluster.cox("run", "cubelet").fails().err())
        .contains("unknown component \"cubelet\"")
        .contains("kube-scheduler");
  }

  @Test
  void anUnknownComponentIsRefused() throws Exception {
    assertThat(cluster.cox("up", "--without", "cubelet").fails().err())
        .contains("\"cubelet\"")
        .contains("kubelet");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    var kubeconfig = Files.readString(cluster.dataDirectory().resolve("kubeconfig"));
    try (var other = CoxCluster.in(directory.resolve("stranger"))) {
      other.up("--without", "kubelet,kube-proxy,dns,scheduler,controller-manager").succeeds();
      var strange = Files.readString(other.dataDirectory().resolve("kubeconfig"));
      var mixed = directory.resolve("mixed");
      Files.writeString(
          mixed,
          kubeconfig.replaceAll(
              "certificate-authority-data: .*", line(strange, "certificate-authority-data")));
      var result =
          CoxCluster.run(
              Map.of(), List.of("bin/kubectl", "--kubeconfig", mixed.toString(), "get", "pods"));
      assertThat(result.fails().err()).contains("certificate");

      Files.writeString(
          mixed,
          kubeconfig
              .replaceAll("client-certificate-data: .*", line(strange, "client-certificate-data"))
              .replaceAll("client-key-data: .*", line(strange, "client-key-data")));
      assertThat(
              CoxCluster.run(
                      Map.of(),
                      List.of("bin/kubectl", "--kubeconfig", mixed.toString(), "get", "pods"))
                  .code())
          .isEqualTo(1);
    }
  }

  private static CoxCluster.Result upWith(Map<String, String> environment) throws Exception {
    return CoxCluster.run(
        environment,
        List.of(
            "./cox",
            "up",
            "--data-dir",
            directory.resolve("no-engine").toString(),
            "--secure-port",
            Integer.toString(CoxCluster.freePort())));
  }

  private static void program(Path file, String script) throws Exception {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String line(String text, String key) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElseThrow();
  }

  private static CoxCluster.Result apply(String manifest) throws Exception {
    return cluster.kubectl("apply", "-f", manifest(manifest));
  }

  private static String manifest(String text) throws Exception {
    return Files.writeString(Files.createTempFile(directory, "manifest", ".yaml"), text).toString();
  }
}
