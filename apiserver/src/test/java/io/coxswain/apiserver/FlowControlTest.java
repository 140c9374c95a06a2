package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.TestServer.Session;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Priority and fairness on a real server. */
class FlowControlTest {
  private static final String GROUP = "/apis/flowcontrol.apiserver.k8s.io/v1/";
  private static final String SCHEMAS = GROUP + "flowschemas";
  private static final String LEVELS = GROUP + "prioritylevelconfigurations";
  private static final String FLOW = "X-Kubernetes-PF-FlowSchema-UID";
  private static final String LEVEL = "X-Kubernetes-PF-PriorityLevel-UID";

  @TempDir static Path directory;
  private static TestServer server;
  private static Session admin;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode await(String path, Predicate<JsonNode> wanted) throws Exception {
    var end = System.nanoTime() + 60_000_000_000L;
    while (true) {
      var body = admin.get(path).body();
      if (wanted.test(body)) {
        return body;
      }
      assertThat(System.nanoTime()).as("%s", body).isLessThan(end);
    }
  }

  private static boolean dangles(JsonNode schema, String status) {
    return schema.at("/status/conditions/0/status").asString("").equals(status);
  }

  @Test
  void aNewClusterHasItsLevelsAndSchemas() throws Exception {
    assertThat(admin.get(LEVELS).body().at("/items").size()).isGreaterThanOrEqualTo(8);
    var probes = await(SCHEMAS + "/probes", schema -> dangles(schema, "False"));
    assertThat(probes.at("/spec/priorityLevelConfiguration/name").asString()).isEqualTo("exempt");
    assertThat(probes.at("/metadata/annotations").toString())
        .isEqualTo("{\"apf.kubernetes.io/autoupdate-spec\":\"true\"}");
    assertThat(probes.at("/status/conditions/0/message").asString())
        .isEqualTo(
            "This FlowSchema references the PriorityLevelConfiguration object named \"exempt\""
                + " and it exists");
  }

  @Test
  void answersNameWhatLetThemIn() throws Exception {
    await(SCHEMAS + "/probes", schema -> dangles(schema, "False")); // the objects are in use
    var uid = admin.get(SCHEMAS + "/exempt").body().at("/metadata/uid").asString();
    var answer = admin.get("/api/v1/namespaces").response().headers();
    assertThat(answer.firstValue(FLOW)).contains(uid);
    var jane = server.as("jane").get("/api/v1/namespaces").isCode(403).response().headers();
    assertThat(jane.firstValue(FLOW))
        .contains(admin.get(SCHEMAS + "/global-default").body().at("/metadata/uid").asString());
    assertThat(jane.firstValue(LEVEL))
        .contains(admin.get(LEVELS + "/global-default").body().at("/metadata/uid").asString());
    var broken = server.nobody().with("Authorization", "Bearer x").get("/api").isCode(401);
    assertThat(broken.response().headers().firstValue(FLOW)).isEmpty();
  }

  @Test
  void aJailHoldsItsRequestsUntilItOpens() throws Exception {
    admin
        .post(
            SCHEMAS,
            "{'metadata':{'name':'prison'},'spec':{'priorityLevelConfiguration':{'name':'jail'},"
                + "'matchingPrecedence':50,'rules':[{'subjects':[{'kind':'User','user':"
                + "{'name':'prisoner'}}],'nonResourceRules':[{'verbs':['*'],"
                + "'nonResourceURLs':['/version']}]}]}}")
        .isCode(201);
    var dangling = await(SCHEMAS + "/prison", schema -> dangles(schema, "True"));
    assertThat(dangling.at("/status/conditions/0/reason").asString()).isEqualTo("NotFound");
    var prisoner = server.as("prisoner");
    prisoner.get("/version").isCode(200); // it is passed over while it leads nowhere

    admin
        .post(
            LEVELS,
            "{'metadata':{'name':'jail'},'spec':{'type':'Limited','limited':{"
                + "'nominalConcurrencyShares':0,'borrowingLimitPercent':0,'limitResponse':{"
                + "'type':'Queue','queuing':{'queues':1,'handSize':1,'queueLengthLimit':1}}}}}")
        .isCode(201);
    await(SCHEMAS + "/prison", schema -> dangles(schema, "False"));
    var tooLong = prisoner.get("/version?timeout=40ms").isCode(429); // waits a quarter of it
    assertThat(tooLong.response().body()).isEqualTo("Too many requests, please try again later.\n");
    assertThat(tooLong.response().headers().firstValue("Retry-After")).contains("1");
    var held = prisoner.begin("/version");
    var metric =
        "apiserver_flowcontrol_current_inqueue_requests{flow_schema=\"prison\","
            + "priority_level=\"jail\"} 1";
    while (!admin.get("/metrics").response().body().contains(metric)) {
      assertThat(held).isNotDone();
    }
    var refused = prisoner.get("/version").isCode(429);
    assertThat(refused.response().headers().firstValue(LEVEL))
        .contains(admin.get(LEVELS + "/jail").body().at("/metadata/uid").asString());
    assertThat(held).isNotDone();
    admin
        .send(
            "PATCH", LEVELS + "/jail", "{\"spec\":{\"limited\":{\"nominalConcurrencyShares\":5}}}")
        .isCode(200);
    assertThat(held.get().statusCode()).isEqualTo(200);
    var metrics = admin.get("/metrics").response().body();
    assertThat(metrics)
        .contains(
            "apiserver_flowcontrol_rejected_requests_total{flow_schema=\"prison\","
                + "priority_level=\"jail\",reason=\"queue-full\"} 1",
            "apiserver_flowcontrol_rejected_requests_total{flow_schema=\"prison\","
                + "priority_level=\"jail\",reason=\"time-out\"} 1",
            "apiserver_flowcontrol_nominal_limit_seats{priority_level=\"catch-all\"} ");
  }

  @Test
  void requestsEndInTime() throws Exception {
    var late =
        admin.get("/api/v1/pods?resourceVersion=99999999&timeout=50ms").isCode(504).response();
    assertThat(late.body())
        .contains("Timeout: request did not complete within the allotted timeout");
    assertThat(admin.get("/api/v1/pods?timeout=soon").isCode(400).message())
        .isEqualTo(
            "invalid timeout specified in the request URL - time: invalid duration \"soon\"");
    admin.get("/api/v1/pods?timeout=0s").isCode(200);
  }

  @Test
  void seatsComeBackAfterEveryKindOfRequest() throws Exception {
    var jane = server.as("jane");
    jane.get("/version").isCode(200);
    jane.get("/api/v1/pods").isCode(403);
    jane.get("/nowhere").isCode(403);
    jane.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "{'spec':{}}");
    jane.get("/version?timeout=x").isCode(400);
    var gone = "{flow_schema=\"global-default\",priority_level=\"global-default\"} 0";
    var end = System.nanoTime() + 10_000_000_000L;
    String metrics;
    do {
      metrics = admin.get("/metrics").response().body();
      assertThat(System.nanoTime()).as(metrics).isLessThan(end);
    } while (!metrics.contains("apiserver_flowcontrol_current_executing_seats" + gone));
    assertThat(metrics).contains("apiserver_flowcontrol_current_executing_requests" + gone);
  }
}
