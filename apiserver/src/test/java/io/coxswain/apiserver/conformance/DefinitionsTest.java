package io.coxswain.apiserver.conformance;

import static io.coxswain.apiserver.TestServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Kinds that arrive at run time: their definitions, what is published of them, their objects. */
class DefinitionsTest {
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private static TestServer server;
  private static TestServer.Session admin;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    server = TestServer.start(directory);
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String define(String group, String versions) throws Exception {
    var name = "things." + group;
    admin
        .post(
            DEFINITIONS,
            "{'metadata':{'name':'"
                + name
                + "','labels':{'of':'"
                + group
                + "'}},'spec':{'group':'"
                + group
                + "','scope':'Namespaced','names':{'plural':'things','kind':'Thing'},'versions':["
                + versions
                + "]}}")
        .isCode(201);
    await(
        () ->
            admin
                .get(DEFINITIONS + "/" + name)
                .body()
                .at("/status/conditions")
                .valueStream()
                .anyMatch(
                    condition ->
                        condition.path("type").stringValue().equals("Established")
                            && condition.path("status").stringValue().equals("True")));
    await(() -> admin.get("/apis/" + group).code() == 200);
    return DEFINITIONS + "/" + name;
  }

  private static String version(String name, boolean storage, String schema) {
    return "{'name':'"
        + name
        + "','served':true,'storage':"
        + storage
        + ",'schema':{'openAPIV3Schema':"
        + schema
        + "}}";
  }

  private static void patch(String path, String operations) throws Exception {
    admin.jsonPatch(path, operations.replace('\'', '"')).isCode(200);
  }

  @Test
  void defaultsShowInWhatIsStoredAndAreStoredWithWhatIsNew() throws Exception {
    var definition =
        define(
            "defaults.example.com",
            version(
                "v1",
                true,
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}}}"));
    var things = "/apis/defaults.example.com/v1/namespaces/default/things";
    var thing = "{'apiVersion':'defaults.example.com/v1','kind':'Thing','metadata':{'name':'%s'}}";
    await(() -> admin.post(things, thing.formatted("first")).code() == 201);
    var schema = "/spec/versions/0/schema/openAPIV3Schema/properties/";
    patch(definition, "[{'op':'add','path':'" + schema + "a/default','value':'A'}]");
    await(() -> admin.get(things + "/first").body().path("a").asString("").equals("A"));
    assertThat(admin.post(things, thing.formatted("second")).isCode(201).body().path("a"))
        .hasToString("\"A\"");
    patch(
        definition,
        "[{'op':'remove','path':'"
            + schema
            + "a/default'},{'op':'add','path':'"
            + schema
            + "b/default','value':'B'}]");
    await(() -> admin.get(things + "/second").body().path("b").asString("").equals("B"));
    assertThat(admin.get(things + "/second").body().path("a")).hasToString("\"A\"");
    assertThat(admin.get(things + "/first").body().has("a")).isFalse();
  }

  @Test
  void theStatusOfADefinitionIsASubresource() throws Exception {
    var definition = define("status.example.com", version("v1", true, "{'type':'object'}"));
    await(
        () -> { // the server itself writes there, too
          var status = (ObjectNode) admin.get(definition + "/status").isCode(200).body();
          ((ObjectNode) status.path("status"))
              .withArrayProperty("conditions")
              .addObject()
              .put("type", "StatusUpdate")
              .put("status", "True")
              .put("reason", "E2E")
              .put("message", "Set from a test");
          return admin.send("PUT", definition + "/status", status.toString()).code() == 200;
        });
    assertThat(types(admin.get(definition).body())).contains("Established", "StatusUpdate");
    patch(
        definition + "/status",
        "[{'op':'add','path':'/status/conditions/-','value':{'type':'StatusPatched','status':"
            + "'True','reason':'E2E','message':'m'}}]");
    assertThat(types(admin.get(definition).body())).contains("StatusPatched");
  }

  private static List<String> types(JsonNode definition) {
    return definition
        .at("/status/conditions")
        .valueStream()
        .map(condition -> condition.path("type").stringValue())
        .toList();
  }

  @Test
  void theStatusOfAnObjectIsAllThatItsWriterChanges() throws Exception {
    define(
        "parts.example.com",
        version(
                "v1",
                true,
                "{'type':'object','properties':{'spec':{'type':'object',"
                    + "'x-kubernetes-preserve-unknown-fields':true},'status':{'type':'object',"
                    + "'x-kubernetes-preserve-unknown-fields':true}}}")
            .replace(
                "'served'",
                "'subresources':{'status':{},'scale':{'specReplicasPath':'.spec.num','statusReplicasPath':"
                    + "'.status.num'}},'served'"));
    var things = "/apis/parts.example.com/v1/namespaces/default/things";
    var thing =
        "{'apiVersion':'parts.example.com/v1','kind':'Thing','metadata':{'name':'t'},'spec':{'num':1}}";
    await(() -> admin.post(things, thing).code() == 201);
    var patched =
        admin
            .patch(
                things + "/t/status",
                "{'metadata':{'labels':{'a':'b'},'annotations':{'a':'b'},'finalizers':['a/b']},"
                    + "'spec':{'num':9},'status':{'num':3}}")
            .isCode(200)
            .body();
    assertThat(patched.at("/metadata").has("labels")).isFalse();
    assertThat(patched.at("/metadata").has("annotations")).isFalse();
    assertThat(patched.at("/metadata").has("finalizers")).isFalse();
    assertThat(patched.path("spec")).isEqualTo(Json.tree("{\"num\":1}"));
    var scale = admin.patch(things + "/t/scale", "{'spec':{'replicas':5}}").isCode(200).body();
    assertThat(scale.at("/spec/replicas").asInt()).isEqualTo(5);
    assertThat(scale.at("/status/replicas").asInt()).isEqualTo(3);
    admin.strategicPatch(things + "/t", "{'spec':{}}").isCode(415);
  }

  @Test
  void definitionsAreDeletedTogether() throws Exception {
    define("one.example.com", version("v1", true, "{'type':'object'}"));
    define("two.example.com", version("v1", true, "{'type':'object'}"));
    var selected = DEFINITIONS + "?labelSelector=of%20in%20(one.example.com,two.example.com)";
    assertThat(admin.get(selected).isCode(200).body().path("items")).hasSize(2);
    admin.send("DELETE", selected, "").isCode(200);
    await(() -> admin.get(selected).body().path("items").isEmpty());
    await(() -> admin.get("/apis/one.example.com/v1").code() == 404);
  }

  @Test
  void whatIsPublishedFollowsVersionsThatComeAndGo() throws Exception {
    var schema =
        "{'type':'object','description':'A thing','properties':{'spec':{'type':'object','properties':{"
            + "'bars':{'type':'array','items':{'type':'object','required':['name'],'properties':{"
            + "'name':{'type':'string'}}}}}}}}";
    var definition =
        define(
            "open.example.com", version("v2", true, schema) + "," + version("v3", false, schema));
    await(() -> published("v2") && published("v3"));
    patch(definition, "[{'op':'replace','path':'/spec/versions/1/name','value':'v4'}]");
    await(() -> published("v4") && !published("v3"));
    patch(definition, "[{'op':'replace','path':'/spec/versions/1/served','value':false}]");
    await(() -> !published("v4"));
    assertThat(published("v2")).isTrue();
    var v3 = admin.get("/openapi/v3/apis/open.example.com/v2").isCode(200).body();
    assertThat(v3.at("/components/schemas/com.example.open.v2.Thing/description").stringValue())
        .isEqualTo("A thing");
  }

  private static boolean published(String version) throws Exception {
    return admin
        .get("/openapi/v2")
        .isCode(200)
        .body()
        .path("definitions")
        .has("com.example.open." + version + ".Thing");
  }

  @Test
  void whatIsAppliedIsReadStrictly() throws Exception {
    var known = "'foo':{'type':'string'},'n':{'type':'integer'}";
    var closed = "{'type':'object','properties':{'spec':{'type':'object','properties':{%s}}}}";
    var open =
        closed.replace(
            "{'type':'object','properties':{%s}",
            "{'type':'object','x-kubernetes-preserve-unknown-fields':true,'properties':{%s}");
    var embedded =
        ",'template':{'type':'object','x-kubernetes-embedded-resource':true,'properties':{'metadata':{"
            + "'type':'object','properties':{'name':{'type':'string'}}}}}";
    define("closed.example.com", version("v1", true, closed.formatted(known)));
    define("open.example.org", version("v1", true, open.formatted(known + embedded)));
    define(
        "any.example.com",
        version("v1", true, "{'type':'object','x-kubernetes-preserve-unknown-fields':true}"));

    applied("closed.example.com", "spec: {foo: a}").isCode(201);
    applied("any.example.com", "spec: {unknown: a, ports: [{name: x}]}").isCode(201);
    assertThat(applied("closed.example.com", "unknownField: x\nspec: {foo: a}").message())
        .contains(".unknownField: field not declared in schema");
    assertThat(
            applied(
                    "open.example.org",
                    "spec: {unknown: x, template: {apiVersion: v1, kind: Sub, metadata: {unknownSub: x}}}")
                .message())
        .contains(".spec.template.metadata.unknownSub: field not declared in schema");
    assertThat(applied("open.example.org", "spec:\n  foo: a\n  foo: b").isCode(400).message())
        .contains("line 7: key \"foo\" already set in map");
    var deployment =
        "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'d'},'spec':{'unknownField':"
            + "'x','replicas':2,'replicas':3,'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{"
            + "'labels':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i'}]}}}}";
    assertThat(
            admin
                .post(
                    "/apis/apps/v1/namespaces/default/deployments?fieldValidation=Strict",
                    deployment)
                .isCode(400)
                .message())
        .contains(
            "strict decoding error: unknown field \"spec.unknownField\", duplicate field"
                + " \"spec.replicas\"");
  }

  private static TestServer.Answer applied(String group, String content) throws Exception {
    return admin.apply(
        "/apis/" + group + "/v1/namespaces/default/things/t?fieldManager=m&fieldValidation=Strict",
        "apiVersion: " + group + "/v1\nkind: Thing\nmetadata:\n  name: t\n" + content + "\n");
  }

  @Test
  void objectsOfARunningDefinitionAreWatched() throws Exception {
    define("seen.example.com", version("v1", true, "{'type':'object'}"));
    var things = "/apis/seen.example.com/v1/namespaces/default/things";
    var thing = "{'apiVersion':'seen.example.com/v1','kind':'Thing','metadata':{'name':'t'}}";
    await(() -> admin.get(things).code() == 200);
    var start = admin.get(things).body().at("/metadata/resourceVersion").stringValue();
    await(() -> admin.post(things, thing).code() == 201);
    admin.patch(things + "/t", "{'metadata':{'labels':{'a':'b'}}}").isCode(200);
    admin.send("DELETE", things + "/t", "").isCode(200);
    var events =
        server.watchUntil(
            things + "?resourceVersion=" + start,
            event -> event.path("type").asString("").equals("DELETED"));
    assertThat(events.stream().map(event -> event.path("type").stringValue()))
        .containsExactly("ADDED", "MODIFIED", "DELETED");
  }
}
