package io.coxswain.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.audit.backend.AuditOptions.Mode;
import io.coxswain.apiserver.webhook.WebhookServer;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the audit log tells of requests, at each level and stage. */
class AuditTest {
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      rules:
      - {level: None, nonResourceURLs: ['/readyz*']}
      - {level: None, namespaces: [quiet]}
      - {level: RequestResponse, namespaces: [whole], omitManagedFields: true}
      - {level: Request, namespaces: [asked]}
      - {level: Metadata, namespaces: [brief], omitStages: [RequestReceived]}
      - {level: RequestResponse, omitManagedFields: false}
      """;
  private static final String HOOKS = "/apis/admissionregistration.k8s.io/v1/";

  @TempDir static Path directory;
  private static TestServer server;
  private static AuditLog log;
  private static TestServer.Session admin;
  private static int number;

  @BeforeAll
  static void start() throws Exception {
    log = new AuditLog(directory.resolve("audit.log"));
    server =
        TestServer.start(
            directory, AuditLog.options(directory, log.file().toString(), Mode.BLOCKING, POLICY));
    admin = server.admin().with("User-Agent", "test/1");
    for (var namespace : List.of("whole", "asked", "brief", "quiet")) {
      admin.post("/api/v1/namespaces", "{'metadata':{'name':'" + namespace + "'}}").isCode(201);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String maps(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/configmaps";
  }

  private static String id() {
    return "id-" + ++number;
  }

  private static void assertEvent(JsonNode event, String expected) {
    assertThat(AuditLog.timeless(event)).isEqualTo(Json.tree(expected.replace('\'', '"')));
  }

  private static JsonNode complete(String id) throws Exception {
    return log.await(id, "ResponseComplete");
  }

  @Test
  void metadataSaysWhoDidWhat() throws Exception {
    var id = id();
    var answer =
        admin
            .with("Audit-ID", id)
            .with("X-Forwarded-For", "10.1.2.3, nonsense")
            .post(maps("brief") + "?fieldManager=me", "{'metadata':{'name':'a'}}")
            .isCode(201);
    assertThat(answer.response().headers().firstValue("Audit-Id")).contains(id);
    var events = log.events(id);
    assertThat(events).hasSize(1);
    assertEvent(
        events.getFirst(),
        """
        {'kind':'Event','apiVersion':'audit.k8s.io/v1','level':'Metadata','auditID':'%s',
         'stage':'ResponseComplete',
         'requestURI':'/api/v1/namespaces/brief/configmaps?fieldManager=me','verb':'create',
         'user':{'username':'admin','uid':'1','groups':['system:masters','system:authenticated']},
         'sourceIPs':['10.1.2.3','127.0.0.1'],'userAgent':'test/1',
         'objectRef':{'resource':'configmaps','namespace':'brief','name':'a','apiVersion':'v1'},
         'responseStatus':{'metadata':{},'code':201},
         'annotations':{'authorization.k8s.io/decision':'allow','authorization.k8s.io/reason':''}}
        """
            .formatted(id));
  }

  @Test
  void aRequestIsToldWhenItComesAndWithItsObjectWhenItIsAnswered() throws Exception {
    var id = id();
    admin
        .with("Audit-ID", id)
        .post(maps("asked"), "{'metadata':{'generateName':'a-'},'data':{'k':'<v>'}}")
        .isCode(201);
    var events = log.events(id);
    assertThat(events).hasSize(2);
    assertEvent(
        events.getFirst(),
        """
        {'kind':'Event','apiVersion':'audit.k8s.io/v1','level':'Request','auditID':'%s',
         'stage':'RequestReceived','requestURI':'/api/v1/namespaces/asked/configmaps',
         'verb':'create',
         'user':{'username':'admin','uid':'1','groups':['system:masters','system:authenticated']},
         'sourceIPs':['127.0.0.1'],'userAgent':'test/1',
         'objectRef':{'resource':'configmaps','namespace':'asked','apiVersion':'v1'}}
        """
            .formatted(id));
    assertThat(events.getLast().get("requestObject"))
        .isEqualTo(
            Json.tree(
                "{'kind':'ConfigMap','apiVersion':'v1','metadata':{'generateName':'a-'},'data':{'k':'<v>'}}"
                    .replace('\'', '"')));
    assertThat(events.getLast().has("responseObject")).isFalse();
    assertThat(events.getFirst().get("requestReceivedTimestamp"))
        .isEqualTo(events.getFirst().get("stageTimestamp"))
        .isEqualTo(events.getLast().get("requestReceivedTimestamp"));
  }

  @Test
  void answersAreToldWithoutManagedFieldsInWhateverForm() throws Exception {
    var made = id();
    admin
        .with("Audit-ID", made)
        .post(maps("whole"), "{'metadata':{'name':'m'},'data':{'a':'b'}}")
        .isCode(201);
    assertThat(complete(made).at("/responseObject/metadata/uid").asString()).isNotEmpty();
    assertThat(complete(made).at("/responseObject/metadata").has("managedFields")).isFalse();
    for (var accept :
        List.of(
            "application/json",
            "application/yaml",
            "application/vnd.kubernetes.protobuf",
            "application/json;as=Table;v=v1;g=meta.k8s.io")) {
      var got = id();
      admin.with("Audit-ID", got).with("Accept", accept).get(maps("whole") + "/m").isCode(200);
      var object = complete(got).get("responseObject");
      var table = accept.contains("Table");
      assertThat(object.path("kind").asString()).isEqualTo(table ? "Table" : "ConfigMap");
      var shown = table ? object.at("/rows/0/object") : object;
      assertThat(shown.at("/metadata/name").asString()).isEqualTo("m");
      assertThat(shown.path("metadata").has("managedFields")).isFalse();
    }
    var listed = id();
    var answer = admin.with("Audit-ID", listed).get(maps("whole")).isCode(200);
    assertThat(answer.body().at("/items/0/metadata").has("managedFields")).isTrue();
    assertThat(complete(listed).at("/responseObject/items/0/metadata/name").asString())
        .isEqualTo("m");
    assertThat(complete(listed).at("/responseObject/items/0/metadata").has("managedFields"))
        .isFalse();
  }

  @Test
  void changesAreToldAsTheyAreSent() throws Exception {
    var session = admin.with("Accept", "application/json");
    var made = session.post(maps("whole"), "{'metadata':{'name':'c'}}").isCode(201).body();
    var version = made.at("/metadata/resourceVersion").asString();
    var patched = id();
    session.with("Audit-ID", patched).patch(maps("whole") + "/c", "{'data':{'a':'b'}}").isCode(200);
    assertThat(complete(patched).get("requestObject").toString())
        .isEqualTo("{\"data\":{\"a\":\"b\"}}");
    assertThat(complete(patched).path("verb").asString()).isEqualTo("patch");
    var applied = id();
    session
        .with("Audit-ID", applied)
        .apply(
            maps("whole") + "/c?fieldManager=me",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {x: 'y'}\n")
        .isCode(200);
    assertThat(complete(applied).at("/requestObject/data/x").asString()).isEqualTo("y");
    var updated = id();
    session
        .with("Audit-ID", updated)
        .send("PUT", maps("whole") + "/c", made.toString())
        .isCode(409);
    assertThat(complete(updated).get("objectRef"))
        .isEqualTo(
            Json.tree(
                ("{'resource':'configmaps','namespace':'whole','name':'c','uid':'"
                        + made.at("/metadata/uid").asString()
                        + "','apiVersion':'v1','resourceVersion':'"
                        + version
                        + "'}")
                    .replace('\'', '"')));
    assertThat(complete(updated).at("/responseStatus/reason").asString()).isEqualTo("Conflict");
    var deleted = id();
    session
        .with("Audit-ID", deleted)
        .send("DELETE", maps("whole") + "/c", "{\"propagationPolicy\":\"Background\"}")
        .isCode(200);
    assertThat(complete(deleted).at("/requestObject/propagationPolicy").asString())
        .isEqualTo("Background");
    assertThat(complete(deleted).at("/responseStatus/status").asString()).isEqualTo("Success");
    assertThat(complete(deleted).at("/responseObject/kind").asString()).isEqualTo("Status");
  }

  @Test
  void dryRunsAreTold() throws Exception {
    var id = id();
    admin
        .with("Audit-ID", id)
        .post(maps("whole") + "?dryRun=All", "{'metadata':{'name':'dry'}}")
        .isCode(201);
    assertThat(complete(id).path("requestURI").asString()).endsWith("?dryRun=All");
    assertThat(complete(id).at("/responseObject/metadata/name").asString()).isEqualTo("dry");
  }

  @Test
  void whoActsAsSomebodyElseIsNamedBesideThem() throws Exception {
    var id = id();
    server.as("jane", "dev").with("Audit-ID", id).get(maps("brief")).isCode(403);
    var event = complete(id);
    assertThat(event.at("/user/username").asString()).isEqualTo("admin");
    assertThat(event.get("impersonatedUser").toString())
        .isEqualTo("{\"username\":\"jane\",\"groups\":[\"dev\",\"system:authenticated\"]}");
    assertThat(AuditLog.timeless(event).get("responseStatus"))
        .isEqualTo(
            Json.tree(
                """
                {"metadata":{},"status":"Failure","message":"configmaps is forbidden: User \\"jane\\" cannot list resource \\"configmaps\\" in API group \\"\\" in the namespace \\"brief\\"",
                 "reason":"Forbidden","details":{"kind":"configmaps"},"code":403}
                """));
    assertThat(event.at("/annotations/authorization.k8s.io~1decision").asString())
        .isEqualTo("forbid");
    assertThat(event.get("annotations").has("authorization.k8s.io/reason")).isTrue();
  }

  @Test
  void rolesThatAllowAreNamed() throws Exception {
    var id = id();
    server.as("jane").with("Audit-ID", id).get("/version").isCode(200);
    var event = complete(id);
    assertThat(event.at("/annotations/authorization.k8s.io~1reason").asString())
        .isEqualTo(
            "RBAC: allowed by ClusterRoleBinding \"system:discovery\" of ClusterRole"
                + " \"system:discovery\" to Group \"system:authenticated\"");
    assertThat(event.has("objectRef")).isFalse();
    assertThat(event.has("responseObject")).isFalse();
    assertThat(event.path("verb").asString()).isEqualTo("get");
  }

  @Test
  void whoIsNotRecognisedIsToldOnce() throws Exception {
    var id = id();
    server
        .nobody()
        .with("Authorization", "Bearer wrong")
        .with("User-Agent", "test/1")
        .with("Audit-ID", id)
        .get("/api/v1/nodes")
        .isCode(401);
    var events = log.events(id);
    assertThat(events).hasSize(1);
    assertEvent(
        events.getFirst(),
        """
        {'kind':'Event','apiVersion':'audit.k8s.io/v1','level':'RequestResponse','auditID':'%s',
         'stage':'ResponseStarted','requestURI':'/api/v1/nodes','verb':'list','user':{},
         'sourceIPs':['127.0.0.1'],'userAgent':'test/1',
         'objectRef':{'resource':'nodes','apiVersion':'v1'},
         'responseStatus':{'metadata':{},'status':'Failure','message':'Unauthorized',
                           'reason':'Unauthorized','code':401},
         'responseObject':{'kind':'Status','apiVersion':'v1','metadata':{},'status':'Failure',
                           'message':'Unauthorized','reason':'Unauthorized','code':401}}
        """
            .formatted(id));
  }

  @Test
  void whatThePolicyLeavesOutIsNotTold() throws Exception {
    var id = id();
    var session = admin.with("Audit-ID", id);
    session.get(maps("quiet")).isCode(200);
    session.get("/readyz").isCode(200);
    assertThat(log.events(id)).isEmpty();
  }

  @Test
  void aWatchIsToldWhenItBeginsAndWhenItEnds() throws Exception {
    var id = id();
    admin.with("Audit-ID", id).get(maps("whole") + "?watch=true&timeoutSeconds=1").isCode(200);
    complete(id);
    assertThat(log.events(id))
        .extracting(event -> event.path("stage").asString())
        .containsExactly("RequestReceived", "ResponseStarted", "ResponseComplete");
    var started = log.await(id, "ResponseStarted");
    assertThat(started.path("verb").asString()).isEqualTo("watch");
    assertThat(started.get("responseStatus").toString())
        .isEqualTo("{\"metadata\":{},\"code\":200}");
    assertThat(complete(id).has("responseObject")).isFalse();
  }

  @Test
  void aWatchWhoseClientLeavesIsToldToHaveEnded() throws Exception {
    var id = id();
    try (var socket = server.connect()) {
      var request = "GET " + maps("brief") + "?watch=true";
      socket
          .getOutputStream()
          .write((server.head(request) + "Audit-ID: " + id + "\r\n\r\n").getBytes(UTF_8));
      log.await(id, "ResponseStarted");
      assertThat(log.events(id)).hasSize(1);
    }
    assertThat(complete(id).at("/responseStatus/code").asInt()).isEqualTo(200);
  }

  @Test
  void aConnectionIsToldUntilItEnds() throws Exception {
    var address = ProxiedPods.address();
    var id = id();
    try (var backend = new ServerSocket(0, 1, address)) {
      ProxiedPods.create(admin, "brief", address.getHostAddress(), backend.getLocalPort());
      try (var socket = server.connect()) {
        var head = server.head("GET /api/v1/namespaces/brief/pods/web/proxy/");
        socket
            .getOutputStream()
            .write(
                (head + "Audit-ID: " + id + "\r\nConnection: Upgrade\r\nUpgrade: any\r\n\r\n")
                    .getBytes(UTF_8));
        try (var accepted = backend.accept()) {
          accepted
              .getOutputStream()
              .write(
                  "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: any\r\n\r\n"
                      .getBytes(UTF_8));
          var started = log.await(id, "ResponseStarted");
          assertThat(started.at("/responseStatus/code").asInt()).isEqualTo(101);
          assertThat(started.at("/objectRef/subresource").asString()).isEqualTo("proxy");
          assertThat(log.events(id)).hasSize(1);
        }
      }
    }
    assertThat(complete(id).at("/responseStatus/code").asInt()).isEqualTo(101);
  }

  @Test
  void refusedConnectionsBeginAndEnd() throws Exception {
    var id = id();
    admin.with("Audit-ID", id).post("/api/v1/namespaces/brief/pods/none/exec", "").isCode(404);
    assertThat(log.events(id))
        .extracting(event -> event.path("stage").asString())
        .containsExactly("ResponseStarted", "ResponseComplete");
    assertThat(complete(id).at("/responseStatus/reason").asString()).isEqualTo("NotFound");
  }

  @Test
  void discoveryIsToldAndDeprecationsAreMarked() throws Exception {
    var groups = id();
    admin.with("Audit-ID", groups).get("/apis").isCode(200);
    assertThat(complete(groups).at("/responseObject/kind").asString()).isEqualTo("APIGroupList");
    var old = id();
    admin.with("Audit-ID", old).get("/api/v1/namespaces/brief/endpoints").isCode(200);
    assertThat(complete(old).at("/annotations/k8s.io~1deprecated").asString()).isEqualTo("true");
  }

  @Test
  void issuedTokensAreNamed() throws Exception {
    var accounts = "/api/v1/namespaces/brief/serviceaccounts";
    admin.post(accounts, "{'metadata':{'name':'robot'}}").isCode(201);
    var id = id();
    admin.with("Audit-ID", id).post(accounts + "/robot/token", "{'spec':{}}").isCode(201);
    assertThat(
            complete(id)
                .at("/annotations/authentication.kubernetes.io~1issued-credential-id")
                .asString())
        .startsWith("JTI=");
  }

  @Test
  void webhooksAreToldOf() throws Exception {
    try (var hooks = new WebhookServer(directory.resolve("hooks"))) {
      hooks.admit(
          "/change",
          request -> {
            var answer = WebhookServer.patched("[{'op':'add','path':'/data','value':{'a':'<'}}]");
            answer.putObject("auditAnnotations").put("seen", "yes").put("not a name", "no");
            return answer;
          });
      hooks.admit(
          "/check",
          request -> {
            var answer = WebhookServer.denied(403, "Forbidden", "no");
            answer.putObject("auditAnnotations").put("checked", "all");
            return answer;
          });
      configure(
          "mutating",
          hook("open", "{'url':'https://127.0.0.1:1/gone'}", "Ignore"),
          hook("change", hooks.client("/change"), "Fail"));
      configure(
          "validating",
          hook("closed", "{'url':'https://127.0.0.1:1/gone'}", "Ignore"),
          hook("check", hooks.client("/check"), "Fail"));
      var id = id();
      admin.with("Audit-ID", id).post(maps("asked"), "{'metadata':{'name':'h'}}").isCode(403);
      assertThat(complete(id).get("annotations"))
          .isEqualTo(
              Json.tree(
                  """
                  {"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":"",
                   "change.example.com/seen":"yes",
                   "check.example.com/checked":"all",
                   "failed-open.mutation.webhook.admission.k8s.io/round_0_index_0":"open.example.com",
                   "failed-open.validating.webhook.admission.k8s.io/round_0_index_0":"closed.example.com",
                   "mutation.webhook.admission.k8s.io/round_0_index_0":"{\\"configuration\\":\\"test\\",\\"webhook\\":\\"open.example.com\\",\\"mutated\\":false}",
                   "mutation.webhook.admission.k8s.io/round_0_index_1":"{\\"configuration\\":\\"test\\",\\"webhook\\":\\"change.example.com\\",\\"mutated\\":true}",
                   "patch.webhook.admission.k8s.io/round_0_index_1":"{\\"configuration\\":\\"test\\",\\"webhook\\":\\"change.example.com\\",\\"patch\\":[{\\"op\\":\\"add\\",\\"path\\":\\"/data\\",\\"value\\":{\\"a\\":\\"\\\\u003c\\"}}],\\"patchType\\":\\"JSONPatch\\"}"}
                  """));
      var brief = id();
      admin.with("Audit-ID", brief).post(maps("brief"), "{'metadata':{'name':'h'}}").isCode(403);
      assertThat(complete(brief).get("annotations").propertyNames())
          .noneMatch(name -> name.startsWith("patch."));
    } finally {
      admin.send("DELETE", HOOKS + "mutatingwebhookconfigurations", "").isCode(200);
      admin.send("DELETE", HOOKS + "validatingwebhookconfigurations", "").isCode(200);
    }
  }

  private static String hook(String name, String client, String failure) {
    return ("{'name':'%s.example.com','clientConfig':%s,'failurePolicy':'%s','sideEffects':'None',"
            + "'admissionReviewVersions':['v1'],'rules':[{'operations':['*'],'apiGroups':[''],"
            + "'apiVersions':['v1'],'resources':['configmaps']}]}")
        .formatted(name, client, failure);
  }

  private static void configure(String kind, String... hooks) throws Exception {
    var path = HOOKS + kind + "webhookconfigurations";
    admin
        .post(path, "{'metadata':{'name':'test'},'webhooks':[" + String.join(",", hooks) + "]}")
        .isCode(201);
    admin.get(path).isCode(200); // the watch cache knows it now
  }

  @Test
  void policiesAreToldOf() throws Exception {
    var policies = HOOKS + "validatingadmissionpolicies";
    try {
      admin
          .post(
              policies,
              """
              {'metadata':{'name':'checks.example.com'},'spec':{
               'matchConstraints':{'resourceRules':[{'operations':['CREATE'],'apiGroups':[''],
                 'apiVersions':['v1'],'resources':['secrets']}]},
               'validations':[{'expression':'true'},
                 {'expression':'size(object.metadata.name) < 1','message':'too <long>'}],
               'auditAnnotations':[{'key':'name','valueExpression':'string(object.metadata.name)'},
                 {'key':'none','valueExpression':'null'}]}}
              """)
          .isCode(201);
      admin
          .post(
              policies.replace("policies", "policybindings"),
              "{'metadata':{'name':'bound'},'spec':{'policyName':'checks.example.com','validationActions':['Audit','Warn']}}")
          .isCode(201);
      admin.get(policies.replace("policies", "policybindings")).isCode(200);
      var id = id();
      admin
          .with("Audit-ID", id)
          .post("/api/v1/namespaces/brief/secrets", "{'metadata':{'name':'s'}}")
          .isCode(201);
      var annotations = complete(id).get("annotations");
      assertThat(annotations.path("checks.example.com/name").asString()).isEqualTo("s");
      assertThat(annotations.has("checks.example.com/none")).isFalse();
      assertThat(
              annotations.path("validation.policy.admission.k8s.io/validation_failure").asString())
          .isEqualTo(
              "[{\"message\":\"too \\u003clong\\u003e\",\"policy\":\"checks.example.com\","
                  + "\"binding\":\"bound\",\"expressionIndex\":1,"
                  + "\"validationActions\":[\"Audit\",\"Warn\"]}]");
    } finally {
      admin.send("DELETE", policies.replace("policies", "policybindings"), "").isCode(200);
      admin.send("DELETE", policies, "").isCode(200);
    }
  }

  @Test
  void eventsAndLevelsAreCounted() throws Exception {
    var metrics = server.get("/metrics").body();
    assertThat(metrics)
        .containsPattern("\napiserver_audit_event_total [1-9]")
        .containsPattern("\napiserver_audit_level_total\\{level=\"Metadata\"} [1-9]")
        .contains("\napiserver_audit_requests_rejected_total 0.0");
  }
}
