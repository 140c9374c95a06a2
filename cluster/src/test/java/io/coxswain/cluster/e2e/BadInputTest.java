package io.coxswain.cluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: three, selector: {matchLabels: {a: b}},"
                        + " template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}")
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

  private static String line(String text, String key) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElseThrow();
  }

  private static CoxCluster.Result apply(String manifest) throws Exception {
    var file = Files.createTempFile(directory, "manifest", ".yaml");
    Files.writeString(file, manifest);
    return cluster.kubectl("apply", "-f", file.toString());
  }
}
