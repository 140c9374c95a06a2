package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Policy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Requests whose bodies are protobuf, as kubectl 1.33 sends them. */
class ProtobufWritesTest {
  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

  private final RegistryHarness api = new RegistryHarness();

  private static byte[] body(String apiVersion, String kind, com.google.protobuf.Message object) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'k', '8', 's', 0});
    out.writeBytes(
        Runtime.Unknown.newBuilder()
            .setTypeMeta(Runtime.TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
            .setRaw(object.toByteString())
            .build()
            .toByteArray());
    return out.toByteArray();
  }

  private static V1.ConfigMap configMap() {
    return V1.ConfigMap.newBuilder()
        .setMetadata(
            Meta.ObjectMeta.newBuilder()
                .setName("a")
                .setNamespace("")
                .setCreationTimestamp(Meta.Time.newBuilder()))
        .putData("k", "v")
        .build();
  }

  private RegistryHarness.Answer post(String path, byte[] body) {
    return api.send("POST", path, body, Bodies.PROTOBUF);
  }

  @Test
  void anObjectIsCreatedAndDeleted() {
    var created = post(CONFIG_MAPS, body("v1", "ConfigMap", configMap())).isCode(201);
    assertThat(created.at("/data/k")).isEqualTo("v");
    assertThat(created.at("/metadata/creationTimestamp")).isEqualTo("2026-01-02T03:04:05Z");

    var wrong =
        Meta.DeleteOptions.newBuilder()
            .setPreconditions(Meta.Preconditions.newBuilder().setUid("other"));
    api.send(
            "DELETE",
            CONFIG_MAPS + "/a",
            body("v1", "DeleteOptions", wrong.build()),
            Bodies.PROTOBUF)
        .isCode(409);
    var options = Meta.DeleteOptions.newBuilder().setPropagationPolicy("Background").build();
    api.send("DELETE", CONFIG_MAPS + "/a", body("v1", "DeleteOptions", options), Bodies.PROTOBUF)
        .isCode(200);
    assertThat(api.stored("/registry/configmaps/default/a")).isNull();
  }

  @Test
  void aDeletionOfAnUnknownFormatIsRefused() {
    post(CONFIG_MAPS, body("v1", "ConfigMap", configMap())).isCode(201);
    api.send("DELETE", CONFIG_MAPS + "/a", "{}", "text/plain")
        .isRefused(
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include:"
                + " application/json, application/yaml, application/vnd.kubernetes.protobuf");
  }

  @Test
  void aPodIsEvicted() {
    api.post(
            "/api/v1/namespaces/default/pods",
            "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}}")
        .isCode(201);
    var eviction =
        V1Policy.Eviction.newBuilder()
            .setMetadata(Meta.ObjectMeta.newBuilder().setName("p").setNamespace("default"))
            .setDeleteOptions(Meta.DeleteOptions.newBuilder().setGracePeriodSeconds(0))
            .build();
    post("/api/v1/namespaces/default/pods/p/eviction", body("policy/v1", "Eviction", eviction))
        .isCode(201);
    assertThat(api.stored("/registry/pods/default/p")).isNull();
  }

  @Test
  void malformedBodiesAreBadRequests() {
    post(CONFIG_MAPS, "{}".getBytes(StandardCharsets.UTF_8))
        .isRefused(
            400,
            "BadRequest",
            "the object provided is unrecognized (must be of type ConfigMap): provided data does"
                + " not appear to be a protobuf message, expected prefix [107 56 115 0] ({})");
    var whole = body("v1", "ConfigMap", configMap());
    for (var length = 0; length < whole.length; length++) {
      var cut = java.util.Arrays.copyOf(whole, length);
      assertThat(post(CONFIG_MAPS + "?dryRun=All", cut).code()).as("%d", length).isIn(400, 422);
    }
    post(CONFIG_MAPS, body("v1", "Secret", configMap())).isCode(400);
  }
}
