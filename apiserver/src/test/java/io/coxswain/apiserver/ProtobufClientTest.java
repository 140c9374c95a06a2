package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.coxswain.api.Json;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apiextensions;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Policy;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client as client-go's and controller-runtime's are for built-in kinds: it sends protobuf, and
 * would rather have protobuf than JSON back. Messages are those of the official Java client.
 */
final class ProtobufClientTest {
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String EITHER = PROTOBUF + ",application/json";
  private static final String CORE = "/api/v1/namespaces/default/";
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final byte[] MAGIC = {'k', '8', 's', 0};
  @TempDir static Path directory;
  private static TestServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    client = server.client("O=system:masters,CN=go", HttpClient.Version.HTTP_2);
    server.create(CORE + "serviceaccounts", "{'metadata':{'name':'default'}}");
    server.create(
        DEFINITIONS,
        "{'metadata':{'name':'boats.example.com'},'spec':{'group':'example.com','scope':"
            + "'Namespaced','names':{'plural':'boats','kind':'Boat'},'versions':[{'name':'v1',"
            + "'served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object'}}}]}}");
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void objectsAreCreatedReadChangedAndDeleted() throws Exception {
    var created = V1.ConfigMap.parseFrom(send("POST", CORE + "configmaps", map("a", "1"), 201));
    assertThat(created.getMetadata().getUid()).isNotEmpty();
    assertThat(created.getMetadata().getManagedFieldsList()).isNotEmpty();
    var read = V1.ConfigMap.parseFrom(send("GET", CORE + "configmaps/a", null, 200));
    assertThat(read).isEqualTo(created);

    var changed = read.toBuilder().putData("k", "2").build();
    var body = envelope("v1", "ConfigMap", changed);
    var updated = V1.ConfigMap.parseFrom(send("PUT", CORE + "configmaps/a", body, 200));
    assertThat(updated.getDataMap()).containsEntry("k", "2");
    refused("PUT", CORE + "configmaps/a", body, 409, "Conflict");

    var patch = "{\"data\":{\"k\":\"3\"}}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var patched = raw("PATCH", CORE + "configmaps/a", patch, "application/merge-patch+json");
    assertThat(V1.ConfigMap.parseFrom(unwrap(patched)).getDataMap()).containsEntry("k", "3");

    var options = Meta.DeleteOptions.newBuilder().setPropagationPolicy("Background").build();
    var deleted =
        Meta.Status.parseFrom(
            send("DELETE", CORE + "configmaps/a", envelope("v1", "DeleteOptions", options), 200));
    assertThat(deleted.getStatus()).isEqualTo("Success");
    assertThat(deleted.getDetails().getUid()).isEqualTo(created.getMetadata().getUid());
    refused("GET", CORE + "configmaps/a", null, 404, "NotFound");
  }

  @Test
  void listsComeInPages() throws Exception {
    for (var name : new String[] {"l1", "l2", "l3"}) {
      var secret = V1.Secret.newBuilder().setMetadata(named(name));
      secret.putData("k", ByteString.copyFrom(new byte[] {1, 2, 3}));
      send("POST", CORE + "secrets", envelope("v1", "Secret", secret.build()), 201);
    }
    var page = V1.SecretList.parseFrom(send("GET", CORE + "secrets?limit=2", null, 200));
    assertThat(page.getItemsList()).hasSize(2);
    assertThat(page.getItems(0).getDataMap().get("k").toByteArray()).containsExactly(1, 2, 3);
    assertThat(page.getMetadata().getRemainingItemCount()).isEqualTo(1);
    var rest = "secrets?limit=2&continue=" + page.getMetadata().getContinue();
    var last = V1.SecretList.parseFrom(send("GET", CORE + rest, null, 200));
    assertThat(last.getItemsList()).hasSize(1);
    assertThat(last.getMetadata().getResourceVersion())
        .isEqualTo(page.getMetadata().getResourceVersion());
    var none = envelope("v1", "DeleteOptions", Meta.DeleteOptions.getDefaultInstance());
    var gone = V1.SecretList.parseFrom(send("DELETE", CORE + "secrets", none, 200));
    assertThat(gone.getItemsList()).hasSize(3);
  }

  @Test
  void watchesAreFramesOfAKnownLength() throws Exception {
    var before = V1.ConfigMapList.parseFrom(send("GET", CORE + "configmaps", null, 200));
    send("POST", CORE + "configmaps", map("w", "1"), 201);
    send("DELETE", CORE + "configmaps/w", null, 200);
    var from = "&resourceVersion=" + before.getMetadata().getResourceVersion();
    var selected = "&fieldSelector=metadata.name%3Dw";
    var request =
        request("GET", CORE + "configmaps?watch=1&timeoutSeconds=1" + from + selected, null);
    var answer = client.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("content-type")).contains(PROTOBUF + ";stream=watch");
    try (var in = new DataInputStream(answer.body())) {
      assertThat(event(in, "ADDED").getDataMap()).containsEntry("k", "1");
      assertThat(event(in, "DELETED").getMetadata().getName()).isEqualTo("w");
    }
    var old = request("GET", CORE + "configmaps?watch=1&timeoutSeconds=1&resourceVersion=1", null);
    assertThat(client.send(old.build(), BodyHandlers.ofByteArray()).statusCode()).isEqualTo(200);
  }

  private static V1.ConfigMap event(DataInputStream in, String type) throws Exception {
    var event = Meta.WatchEvent.parseFrom(in.readNBytes(in.readInt()));
    assertThat(event.getType()).isEqualTo(type);
    return V1.ConfigMap.parseFrom(unwrap(event.getObject().getRaw().toByteArray()));
  }

  @Test
  void subresourcesTakeTheirOwnKinds() throws Exception {
    server.create(
        CORE + "pods",
        "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}}");
    var binding =
        V1.Binding.newBuilder()
            .setMetadata(named("p"))
            .setTarget(V1.ObjectReference.newBuilder().setKind("Node").setName("n"))
            .build();
    var bound = send("POST", CORE + "pods/p/binding", envelope("v1", "Binding", binding), 201);
    assertThat(Meta.Status.parseFrom(bound).getStatus()).isEqualTo("Success");

    var pod = V1.Pod.parseFrom(send("GET", CORE + "pods/p", null, 200));
    assertThat(pod.getSpec().getNodeName()).isEqualTo("n");
    var status = V1.PodStatus.newBuilder().setPhase("Running").setPodIP("10.0.0.1");
    var running = envelope("v1", "Pod", pod.toBuilder().setStatus(status).build());
    var seen = V1.Pod.parseFrom(send("PUT", CORE + "pods/p/status", running, 200));
    assertThat(seen.getStatus().getPhase()).isEqualTo("Running");

    var eviction = V1Policy.Eviction.newBuilder().setMetadata(named("p")).build();
    var evicted =
        send("POST", CORE + "pods/p/eviction", envelope("policy/v1", "Eviction", eviction), 201);
    assertThat(Meta.Status.parseFrom(evicted).getStatus()).isEqualTo("Success");
  }

  @Test
  void scalesAndReviews() throws Exception {
    var deployments = "/apis/apps/v1/namespaces/default/deployments";
    server.create(
        deployments,
        "{'metadata':{'name':'d'},'spec':{'selector':{'matchLabels':{'a':'b'}},'template':{"
            + "'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i'}]}}}}");
    var scale = V1Autoscaling.Scale.parseFrom(send("GET", deployments + "/d/scale", null, 200));
    assertThat(scale.getSpec().getReplicas()).isEqualTo(1);
    var more = scale.toBuilder().setSpec(scale.getSpec().toBuilder().setReplicas(3)).build();
    var body = envelope("autoscaling/v1", "Scale", more);
    var scaled = V1Autoscaling.Scale.parseFrom(send("PUT", deployments + "/d/scale", body, 200));
    assertThat(scaled.getSpec().getReplicas()).isEqualTo(3);

    var review =
        V1Authorization.SelfSubjectAccessReview.newBuilder()
            .setSpec(
                V1Authorization.SelfSubjectAccessReviewSpec.newBuilder()
                    .setResourceAttributes(
                        V1Authorization.ResourceAttributes.newBuilder()
                            .setVerb("get")
                            .setResource("pods")))
            .build();
    var answered =
        send(
            "POST",
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            envelope("authorization.k8s.io/v1", "SelfSubjectAccessReview", review),
            201);
    assertThat(V1Authorization.SelfSubjectAccessReview.parseFrom(answered).getStatus().getAllowed())
        .isTrue();
  }

  @Test
  void definitionsWithSchemasOfEveryShapeComeAndGo() throws Exception {
    var name = "ships.example.com";
    var text = V1Apiextensions.JSONSchemaProps.newBuilder().setType("string");
    var spec =
        V1Apiextensions.JSONSchemaProps.newBuilder()
            .setType("object")
            .putProperties(
                "crew",
                V1Apiextensions.JSONSchemaProps.newBuilder()
                    .setType("array")
                    .setItems(
                        V1Apiextensions.JSONSchemaPropsOrArray.newBuilder()
                            .setSchema(text.clone().addEnum(json("\"cox\"")).setId("")))
                    .setDefault(json("[\"cox\"]"))
                    .setXKubernetesListType("set")
                    .build())
            .putProperties(
                "labels",
                V1Apiextensions.JSONSchemaProps.newBuilder()
                    .setType("object")
                    .setAdditionalProperties(
                        V1Apiextensions.JSONSchemaPropsOrBool.newBuilder()
                            .setAllows(true)
                            .setSchema(text))
                    .build())
            .putProperties(
                "free",
                V1Apiextensions.JSONSchemaProps.newBuilder()
                    .setType("object")
                    .setXKubernetesPreserveUnknownFields(true)
                    .setUniqueItems(false)
                    .build());
    var version =
        V1Apiextensions.CustomResourceDefinitionVersion.newBuilder()
            .setName("v1")
            .setServed(true)
            .setStorage(true)
            .setDeprecated(false)
            .setSchema(
                V1Apiextensions.CustomResourceValidation.newBuilder()
                    .setOpenAPIV3Schema(
                        V1Apiextensions.JSONSchemaProps.newBuilder()
                            .setType("object")
                            .putProperties("spec", spec.build())));
    var definition =
        V1Apiextensions.CustomResourceDefinition.newBuilder()
            .setMetadata(named(name))
            .setSpec(
                V1Apiextensions.CustomResourceDefinitionSpec.newBuilder()
                    .setGroup("example.com")
                    .setScope("Namespaced")
                    .setPreserveUnknownFields(false)
                    .setNames(
                        V1Apiextensions.CustomResourceDefinitionNames.newBuilder()
                            .setPlural("ships")
                            .setKind("Ship"))
                    .addVersions(version))
            .build();
    var body = envelope("apiextensions.k8s.io/v1", "CustomResourceDefinition", definition);
    var created =
        V1Apiextensions.CustomResourceDefinition.parseFrom(send("POST", DEFINITIONS, body, 201));
    var schema = created.getSpec().getVersions(0).getSchema().getOpenAPIV3Schema();
    var zeros = "id: \"\"\\s*|uniqueItems: false\\s*"; // what Go writes, and nobody keeps
    assertThat(schema.getPropertiesOrThrow("spec").toString())
        .isEqualTo(spec.build().toString().replaceAll(zeros, ""));

    var ships = "/apis/example.com/v1/namespaces/default/ships";
    await(() -> accept(ships, "application/json").statusCode() == 200);
    server.create(
        ships,
        "{'apiVersion':'example.com/v1','kind':'Ship','metadata':{'name':'s'},"
            + "'spec':{'labels':{'a':'b'},'free':{'x':1},'gone':1}}");
    assertThat(Json.tree(accept(ships + "/s", "application/json").body()).path("spec").toString())
        .isEqualTo("{\"labels\":{\"a\":\"b\"},\"free\":{\"x\":1},\"crew\":[\"cox\"]}");
    send("GET", DEFINITIONS + "/" + name, null, 200);
    send("DELETE", DEFINITIONS + "/" + name, null, 200);
  }

  private static V1Apiextensions.JSON json(String text) {
    return V1Apiextensions.JSON.newBuilder().setRaw(ByteString.copyFromUtf8(text)).build();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  @Test
  void metadataAloneIsProtobufToo() throws Exception {
    send("POST", CORE + "configmaps", map("m", "1"), 201);
    var accept = PROTOBUF + ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
    var request = request("GET", CORE + "configmaps?fieldSelector=metadata.name%3Dm", null);
    var answer =
        client.send(request.setHeader("Accept", accept).build(), BodyHandlers.ofByteArray());
    var list = Meta.PartialObjectMetadataList.parseFrom(unwrap(answer.body()));
    assertThat(list.getItems(0).getMetadata().getName()).isEqualTo("m");
  }

  @Test
  void whatHasNoProtobufIsJsonOrNothing() throws Exception {
    var boats = "/apis/example.com/v1/namespaces/default/boats";
    await(() -> accept(boats, "application/json").statusCode() == 200);
    var request = request("GET", boats, null).build();
    var json = client.send(request, BodyHandlers.ofString());
    assertThat(json.headers().firstValue("content-type")).contains("application/json");
    assertThat(accept(boats, PROTOBUF).statusCode()).isEqualTo(406);
    var table = PROTOBUF + ";as=Table;g=meta.k8s.io;v=v1";
    assertThat(accept(CORE + "pods", table).statusCode()).isEqualTo(406);
    var either = accept(CORE + "pods", table + ",application/json;as=Table;g=meta.k8s.io;v=v1");
    assertThat(Json.tree(either.body()).path("kind").asString()).isEqualTo("Table");
    assertThat(Json.tree(accept(CORE + "pods", "text/html").body()).path("message").asString())
        .isEqualTo(
            "only the following media types are accepted: application/json, application/yaml, "
                + PROTOBUF);
  }

  private static HttpResponse<String> accept(String path, String types) throws Exception {
    var request = request("GET", path, null).setHeader("Accept", types).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static byte[] map(String name, String value) {
    var map = V1.ConfigMap.newBuilder().setMetadata(named(name)).putData("k", value).build();
    return envelope("v1", "ConfigMap", map);
  }

  private static Meta.ObjectMeta named(String name) {
    return Meta.ObjectMeta.newBuilder().setName(name).build();
  }

  private static void refused(String method, String path, byte[] body, int code, String reason)
      throws Exception {
    var answer = client.send(request(method, path, body).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
    assertThat(Json.tree(answer.body()).path("reason").asString()).isEqualTo(reason);
  }

  private static byte[] send(String method, String path, byte[] body, int code) throws Exception {
    var answer = client.send(request(method, path, body).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(code);
    assertThat(answer.headers().firstValue("content-type")).contains(PROTOBUF);
    return unwrap(answer.body());
  }

  private static byte[] raw(String method, String path, byte[] body, String contentType)
      throws Exception {
    var request = request(method, path, body).setHeader("Content-Type", contentType).build();
    var answer = client.send(request, BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(new String(answer.body())).isBetween(200, 201);
    return answer.body();
  }

  private static HttpRequest.Builder request(String method, String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Accept", EITHER)
        .header("Content-Type", PROTOBUF)
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
  }

  private static byte[] envelope(String apiVersion, String kind, Message object) {
    var type = io.kubernetes.client.proto.Runtime.TypeMeta.newBuilder();
    var unknown =
        Unknown.newBuilder()
            .setTypeMeta(type.setApiVersion(apiVersion).setKind(kind))
            .setRaw(object.toByteString())
            .build();
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MAGIC);
    bytes.writeBytes(unknown.toByteArray());
    return bytes.toByteArray();
  }

  private static byte[] unwrap(byte[] body) throws Exception {
    assertThat(body).startsWith(MAGIC);
    return Unknown.parseFrom(ByteString.copyFrom(body, 4, body.length - 4)).getRaw().toByteArray();
  }
}
