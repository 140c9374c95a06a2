package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lists and watches as informers use them, over HTTP. */
final class ReadSemanticsTest {
  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final String PARTIAL =
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
  private static final String PARTIAL_LIST =
      "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
  @TempDir static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** ConfigMaps in a namespace of their own. */
  private static String maps(String namespace, String... names) throws Exception {
    server.create(NAMESPACES, "{'metadata':{'name':'" + namespace + "'}}");
    var path = NAMESPACES + "/" + namespace + "/configmaps";
    for (var name : names) {
      server.create(path, "{'metadata':{'name':'" + name + "','labels':{'app':'" + name + "'}}}");
    }
    return path;
  }

  private static String revision(JsonNode object) {
    return object.at("/metadata/resourceVersion").asString();
  }

  private static void patch(String path, String body) throws Exception {
    var answer = server.send("PATCH", path, body, "Content-Type", "application/merge-patch+json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void pagesShowOneRevision() throws Exception {
    var path = maps("pages", "a", "b", "c");
    var first = server.json(path + "?limit=1");
    assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(2);
    server.create(path, "{'metadata':{'name':'aa'}}");
    server.send("DELETE", path + "/b", "");
    var token = first.at("/metadata/continue").asString();
    var rest = server.json(path + "?limit=5&continue=" + token);
    assertThat(names(rest)).containsExactly("b", "c");
    assertThat(revision(rest)).isEqualTo(revision(first));
    assertThat(rest.at("/metadata").has("continue")).isFalse();
    assertThat(rest.at("/metadata").has("remainingItemCount")).isFalse();
    var selected = server.json(path + "?limit=1&labelSelector=app");
    assertThat(selected.at("/metadata").has("continue")).isTrue();
    assertThat(selected.at("/metadata").has("remainingItemCount")).isFalse();
    var exact =
        server.json(path + "?resourceVersionMatch=Exact&resourceVersion=" + revision(first));
    assertThat(names(exact)).containsExactly("a", "b", "c");
    assertThat(revision(exact)).isEqualTo(revision(first));
    assertThat(
            names(
                server.json(
                    path
                        + "?resourceVersionMatch=NotOlderThan&resourceVersion="
                        + revision(first))))
        .containsExactly("a", "aa", "c");
  }

  private static List<String> names(JsonNode list) {
    return list.path("items")
        .valueStream()
        .map(item -> item.at("/metadata/name").asString())
        .toList();
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() throws Exception {
    var path = maps("options", "a");
    refused(
        path + "?resourceVersionMatch=Exact",
        "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion"
            + " is provided");
    refused(
        path + "?resourceVersionMatch=Exact&resourceVersion=0",
        "resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for"
            + " resourceVersion \"0\"");
    refused(
        path + "?resourceVersionMatch=Near&resourceVersion=1",
        "resourceVersionMatch: Unsupported value: \"Near\": supported values: \"Exact\","
            + " \"NotOlderThan\", \"\"");
    refused(
        path + "?sendInitialEvents=true",
        "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list");
    refused(
        path + "?watch=1&sendInitialEvents=true",
        "resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch"
            + " to NotOlderThan");
    refused(
        path + "?watch=1&resourceVersionMatch=NotOlderThan",
        "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless"
            + " sendInitialEvents is provided");
    var token = server.json(path + "?limit=1&continue=nonsense");
    assertThat(token.at("/message").asString())
        .startsWith("invalid continue token: continue key is not valid:");
    assertThat(token.at("/code").asInt()).isEqualTo(400);
  }

  private static void refused(String path, String message) throws Exception {
    var answer = server.get(path);
    var status = Json.tree(answer.body());
    assertThat(answer.statusCode()).as(path).isEqualTo(422);
    assertThat(status.path("reason").asString()).isEqualTo("Invalid");
    assertThat(status.path("message").asString())
        .isEqualTo("ListOptions.meta.k8s.io \"\" is invalid: " + message);
    assertThat(status.at("/details/kind").asString()).isEqualTo("ListOptions");
    assertThat(message).startsWith(status.at("/details/causes/0/field").asString() + ": ");
  }

  @Test
  void aRevisionOfTheFutureIsTooLarge() throws Exception {
    var answer = server.get(NAMESPACES + "?resourceVersion=999999999");
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    var status = Json.tree(answer.body());
    assertThat(status.path("message").asString())
        .startsWith("Timeout: Too large resource version: 999999999, current: ");
    assertThat(status.at("/details/causes/0/reason").asString())
        .isEqualTo("ResourceVersionTooLarge");
  }

  @Test
  void initialEventsEndWithAnAnnotatedBookmark() throws Exception {
    var path = maps("initial", "a", "b");
    var events =
        server.watch(
            path
                + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                + "&allowWatchBookmarks=true",
            3);
    assertThat(events.stream().map(event -> event.path("type").asString()))
        .containsExactly("ADDED", "ADDED", "BOOKMARK");
    var bookmark = events.get(2).path("object");
    assertThat(bookmark.at("/metadata/annotations").path("k8s.io/initial-events-end").asString())
        .isEqualTo("true");
    assertThat(bookmark.path("kind").asString()).isEqualTo("ConfigMap");
    assertThat(Long.parseLong(revision(bookmark)))
        .isGreaterThanOrEqualTo(Long.parseLong(revision(events.get(1).path("object"))));
  }

  @Test
  void objectsEnterAndLeaveSelectors() throws Exception {
    var path = maps("selected", "a");
    var start = revision(server.json(path));
    patch(path + "/a", "{'metadata':{'labels':{'tier':'x'}}}");
    patch(path + "/a", "{'data':{'k':'v'}}");
    patch(path + "/a", "{'metadata':{'labels':{'tier':'y'}}}");
    var last = revision(server.json(path + "/a"));
    var events = server.watch(path + "?watch=1&labelSelector=tier%3Dx&resourceVersion=" + start, 3);
    assertThat(events.stream().map(event -> event.path("type").asString()))
        .containsExactly("ADDED", "MODIFIED", "DELETED");
    var gone = events.get(2).path("object");
    assertThat(gone.at("/metadata/labels/tier").asString()).isEqualTo("x");
    assertThat(revision(gone)).isEqualTo(last);
  }

  @Test
  void metadataAndTablesAreListedAndWatched() throws Exception {
    var path = maps("forms", "a", "b");
    var list = server.json(path, "Accept", PARTIAL_LIST);
    assertThat(list.path("kind").asString()).isEqualTo("PartialObjectMetadataList");
    assertThat(list.path("apiVersion").asString()).isEqualTo("meta.k8s.io/v1");
    assertThat(list.at("/items/0/metadata/labels/app").asString()).isEqualTo("a");
    var one = server.json(path + "/a", "Accept", PARTIAL);
    assertThat(one.path("kind").asString()).isEqualTo("PartialObjectMetadata");
    assertThat(one.has("data")).isFalse();
    var watched = server.watch(path + "?watch=1", 1, "Accept", PARTIAL);
    assertThat(watched.get(0).at("/object/kind").asString()).isEqualTo("PartialObjectMetadata");
    var rows = server.watch(path + "?watch=1&includeObject=None", 2, "Accept", TABLE);
    assertThat(rows.get(0).at("/object/columnDefinitions/0/name").asString()).isEqualTo("Name");
    assertThat(rows.get(1).at("/object/columnDefinitions")).isEmpty();
    assertThat(rows.get(1).at("/object/rows/0/cells").size()).isEqualTo(3);
    assertThat(rows.get(1).at("/object/rows/0").has("object")).isFalse();
    var table = server.json(path + "?includeObject=Object", "Accept", TABLE);
    assertThat(table.at("/rows/0/object/kind").asString()).isEqualTo("ConfigMap");
    assertThat(server.get(path + "?includeObject=All", "Accept", TABLE).statusCode())
        .isEqualTo(400);
  }

  @Test
  void peopleAreShownIndentedJson() throws Exception {
    var path = maps("people", "a") + "/a";
    assertThat(server.get(path).body()).doesNotContain("\n  ");
    assertThat(server.get(path + "?pretty=true").body()).contains("\n  ");
    assertThat(server.get(path, "User-Agent", "curl/8.5.0").body()).contains("\n  ");
    assertThat(server.get(path + "?pretty=false", "User-Agent", "curl/8.5.0").body())
        .doesNotContain("\n  ");
  }

  @Test
  void deprecatedKindsAreWarnedOf() throws Exception {
    var answer = server.get(NAMESPACES + "/default/endpoints");
    assertThat(answer.headers().allValues("Warning"))
        .containsExactly(
            "299 - \"v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1"
                + " EndpointSlice\"");
    assertThat(server.get(NAMESPACES).headers().allValues("Warning")).isEmpty();
  }

  @Test
  void openApiIsNotSentTwice() throws Exception {
    for (var path : List.of("/openapi/v2", "/openapi/v3")) {
      var tag = server.get(path).headers().firstValue("ETag").orElseThrow();
      var again = server.get(path, "If-None-Match", tag);
      assertThat(again.statusCode()).as(path).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
  }
}
