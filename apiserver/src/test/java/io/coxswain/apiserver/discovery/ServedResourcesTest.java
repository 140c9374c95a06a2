package io.coxswain.apiserver.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse.BytesResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * All that v1.34 serves by default, one line for each resource and subresource: its path, kind,
 * scope, singular name, verbs (by their first letters, D for deletecollection), short names and
 * categories. Both forms of discovery say the same.
 */
class ServedResourcesTest {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private final DiscoveryHandler discovery = new DiscoveryHandler(Kinds::builtIn);

  @Test
  void areThoseOfUpstream() throws Exception {
    try (var golden = getClass().getResourceAsStream("served-resources.txt")) {
      assertThat(golden).isNotNull();
      var expected = new String(golden.readAllBytes(), UTF_8).lines().toList();
      assertThat(legacy()).isEqualTo(expected);
      assertThat(aggregated()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private List<String> legacy() {
    var paths = new ArrayList<>(List.of("/api/v1"));
    for (var group : get("/apis", "").path("groups")) {
      for (var version : group.path("versions")) {
        paths.add("/apis/" + version.path("groupVersion").asString());
      }
    }
    var lines = new ArrayList<String>();
    for (var path : paths) {
      for (var resource : get(path, "").path("resources")) {
        var name = resource.path("name").asString();
        lines.add(
            line(
                path.replaceFirst("^/apis?/", "") + "/" + name,
                resource,
                kind(resource, path.replaceFirst("^/apis?/", "")),
                resource.path("namespaced").asBoolean(),
                resource.path("singularName").asString()));
      }
    }
    return lines;
  }

  private List<String> aggregated() {
    var accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    var lines = new ArrayList<String>();
    for (var path : List.of("/api", "/apis")) {
      for (var group : get(path, accept).path("items")) {
        var prefix = group.path("metadata").path("name").asString("");
        for (var version : group.path("versions")) {
          var place = prefix + (prefix.isEmpty() ? "" : "/") + version.path("version").asString();
          for (var resource : version.path("resources")) {
            var namespaced = resource.path("scope").asString().equals("Namespaced");
            var name = place + "/" + resource.path("resource").asString();
            var singular = resource.path("singularResource").asString();
            if (!resource.path("verbs").isEmpty()) {
              lines.add(
                  line(
                      name,
                      resource,
                      kind(resource.path("responseKind"), place),
                      namespaced,
                      singular));
            }
            for (var below : resource.path("subresources")) {
              var path2 = name + "/" + below.path("subresource").asString();
              lines.add(
                  line(path2, below, kind(below.path("responseKind"), place), namespaced, ""));
            }
          }
        }
      }
    }
    return lines;
  }

  /** The kind, with its group and version where they are not those of the path. */
  private static String kind(JsonNode node, String place) {
    var group = node.path("group").asString("");
    var version = node.path("version").asString("");
    var of = group.isEmpty() ? version : group + "/" + version;
    var kind = node.path("kind").asString();
    return of.isEmpty() || of.equals(place) ? kind : of + "." + kind;
  }

  private static String line(
      String path, JsonNode node, String kind, boolean namespaced, String singular) {
    var words = new ArrayList<>(List.of(path, kind, namespaced ? "namespaced" : "cluster"));
    words.add(singular.isEmpty() ? "-" : singular);
    words.add(
        node.path("verbs")
            .valueStream()
            .map(ServedResourcesTest::letter)
            .collect(Collectors.joining()));
    node.path("shortNames").forEach(name -> words.add(name.asString()));
    node.path("categories").forEach(name -> words.add("[" + name.asString() + "]"));
    return String.join(" ", words);
  }

  private static String letter(JsonNode verb) {
    assertThat(VERBS).contains(verb.asString());
    return verb.asString().equals("deletecollection") ? "D" : verb.asString().substring(0, 1);
  }

  private JsonNode get(String path, String accept) {
    var info = new RequestInfo(false, path, "get", "", "", "", "", "", "");
    var request =
        new ApiRequest(
            "GET",
            info,
            Map.of(),
            Map.of("accept", accept),
            new byte[0],
            new UserInfo("jane", "", List.of(), Map.of()));
    var response = (BytesResponse) discovery.handle(request);
    assertThat(response.code()).isEqualTo(200);
    return Json.tree(response.body());
  }
}
