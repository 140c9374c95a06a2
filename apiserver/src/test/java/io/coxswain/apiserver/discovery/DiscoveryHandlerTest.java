package io.coxswain.apiserver.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse.BytesResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DiscoveryHandlerTest {
  private static final String NEW_KUBECTL =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
          + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
  private static final String OLD_KUBECTL =
      "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

  private final DiscoveryHandler discovery = new DiscoveryHandler(Kinds::builtIn);

  @Test
  void groupsAreListedWithTheirPreferredVersion() {
    var apps = find(json(get("/apis", "")).get("groups"), "name", "apps");
    assertThat(apps)
        .hasToString(
            "{\"name\":\"apps\",\"versions\":[{\"groupVersion\":\"apps/v1\",\"version\":\"v1\"}],"
                + "\"preferredVersion\":{\"groupVersion\":\"apps/v1\",\"version\":\"v1\"}}");
    assertThat(json(get("/apis/apps", "")).get("kind").asString()).isEqualTo("APIGroup");
    assertThat(json(get("/api", "")).at("/serverAddressByClientCIDRs/0/serverAddress").asString())
        .isEqualTo("127.0.0.1:6443");
  }

  @Test
  void acceptingNothingByNameIsNoFailure() {
    assertThat(DiscoveryHandler.aggregatedVersion(";;q=1,;")).isNull();
  }

  @Test
  void aVersionListsItsResourcesAndTheirSubresources() {
    var core = json(get("/api/v1", ""));
    assertThat(core.get("groupVersion").asString()).isEqualTo("v1");
    assertThat(find(core.get("resources"), "name", "pods"))
        .hasToString(
            "{\"name\":\"pods\",\"singularName\":\"pod\",\"namespaced\":true,\"kind\":\"Pod\",\"verbs\":"
                + "[\"create\",\"delete\",\"deletecollection\",\"get\",\"list\",\"patch\",\"update\",\"watch\"],"
                + "\"shortNames\":[\"po\"],\"categories\":[\"all\"],\"storageVersionHash\":\"xPOwRZ+Yhw8=\"}");
    assertThat(find(core.get("resources"), "name", "pods/eviction"))
        .hasToString(
            "{\"name\":\"pods/eviction\",\"singularName\":\"\",\"namespaced\":true,\"group\":\"policy\","
                + "\"version\":\"v1\",\"kind\":\"Eviction\",\"verbs\":[\"create\"]}");
    assertThat(core.get("resources").findValuesAsString("name"))
        .contains("pods/log", "pods/exec", "pods/status", "namespaces/finalize", "bindings");
    assertThat(find(core.get("resources"), "name", "namespaces").get("verbs").toString())
        .doesNotContain("deletecollection");
    var apps = json(get("/apis/apps/v1", ""));
    assertThat(find(apps.get("resources"), "name", "deployments/scale").get("group").asString())
        .isEqualTo("autoscaling");
  }

  /** Some of upstream's hashes: they say in which version objects are stored. */
  @Test
  void storageVersionsAreHashedAsUpstreamHashesThem() {
    Map.of(
            "/api/v1", "events=r2yiGXH7wu8=",
            "/apis/events.k8s.io/v1", "events=r2yiGXH7wu8=",
            "/apis/autoscaling/v1", "horizontalpodautoscalers=qwQve8ut294=",
            "/apis/resource.k8s.io/v1", "deviceclasses=Yk2PTc1Ybxk=",
            "/apis/storage.k8s.io/v1", "volumeattributesclasses=tIjydgKBC5w=",
            "/apis/apiregistration.k8s.io/v1", "apiservices=InPBPD7+PqM=",
            "/apis/apiextensions.k8s.io/v1", "customresourcedefinitions=jfWCUB31mvA=")
        .forEach(
            (path, expected) -> {
              var name = expected.substring(0, expected.indexOf('='));
              var found = find(json(get(path, "")).get("resources"), "name", name);
              assertThat(name + "=" + found.get("storageVersionHash").asString())
                  .isEqualTo(expected);
            });
  }

  @Test
  void whatIsNotServedIsNotFound() {
    assertThat(get("/apis/example.com", "").code()).isEqualTo(404);
    assertThat(get("/apis/apps/v1beta1", "").code()).isEqualTo(404);
    assertThat(get("/api/v2", "").code()).isEqualTo(404);
  }

  @Test
  void clientsThatAskForItGetEverythingAtOnce() {
    var answer = get("/apis", NEW_KUBECTL);
    assertThat(answer.contentType())
        .isEqualTo("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
    var document = json(answer);
    assertThat(document.get("apiVersion").asString()).isEqualTo("apidiscovery.k8s.io/v2");
    assertThat(document.at("/items/0/metadata/name").asString())
        .isEqualTo("apiregistration.k8s.io");
    var apps = document.get("items").get(1);
    assertThat(apps.at("/metadata/name").asString()).isEqualTo("apps");
    var deployments = find(apps.at("/versions/0/resources"), "resource", "deployments");
    assertThat(deployments)
        .hasToString(
            "{\"resource\":\"deployments\",\"responseKind\":{\"group\":\"\",\"version\":\"\",\"kind\":\"Deployment\"},"
                + "\"scope\":\"Namespaced\",\"singularResource\":\"deployment\",\"verbs\":"
                + "[\"create\",\"delete\",\"deletecollection\",\"get\",\"list\",\"patch\",\"update\",\"watch\"],"
                + "\"shortNames\":[\"deploy\"],\"categories\":[\"all\"],\"subresources\":["
                + "{\"subresource\":\"scale\",\"responseKind\":{\"group\":\"autoscaling\",\"version\":\"v1\",\"kind\":\"Scale\"},\"verbs\":[\"get\",\"patch\",\"update\"]},"
                + "{\"subresource\":\"status\",\"responseKind\":{\"group\":\"\",\"version\":\"\",\"kind\":\"Deployment\"},\"verbs\":[\"get\",\"patch\",\"update\"]}]}");
    assertThat(apps.get("metadata")).hasToString("{\"name\":\"apps\"}");
    assertThat(deployments.get("scope").asString()).isEqualTo("Namespaced");
    assertThat(deployments.get("subresources").findValuesAsString("subresource"))
        .containsExactly("scale", "status");

    assertThat(get("/apis", OLD_KUBECTL).contentType()).contains("v=v2beta1");
    assertThat(json(get("/api", OLD_KUBECTL)).get("items").size()).isEqualTo(1);
    assertThat(get("/apis", "application/json, */*").contentType()).isEqualTo("application/json");
  }

  @Test
  void anUnchangedDocumentIsNotSentAgain() {
    var etag = get("/apis", NEW_KUBECTL).headers().get("ETag");
    var again = handle("/apis", Map.of("accept", NEW_KUBECTL, "if-none-match", etag));
    assertThat(again.code()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(handle("/apis", Map.of("accept", OLD_KUBECTL, "if-none-match", etag)).code())
        .isEqualTo(200);
  }

  @Test
  void onlyDiscoveryPathsAreHandled() {
    assertThat(DiscoveryHandler.handles("/api")).isTrue();
    assertThat(DiscoveryHandler.handles("/apis/apps/v1")).isTrue();
    assertThat(DiscoveryHandler.handles("/api/v1/pods")).isFalse();
    assertThat(DiscoveryHandler.handles("/apis/apps/v1/deployments")).isFalse();
    assertThat(DiscoveryHandler.handles("/healthz")).isFalse();
  }

  private BytesResponse get(String path, String accept) {
    return handle(path, Map.of("accept", accept, "host", "127.0.0.1:6443"));
  }

  private BytesResponse handle(String path, Map<String, String> headers) {
    var info = new RequestInfo(false, path, "get", "", "", "", "", "", "");
    return (BytesResponse)
        discovery.handle(
            new ApiRequest("GET", info, Map.of(), headers, new byte[0], UserInfo.ANONYMOUS));
  }

  private static JsonNode json(BytesResponse answer) {
    assertThat(answer.code()).isEqualTo(200);
    return Json.tree(answer.body());
  }

  private static JsonNode find(JsonNode list, String key, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(entry -> entry.get(key).asString().equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + value + " in " + list));
  }
}
