package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The API server as clients see it: over TLS, with certificates and tokens. */
final class ApiServerTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  @TempDir static Path directory;
  private static TestServer server;
  private static HttpClient admin;
  private static HttpClient nobody;
  private static HttpClient anonymous;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    admin = server.client("O=system:masters,CN=admin", HttpClient.Version.HTTP_2);
    nobody = server.client("CN=nobody", HttpClient.Version.HTTP_1_1);
    anonymous = server.client(null, HttpClient.Version.HTTP_1_1);
  }

  @AfterAll
  static void stop() {
    admin.close();
    nobody.close();
    anonymous.close();
    server.close();
  }

  @Test
  void strangersLearnHealthAndVersionOnly() throws Exception {
    assertThat(get(anonymous, "/readyz").body()).isEqualTo("ok");
    assertThat(json(get(anonymous, "/version")).path("minor").asString()).isEqualTo("34");
    var refused = get(anonymous, "/api/v1/namespaces/default/pods");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).path("message").asString())
        .isEqualTo(
            "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API"
                + " group \"\" in the namespace \"default\"");
  }

  @Test
  void aCertificateSaysWhoAsks() throws Exception {
    assertThat(get(admin, "/api/v1/namespaces").statusCode()).isEqualTo(200);
    var refused = get(nobody, "/apis/apps/v1/deployments");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).path("message").asString())
        .isEqualTo(
            "deployments.apps is forbidden: User \"nobody\" cannot list resource \"deployments\""
                + " in API group \"apps\" at the cluster scope");
  }

  @Test
  void tokensCountAndWrongOnesAreUnauthorized() throws Exception {
    assertThat(token(TestServer.ADMIN_TOKEN).statusCode()).isEqualTo(200);
    var refused = token("wrong-token");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).path("reason").asString()).isEqualTo("Unauthorized");
  }

  @Test
  void administratorsMayActAsOthers() throws Exception {
    var request =
        request("/api/v1/pods").header("Impersonate-User", "jane").header("Accept", "*/*").build();
    assertThat(admin.send(request, BodyHandlers.ofString()).body()).contains("User \\\"jane\\\"");
  }

  @Test
  void whatWasCreatedIsReadListedAndDeleted() throws Exception {
    var created = create("crud", "");
    assertThat(created.statusCode()).isEqualTo(201);
    var revision = json(created).path("metadata").path("resourceVersion").asString();
    var read = json(get(admin, MAPS + "/crud"));
    assertThat(read.path("metadata").path("resourceVersion").asString()).isEqualTo(revision);
    assertThat(json(get(admin, MAPS + "?fieldSelector=metadata.name%3Dcrud")).path("items"))
        .hasSize(1);
    var deleted = admin.send(request(MAPS + "/crud").DELETE().build(), BodyHandlers.ofString());
    assertThat(deleted.statusCode()).isEqualTo(200);
    var gone = get(admin, MAPS + "/crud");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(json(gone).path("message").asString()).isEqualTo("configmaps \"crud\" not found");
  }

  @Test
  void watchesTellChangesOfWhatTheySelect() throws Exception {
    var start = json(get(admin, MAPS)).path("metadata").path("resourceVersion").asString();
    var uri = MAPS + "?watch=1&labelSelector=app%3Dseen&resourceVersion=" + start;
    var answer = admin.send(request(uri).build(), BodyHandlers.ofInputStream());
    create("unseen", "");
    create("seen", "\"labels\":{\"app\":\"seen\"},");
    try (var lines = new BufferedReader(new InputStreamReader(answer.body()))) {
      var event = Json.tree(lines.readLine());
      assertThat(event.path("type").asString()).isEqualTo("ADDED");
      assertThat(event.path("object").path("metadata").path("name").asString()).isEqualTo("seen");
    }
  }

  @Test
  void watchesEndWithTheirTimeout() throws Exception {
    var ended = get(admin, MAPS + "?watch=1&timeoutSeconds=1&resourceVersion=0");
    assertThat(ended.statusCode()).isEqualTo(200);
  }

  @Test
  void representationsAreNegotiated() throws Exception {
    create("shown", "");
    var table =
        accept("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", MAPS + "/shown");
    assertThat(json(table).path("kind").asString()).isEqualTo("Table");
    assertThat(accept("application/json;q=0.1,application/yaml", MAPS + "/shown").body())
        .contains("name: \"shown\"");
    var refused = accept("text/html", MAPS + "/shown");
    assertThat(refused.statusCode()).isEqualTo(406);
    assertThat(json(refused).path("reason").asString()).isEqualTo("NotAcceptable");
  }

  @Test
  void largeListsAreCompressedAndWhole() throws Exception {
    for (var i = 0; i < 8; i++) {
      create("large-" + i, "\"annotations\":{\"x\":\"" + "y".repeat(40_000) + "\"},");
    }
    var request = request(MAPS).header("Accept-Encoding", "gzip").build();
    var answer = admin.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
    try (var plain = new GZIPInputStream(answer.body())) {
      var list = Json.tree(plain.readAllBytes());
      assertThat(list.path("items").size()).isGreaterThanOrEqualTo(8);
    }
  }

  @Test
  void bodiesOverTheLimitAreRefused() throws Exception {
    var refused = create("huge", "\"annotations\":{\"x\":\"" + "y".repeat(3 << 20) + "\"},");
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(json(refused).path("reason").asString()).isEqualTo("RequestEntityTooLarge");
  }

  @Test
  void unknownSelectorsAndResourcesAreRefused() throws Exception {
    var field = get(admin, "/api/v1/pods?fieldSelector=spec.nonsense%3Dx");
    assertThat(field.statusCode()).isEqualTo(400);
    assertThat(json(field).path("message").asString())
        .isEqualTo("field label not supported: spec.nonsense");
    assertThat(get(admin, "/api/v1/nonsenses").statusCode()).isEqualTo(404);
    assertThat(get(admin, "/nowhere").statusCode()).isEqualTo(404);
  }

  @Test
  void everyClusterHasItsOwnObjects() throws Exception {
    var service = json(get(admin, "/api/v1/namespaces/default/services/kubernetes"));
    assertThat(service.path("spec").path("clusterIP").asString()).isEqualTo("10.96.0.1");
    var slice =
        json(get(admin, "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes"));
    assertThat(slice.path("ports").path(0).path("port").asInt()).isEqualTo(server.port());
  }

  @Test
  @Timeout(30)
  void everyVersionServedHereHasAnApiService() throws Exception {
    var services = "/apis/apiregistration.k8s.io/v1/apiservices/";
    var apps = get(admin, services + "v1.apps");
    while (apps.statusCode() == 404) { // they are made right after the server is ready
      apps = get(admin, services + "v1.apps");
    }
    assertThat(json(apps).at("/metadata/labels").path("kube-aggregator.kubernetes.io/automanaged"))
        .hasToString("\"onstart\"");
    assertThat(json(apps).at("/spec/groupPriorityMinimum").asInt()).isEqualTo(17800);
    assertThat(json(apps).at("/status/conditions/0/reason").asString()).isEqualTo("Local");
  }

  private static HttpResponse<String> create(String name, String metadata) throws Exception {
    var body =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{%s\"name\":\"%s\"}}"
            .formatted(metadata, name);
    var request =
        request(MAPS)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return admin.send(request, BodyHandlers.ofString());
  }

  private static HttpResponse<String> token(String token) throws Exception {
    var request = request("/api/v1/namespaces").header("Authorization", "Bearer " + token).build();
    return anonymous.send(request, BodyHandlers.ofString());
  }

  private static HttpResponse<String> accept(String types, String path) throws Exception {
    return admin.send(request(path).header("Accept", types).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(30));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Json.tree(response.body());
  }
}
