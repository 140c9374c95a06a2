package io.coxswain.apiserver;

import static io.coxswain.apiserver.webhook.WebhookServer.allowed;
import static io.coxswain.apiserver.webhook.WebhookServer.denied;
import static io.coxswain.apiserver.webhook.WebhookServer.patched;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.webhook.WebhookServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operator as kubebuilder scaffolds one: a definition with two versions, a conversion webhook, a
 * defaulting and a validating webhook for the newer version; clients use the older one, too.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorLifeTest {
  private static final String OLD = "/apis/batch.tutorial.io/v1/namespaces/default/jobs";
  private static final String NEW = "/apis/batch.tutorial.io/v2/namespaces/default/jobs";
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final Path KUBECTL = Path.of("/usr/lib/google-cloud-sdk/bin/kubectl.1.33");

  @TempDir static Path directory;
  private static final AtomicInteger CONVERSIONS = new AtomicInteger();
  private static TestServer server;
  private static WebhookServer operator;
  private static TestServer.Session admin;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    operator = new WebhookServer(directory.resolve("operator"));
    admin = server.admin();
    operator.on("/convert", OperatorLifeTest::convert);
    operator.admit(
        "/default",
        request ->
            request.at("/object/spec").has("policy")
                ? allowed()
                : patched("[{'op':'add','path':'/spec/policy','value':'Allow'}]"));
    operator.admit(
        "/validate",
        request ->
            request.at("/object/spec/schedule/minute").asString("").equals("61")
                ? denied(422, "Invalid", "spec.schedule.minute: must be below 60")
                : allowed());
    admin.post(DEFINITIONS, definition()).isCode(201);
    await(() -> admin.get(NEW).code() == 200 && admin.get(OLD).code() == 200);
    admin.post(webhooks("mutating"), webhook("default", "/default")).isCode(201);
    admin.post(webhooks("validating"), webhook("validate", "/validate")).isCode(201);
  }

  @AfterAll
  static void stop() {
    operator.close();
    server.close();
  }

  private static String definition() {
    return "{'metadata':{'name':'jobs.batch.tutorial.io'},'spec':{'group':'batch.tutorial.io',"
        + "'scope':'Namespaced','names':{'plural':'jobs','singular':'job','kind':'Job',"
        + "'listKind':'JobList'},'conversion':{'strategy':'Webhook','webhook':{'clientConfig':"
        + operator.client("/convert")
        + ",'conversionReviewVersions':['v1']}},'versions':["
        + version("v1", true, "'schedule':{'type':'string'}")
        + ","
        + version(
            "v2",
            false,
            "'schedule':{'type':'object','properties':{'minute':{'type':'string'},"
                + "'hour':{'type':'string'}}}")
        + "]}}";
  }

  private static String version(String name, boolean storage, String schedule) {
    return "{'name':'"
        + name
        + "','served':true,'storage':"
        + storage
        + ",'subresources':{'status':{}},'schema':{'openAPIV3Schema':{'type':'object','properties':"
        + "{'spec':{'type':'object','properties':{"
        + schedule
        + ",'policy':{'type':'string','enum':['Allow','Forbid']}}},'status':{'type':'object',"
        + "'properties':{'active':{'type':'integer'}}}}}}}";
  }

  private static String webhooks(String kind) {
    return "/apis/admissionregistration.k8s.io/v1/" + kind + "webhookconfigurations";
  }

  private static String webhook(String name, String path) {
    return "{'metadata':{'name':'"
        + name
        + "'},'webhooks':[{'name':'"
        + name
        + ".tutorial.io','sideEffects':'None','admissionReviewVersions':['v1'],'clientConfig':"
        + operator.client(path)
        + ",'rules':[{'apiGroups':['batch.tutorial.io'],'apiVersions':['v2'],"
        + "'operations':['CREATE','UPDATE'],'resources':['jobs']}]}]}";
  }

  /** v1 has the schedule as one text, v2 in parts. */
  private static JsonNode convert(JsonNode review) {
    CONVERSIONS.incrementAndGet();
    var request = review.path("request");
    var answer = Json.mapper().createObjectNode();
    answer.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "ConversionReview");
    var response = answer.putObject("response").put("uid", request.path("uid").asString());
    response.putObject("result").put("status", "Success");
    var converted = response.putArray("convertedObjects");
    for (var object : request.path("objects")) {
      var copy = (ObjectNode) object.deepCopy();
      copy.set("apiVersion", request.get("desiredAPIVersion"));
      var spec = (ObjectNode) copy.path("spec");
      if (request.path("desiredAPIVersion").asString().endsWith("/v2")) {
        var parts = spec.path("schedule").asString("* *").split(" ");
        spec.putObject("schedule").put("minute", parts[0]).put("hour", parts[1]);
      } else {
        var parts = spec.path("schedule");
        spec.put(
            "schedule",
            parts.path("minute").asString("*") + " " + parts.path("hour").asString("*"));
      }
      converted.add(copy);
    }
    return answer;
  }

  /** The lines of a watch that has begun. */
  private static Stream<String> watch(HttpClient client, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    var answer = client.send(request, BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  private static void await(Check check) throws Exception {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!check.holds()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static String job(String version, String name, String spec) {
    return "{'apiVersion':'batch.tutorial.io/"
        + version
        + "','kind':'Job','metadata':{'name':'"
        + name
        + "'},'spec':"
        + spec
        + "}";
  }

  @Test
  @Order(1)
  void bothVersionsAreAdmittedByTheWebhooksOfTheNewerOne() throws Exception {
    var old = admin.post(OLD, job("v1", "old", "{'schedule':'5 4'}")).isCode(201).body();
    assertThat(old.at("/apiVersion").asString()).isEqualTo("batch.tutorial.io/v1");
    assertThat(old.at("/spec/schedule").asString()).isEqualTo("5 4");
    assertThat(old.at("/spec/policy").asString()).isEqualTo("Allow");
    admin.post(NEW, job("v2", "new", "{'schedule':{'minute':'1','hour':'2'}}")).isCode(201);
    var refused = admin.post(OLD, job("v1", "wrong", "{'schedule':'61 4'}")).isCode(422);
    assertThat(refused.message())
        .isEqualTo(
            "admission webhook \"validate.tutorial.io\" denied the request: spec.schedule.minute:"
                + " must be below 60");
    var asked = operator.requests().getLast();
    assertThat(asked.at("/kind/version").asString()).isEqualTo("v2");
    assertThat(asked.at("/requestKind/version").asString()).isEqualTo("v1");
    assertThat(asked.at("/requestResource/version").asString()).isEqualTo("v1");
  }

  @Test
  @Order(2)
  void eachVersionReadsAllObjectsInItsForm() throws Exception {
    assertThat(admin.get(NEW + "/old").isCode(200).body().at("/spec/schedule/hour").asString())
        .isEqualTo("4");
    assertThat(admin.get(OLD + "/new").isCode(200).body().at("/spec/schedule").asString())
        .isEqualTo("1 2");
    var list = admin.get(NEW).isCode(200).body().path("items");
    assertThat(list).hasSize(2);
    list.forEach(
        item -> assertThat(item.path("apiVersion").asString()).isEqualTo("batch.tutorial.io/v2"));
    var before = CONVERSIONS.get();
    for (var i = 0; i < 5; i++) {
      admin.get(NEW).isCode(200);
    }
    assertThat(CONVERSIONS.get()).isEqualTo(before);
  }

  @Test
  @Order(3)
  void updatesKeepWhatTheOtherVersionWrote() throws Exception {
    var object = (ObjectNode) admin.get(NEW + "/old").body();
    ((ObjectNode) object.path("spec").path("schedule")).put("minute", "7");
    admin.send("PUT", NEW + "/old", object.toString()).isCode(200);
    assertThat(admin.get(OLD + "/old").body().at("/spec/schedule").asString()).isEqualTo("7 4");
    var status = (ObjectNode) admin.get(NEW + "/old").body();
    status.putObject("status").put("active", 3);
    admin.send("PUT", NEW + "/old/status", status.toString()).isCode(200);
    assertThat(admin.get(OLD + "/old").body().at("/status/active").asInt()).isEqualTo(3);
  }

  @Test
  @Order(4)
  void watchesTellChangesInTheirVersion() throws Exception {
    var version = admin.get(NEW).body().at("/metadata/resourceVersion").asString();
    admin.post(OLD, job("v1", "watched", "{'schedule':'8 9'}")).isCode(201);
    var events =
        admin
            .get(NEW + "?watch=true&timeoutSeconds=1&resourceVersion=" + version)
            .response()
            .body()
            .lines()
            .map(Json::tree)
            .toList();
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().at("/type").asString()).isEqualTo("ADDED");
    assertThat(events.getFirst().at("/object/spec/schedule/minute").asString()).isEqualTo("8");
    admin.send("DELETE", OLD + "/watched", "").isCode(200);
  }

  @Test
  @Order(5)
  void kubectlAppliesEitherVersion() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(KUBECTL), "no kubectl on this machine");
    var manifest = directory.resolve("job.yaml");
    Files.writeString(manifest, job("v2", "applied", "{'schedule':{'minute':'3','hour':'3'}}"));
    assertThat(kubectl("apply", "-f", manifest.toString()))
        .isEqualTo("job.batch.tutorial.io/applied created");
    Files.writeString(manifest, job("v2", "applied", "{'schedule':{'minute':'61','hour':'3'}}"));
    assertThat(kubectl("apply", "-f", manifest.toString()))
        .contains("admission webhook \"validate.tutorial.io\" denied the request: spec.schedule");
    Files.writeString(manifest, job("v1", "applied", "{'schedule':'4 4'}"));
    assertThat(kubectl("apply", "--server-side", "--force-conflicts", "-f", manifest.toString()))
        .isEqualTo("job.batch.tutorial.io/applied serverside-applied");
    assertThat(
            kubectl(
                "get", "jobs.v2.batch.tutorial.io", "applied", "-o", "jsonpath={.spec.schedule}"))
        .isEqualTo("{\"hour\":\"4\",\"minute\":\"4\"}");
  }

  @Test
  @Order(6)
  void withoutItsWebhookNothingOfTheOtherVersionIsReadOrWritten() throws Exception {
    var version = admin.get(NEW).body().at("/metadata/resourceVersion").asString();
    var client = server.client("O=system:masters,CN=w", HttpClient.Version.HTTP_1_1);
    var watch = watch(client, NEW + "?watch=true&timeoutSeconds=30&resourceVersion=" + version);
    operator.on(
        "/convert",
        review -> {
          var answer = (ObjectNode) convert(review);
          ((ObjectNode) answer.path("response"))
              .putObject("result")
              .put("status", "Failed")
              .put("message", "out of order");
          return answer;
        });
    admin.post(OLD, job("v1", "late", "{'schedule':'1 1','policy':'Allow'}")).isCode(500);
    assertThat(
            admin
                .post(NEW, job("v2", "late", "{'schedule':{'minute':'1','hour':'1'}}"))
                .isCode(500)
                .message())
        .isEqualTo("conversion webhook for batch.tutorial.io/v2, Kind=Job failed: out of order");
    admin.get(OLD + "/old").isCode(200);
    admin.send("DELETE", webhooks("mutating") + "/default", "").isCode(200);
    admin.send("DELETE", webhooks("validating") + "/validate", "").isCode(200);
    await(() -> admin.post(OLD, job("v1", "late", "{'schedule':'1 1'}")).code() != 500);
    assertThat(admin.get(NEW).isCode(500).message())
        .isEqualTo("conversion webhook for batch.tutorial.io/v1, Kind=Job failed: out of order");
    var ends = watch.map(Json::tree).toList();
    assertThat(ends).hasSize(1);
    assertThat(ends.getFirst().at("/type").asString()).isEqualTo("ERROR");
    assertThat(ends.getFirst().at("/object/code").asInt()).isEqualTo(500);
    assertThat(ends.getFirst().at("/object/message").asString())
        .isEqualTo("conversion webhook for batch.tutorial.io/v1, Kind=Job failed: out of order");
    client.close();
    operator.on("/convert", OperatorLifeTest::convert);
    assertThat(admin.get(NEW + "/late").isCode(200).body().at("/spec/schedule/hour").asString())
        .isEqualTo("1");
  }

  @Test
  @Order(7)
  void aWebhookMayNotChangeWhoAnObjectIs() throws Exception {
    operator.on(
        "/convert",
        review -> {
          var answer = (ObjectNode) convert(review);
          for (var object : answer.path("response").path("convertedObjects")) {
            ((ObjectNode) object.path("metadata")).put("name", "other");
          }
          return answer;
        });
    assertThat(
            admin
                .post(NEW, job("v2", "same", "{'schedule':{'minute':'1','hour':'1'}}"))
                .isCode(500)
                .message())
        .isEqualTo(
            "conversion webhook for batch.tutorial.io/v2, Kind=Job returned invalid object: must"
                + " have the same name: same != other");
    operator.on("/convert", OperatorLifeTest::convert);
  }

  private static String kubectl(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(KUBECTL.toString());
    command.add("--kubeconfig=" + server.kubeconfig());
    command.add("--cache-dir=" + directory.resolve("kubectl-cache"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      var output = String.join("\n", reader.lines().toList());
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return output.strip();
    }
  }
}
