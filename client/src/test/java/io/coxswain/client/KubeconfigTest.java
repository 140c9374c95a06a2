package io.coxswain.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
  private static final String YAML =
      """
      apiVersion: v1
      kind: Config
      current-context: here
      clusters:
      - name: one
        cluster: {server: "http://127.0.0.1:1"}
      users:
      - name: me
        user: {token: very-secret}
      - name: plugin
        user: {exec: {command: aws, apiVersion: client.authentication.k8s.io/v1}}
      contexts:
      - name: here
        context: {cluster: one, user: me, namespace: work}
      - name: nowhere
        context: {cluster: missing, user: me}
      - name: nobody
        context: {cluster: one, user: missing}
      - name: plugged
        context: {cluster: one, user: plugin}
      """;

  @Test
  void theCurrentContextIsTakenWhereNoneIsNamed() {
    var config = Kubeconfig.parse(YAML, null);

    assertThat(config.namespace(null)).isEqualTo("work");
    assertThat(config.cluster(config.context(null)).server()).isEqualTo("http://127.0.0.1:1");
    assertThat(config.namespace("nobody")).isNull();
  }

  @Test
  void whatIsMissingIsNamed() {
    var config = Kubeconfig.parse(YAML, null);

    assertThatThrownBy(() -> config.context("other"))
        .hasMessage("context \"other\" does not exist");
    assertThatThrownBy(() -> config.transport("nowhere", "test"))
        .hasMessage("cluster \"missing\" does not exist");
    assertThatThrownBy(() -> config.transport("nobody", "test"))
        .hasMessage("auth info \"missing\" does not exist");
    assertThatThrownBy(() -> Kubeconfig.parse("{}", null).context(null))
        .hasMessage("no current-context is set");
  }

  @Test
  void pluginsAreRefusedByName() {
    assertThatThrownBy(() -> Kubeconfig.parse(YAML, null).transport("plugged", "test"))
        .hasMessage("exec and auth-provider credentials are not supported");
  }

  @Test
  void credentialsAreNeverShown() {
    assertThat(Kubeconfig.parse(YAML, null).toString()).doesNotContain("very-secret");
  }

  @Test
  void filesAreFoundBesideTheKubeconfig(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("token"), "from-file\n");
    var file = folder.resolve("config");
    Files.writeString(file, YAML.replace("token: very-secret", "tokenFile: token"));

    try (var transport = Kubeconfig.read(file).transport("test")) {
      assertThat(transport).isNotNull();
    }
    Files.delete(folder.resolve("token"));
    assertThatThrownBy(() -> Kubeconfig.read(file).transport("test"))
        .hasMessageContaining(folder.resolve("token").toString());
  }

  @Test
  void whatIsNoKubeconfigSaysWhichFile(@TempDir Path folder) throws Exception {
    var file = folder.resolve("config");
    Files.writeString(file, "{\"clusters\": 7}");
    assertThatThrownBy(() -> Kubeconfig.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": not a kubeconfig:");
  }
}
