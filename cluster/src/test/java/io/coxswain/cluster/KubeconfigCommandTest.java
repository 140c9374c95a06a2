package io.coxswain.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class KubeconfigCommandTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void mergingKeepsOtherClustersAndReplacesOurs() {
    var existing =
        yaml(
            """
            current-context: work
            clusters: [{name: work, cluster: {server: "https://w"}}, {name: coxswain, cluster: {server: "https://old"}}]
            users: [{name: me, user: {token: t}}]
            contexts: [{name: work, context: {cluster: work, user: me}}]
            """);
    var own =
        yaml(
            """
            current-context: coxswain
            clusters: [{name: coxswain, cluster: {server: "https://new"}}]
            users: [{name: kubernetes-admin, user: {}}]
            contexts: [{name: coxswain, context: {cluster: coxswain, user: kubernetes-admin}}]
            """);

    var merged = KubeconfigCommand.merge(existing, own);

    assertThat(merged.path("current-context").asString()).isEqualTo("coxswain");
    assertThat(
            merged
                .path("clusters")
                .valueStream()
                .map(c -> c.path("cluster").path("server").asString()))
        .containsExactly("https://w", "https://new");
    assertThat(merged.path("users").valueStream().map(u -> u.path("name").asString()))
        .containsExactly("me", "kubernetes-admin");
  }

  private static JsonNode yaml(String text) {
    return YAML.readTree(text);
  }
}
