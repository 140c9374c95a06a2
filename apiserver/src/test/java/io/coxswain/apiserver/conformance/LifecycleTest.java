package io.coxswain.apiserver.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.TestServer;
import io.coxswain.apiserver.TestServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The life of an object of every kind, as upstream's tests of its "API operations" walk it: create,
 * get, list with selectors, watch, every kind of patch, update, the status apart, delete one,
 * delete those that a selector finds.
 */
class LifecycleTest {
  @TempDir static Path directory;
  private static TestServer server;
  private static TestServer.Session admin;
  private static String signingRequest;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    admin = server.admin();
    signingRequest = signingRequest();
    admin.post("/api/v1/namespaces", "{'metadata':{'name':'walks'}}").isCode(201);
    admin
        .post("/api/v1/namespaces/walks/serviceaccounts", "{'metadata':{'name':'default'}}")
        .isCode(201);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String signingRequest() throws Exception {
    var generator = java.security.KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    var keys = generator.generateKeyPair();
    var request =
        new JcaPKCS10CertificationRequestBuilder(
                new X500Name("CN=walk.example.com"), keys.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    return pem("CERTIFICATE REQUEST", request.getEncoded());
  }

  private static String pem(String what, byte[] bytes) {
    var text =
        "-----BEGIN "
            + what
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
            + "\n-----END "
            + what
            + "-----\n";
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  static Stream<Kind> kinds() throws Exception {
    try (var text = LifecycleTest.class.getResourceAsStream("lifecycles.yaml")) {
      return new YAMLMapper().readTree(text).valueStream().map(Kind::of).toList().stream();
    }
  }

  /** A line of the table. */
  record Kind(String at, String name, JsonNode object, JsonNode status, String keeps) {
    static Kind of(JsonNode line) {
      return new Kind(
          line.path("at").stringValue(),
          line.path("name").asString("walk-{n}"),
          line.path("object"),
          line.path("status"),
          line.path("keeps").asString(""));
    }

    private String path(String namespace) {
      var parts = at.split("/");
      var resource = parts[parts.length - 1];
      var version = at.substring(0, at.length() - resource.length());
      return (parts.length == 2 ? "/api/" : "/apis/") + version + namespace + resource;
    }

    String name(int number) {
      return name.replace("{n}", "" + number);
    }

    String body(int number, String labels) throws Exception {
      var made = (ObjectNode) object.deepCopy();
      made.putObject("metadata").put("name", name(number));
      ((ObjectNode) made.get("metadata")).putObject("labels").put("walk", labels);
      return fill(made.toString()).replace("{n}", "" + number);
    }

    private static String fill(String text) throws Exception {
      return text.replace("{csr}", signingRequest)
          .replace(
              "{certificate}",
              Base64.getEncoder().encodeToString(Files.readAllBytes(directory.resolve("ca.crt"))));
    }

    String statusBody() throws Exception {
      return fill(status.toString());
    }

    @Override
    public String toString() {
      return at;
    }
  }

  @Test
  void everyKindThatIsServedIsWalked() throws Exception {
    var served = new ArrayList<String>();
    for (var path : groups()) {
      for (var resource : admin.get(path).isCode(200).body().path("resources")) {
        var verbs = resource.path("verbs").valueStream().map(JsonNode::stringValue).toList();
        if (verbs.contains("deletecollection") && verbs.contains("create")) {
          served.add(path.replaceFirst("^/apis?/", "") + "/" + resource.path("name").stringValue());
        }
      }
    }
    assertThat(kinds().map(Kind::at)).containsExactlyInAnyOrderElementsOf(served);
  }

  private static List<String> groups() throws Exception {
    var paths = new ArrayList<>(List.of("/api/v1"));
    for (var group : admin.get("/apis").isCode(200).body().path("groups")) {
      if (group.path("name").stringValue().endsWith(".example.com")) {
        continue; // what a walk left behind for a moment
      }
      for (var version : group.path("versions")) {
        paths.add("/apis/" + version.path("groupVersion").stringValue());
      }
    }
    return paths;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isWalked(Kind kind) throws Exception {
    var everywhere = kind.path("");
    var namespaced = namespaced(kind);
    var here = namespaced ? kind.path("namespaces/walks/") : everywhere;
    for (var i = 1; i <= 3; i++) {
      var made = admin.send("POST", here, kind.body(i, i < 3 ? "on" : "off")).isCode(201).body();
      assertThat(made.at("/metadata/uid").stringValue()).isNotEmpty();
      assertThat(made.at("/metadata/name").stringValue()).isEqualTo(kind.name(i));
    }
    var first = here + "/" + kind.name(1);
    var second = here + "/" + kind.name(2);
    var third = here + "/" + kind.name(3);
    var start = isListed(here, everywhere, kind);

    isPatchedAndUpdated(first);
    if (!kind.status().isMissingNode()) {
      hasAStatus(first, kind);
    }
    admin.patch(third, "{'metadata':{'labels':{'walk':'on'}}}").isCode(200);
    admin.patch(third, "{'metadata':{'labels':{'walk':'off'}}}").isCode(200);
    isDeleted(first);
    assertThat(names(here)).containsExactly(kind.name(2));

    admin
        .send("DELETE", here + "?labelSelector=walk%3Don&propagationPolicy=Background", "")
        .isCode(200);
    isGone(second);
    admin.get(third).isCode(200);
    isTold(everywhere + "?labelSelector=walk%3Don&resourceVersion=" + start, kind);
    isDeleted(third);
  }

  @Test
  void signingRequestsAreApprovedApart() throws Exception {
    var requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
    var made =
        admin
            .post(
                requests,
                "{'metadata':{'generateName':'csr-'},'spec':{'signerName':'example.com/approved',"
                    + "'usages':['digital signature','server auth'],'request':'"
                    + signingRequest
                    + "'}}")
            .isCode(201)
            .body();
    var approval = requests + "/" + made.at("/metadata/name").stringValue() + "/approval";
    assertThat(admin.get(approval).isCode(200).body().at("/metadata/uid"))
        .isEqualTo(made.at("/metadata/uid"));
    var patched =
        admin
            .patch(
                approval,
                "{'metadata':{'annotations':{'patchedapproval':'true'}},'status':{'conditions':[{"
                    + "'type':'ApprovalPatch','status':'True','reason':'e2e'}]}}")
            .isCode(200)
            .body();
    assertThat(patched.at("/metadata/annotations/patchedapproval").stringValue()).isEqualTo("true");
    assertThat(patched.at("/status/conditions")).hasSize(1);
    ((ObjectNode) patched.path("status"))
        .withArrayProperty("conditions")
        .addObject()
        .put("type", "Approved")
        .put("status", "True")
        .put("reason", "E2E")
        .put("message", "Set from a test");
    var updated = admin.send("PUT", approval, patched.toString()).isCode(200).body();
    assertThat(updated.at("/status/conditions/1/type").stringValue()).isEqualTo("Approved");
    var found = admin.get(requests + "?fieldSelector=spec.signerName%3Dexample.com%2Fapproved");
    assertThat(found.isCode(200).body().path("items")).hasSize(1);
  }

  private static boolean namespaced(Kind kind) throws Exception {
    var parts = kind.at().split("/");
    var resource = parts[parts.length - 1];
    var version = kind.path("").replaceFirst("/[^/]*$", "");
    for (var served : admin.get(version).isCode(200).body().path("resources")) {
      if (served.path("name").stringValue().equals(resource)) {
        return served.path("namespaced").booleanValue();
      }
    }
    throw new AssertionError(kind + " is not in " + version);
  }

  private static List<String> names(String path) throws Exception {
    return admin
        .get(path + (path.contains("?") ? "&" : "?") + "labelSelector=walk%3Don")
        .isCode(200)
        .body()
        .path("items")
        .valueStream()
        .map(item -> item.at("/metadata/name").stringValue())
        .toList();
  }

  /** The revision at which it was. */
  private static String isListed(String here, String everywhere, Kind kind) throws Exception {
    assertThat(names(here)).containsExactly(kind.name(1), kind.name(2));
    assertThat(names(everywhere)).containsExactly(kind.name(1), kind.name(2));
    var field = "fieldSelector=metadata.name%3D" + kind.name(2);
    assertThat(names(everywhere + "?" + field)).containsExactly(kind.name(2));
    var page = admin.get(everywhere + "?limit=1&labelSelector=walk%3Don").isCode(200).body();
    assertThat(page.path("items")).hasSize(1);
    var next = page.at("/metadata/continue").stringValue();
    assertThat(names(everywhere + "?limit=1&continue=" + next)).containsExactly(kind.name(2));
    return page.at("/metadata/resourceVersion").stringValue();
  }

  private static void isPatchedAndUpdated(String path) throws Exception {
    has(admin.patch(path, "{'metadata':{'annotations':{'merged':'true'}}}"), "merged");
    has(admin.strategicPatch(path, "{'metadata':{'annotations':{'combined':'true'}}}"), "combined");
    has(
        admin.jsonPatch(
            path, "[{\"op\":\"add\",\"path\":\"/metadata/annotations/added\",\"value\":\"true\"}]"),
        "added");
    retried(
        () -> {
          var object = admin.get(path).isCode(200).body();
          annotations(object).put("updated", "true");
          return admin.send("PUT", path, object.toString());
        });
    var object = admin.get(path).isCode(200).body();
    for (var annotation : List.of("merged", "combined", "added", "updated")) {
      assertThat(object.at("/metadata/annotations").has(annotation)).as(annotation).isTrue();
    }
  }

  /** Somebody else may have written in between: controllers of the server itself do. */
  private static Answer retried(Callable<Answer> update) throws Exception {
    var answer = update.call();
    for (var i = 0; i < 10 && answer.code() == 409; i++) {
      answer = update.call();
    }
    return answer.isCode(200);
  }

  private static ObjectNode annotations(JsonNode object) {
    return ((ObjectNode) object.path("metadata")).withObjectProperty("annotations");
  }

  private static void has(Answer answer, String annotation) {
    assertThat(answer.isCode(200).body().at("/metadata/annotations/" + annotation).asString(""))
        .isEqualTo("true");
  }

  private static void hasAStatus(String path, Kind kind) throws Exception {
    var status = path + "/status";
    var object = admin.get(path).isCode(200).body();
    assertThat(admin.get(status).isCode(200).body().at("/metadata/uid"))
        .isEqualTo(object.at("/metadata/uid"));

    var metadata = "{'annotations':{'patchedstatus':'true'},'labels':{'patchedstatus':'true'}}";
    var patched =
        admin
            .patch(status, "{'metadata':" + metadata + ",'status':" + kind.statusBody() + "}")
            .isCode(200)
            .body();
    contains(patched.path("status"), io.coxswain.api.Json.tree(kind.statusBody()), "status");
    assertThat(patched.path("spec")).isEqualTo(object.path("spec"));
    assertThat(patched.at("/metadata/annotations").has("patchedstatus"))
        .isEqualTo(!kind.keeps().equals("all"));
    assertThat(patched.at("/metadata/labels").has("patchedstatus"))
        .isEqualTo(kind.keeps().isEmpty());

    if (kind.status().has("conditions")) {
      retried(
          () -> {
            var changed = (ObjectNode) admin.get(status).isCode(200).body();
            ((ObjectNode) changed.path("status"))
                .withArrayProperty("conditions")
                .addObject()
                .put("type", "StatusUpdate")
                .put("status", "True")
                .put("reason", "E2E")
                .put("message", "Set from a test")
                .put("lastTransitionTime", "2026-01-02T03:04:05Z");
            return admin.send("PUT", status, changed.toString());
          });
      var types =
          admin
              .get(path)
              .body()
              .at("/status/conditions")
              .valueStream()
              .map(condition -> condition.path("type").stringValue());
      assertThat(types).contains("Walked", "StatusUpdate");
    }
    // what is written to the object itself leaves the status alone
    var before = admin.get(path).body().path("status");
    var untouched = admin.patch(path, "{'status':null}").isCode(200).body();
    contains(untouched.path("status"), before, "status");
  }

  private static void contains(JsonNode found, JsonNode wanted, String where) {
    if (wanted.isObject()) {
      wanted
          .propertyStream()
          .forEach(e -> contains(found.path(e.getKey()), e.getValue(), where + "." + e.getKey()));
    } else if (wanted.isArray()) {
      assertThat(found.size()).as(where).isGreaterThanOrEqualTo(wanted.size());
      for (var i = 0; i < wanted.size(); i++) {
        contains(found.path(i), wanted.path(i), where + "[" + i + "]");
      }
    } else if (!wanted.isNull()) {
      assertThat(found).as(where).isEqualTo(wanted);
    }
  }

  private static void isDeleted(String path) throws Exception {
    admin.send("DELETE", path + "?propagationPolicy=Background", "").isCode(200);
    isGone(path);
  }

  /** Some kinds are held by a finalizer whose controller does not run here. */
  private static void isGone(String path) throws Exception {
    var deadline = System.nanoTime() + 60_000_000_000L;
    for (var left = admin.get(path); left.code() != 404; left = admin.get(path)) {
      assertThat(left.body().at("/metadata").has("deletionTimestamp")).isTrue();
      assertThat(System.nanoTime()).as("%s", left.body()).isLessThan(deadline);
      if (left.body().at("/metadata/finalizers/0").asString("").startsWith("kubernetes.io/")) {
        admin.patch(path, "{'metadata':{'finalizers':null}}");
      }
    }
  }

  /** The watch of a selector: objects come and go with their label, and revisions only rise. */
  private static void isTold(String watch, Kind kind) throws Exception {
    var second = kind.name(2);
    var events =
        server.watchUntil(
            watch,
            event ->
                is(event, "DELETED", second) || event.path("type").asString("").equals("ERROR"));
    assertThat(types(events, kind.name(1))).matches("(MODIFIED )+DELETED ");
    assertThat(types(events, second)).matches("(MODIFIED )*DELETED ");
    assertThat(types(events, kind.name(3))).matches("ADDED (MODIFIED )*DELETED ");
    var revision = 0L;
    for (var event : events) {
      assertThat(event.at("/object/metadata/labels/walk").stringValue()).isEqualTo("on");
      var told = Long.parseLong(event.at("/object/metadata/resourceVersion").stringValue());
      assertThat(told).isGreaterThan(revision);
      revision = told;
    }
  }

  private static boolean is(JsonNode event, String type, String name) {
    return event.path("type").asString("").equals(type)
        && event.at("/object/metadata/name").asString("").equals(name);
  }

  private static String types(List<JsonNode> events, String name) {
    var types = new StringBuilder();
    for (var event : events) {
      if (event.at("/object/metadata/name").asString("").equals(name)) {
        types.append(event.path("type").stringValue()).append(' ');
      }
    }
    return types.toString();
  }
}
