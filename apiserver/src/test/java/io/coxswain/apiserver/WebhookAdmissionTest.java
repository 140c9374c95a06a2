package io.coxswain.apiserver;

import static io.coxswain.apiserver.webhook.WebhookServer.allowed;
import static io.coxswain.apiserver.webhook.WebhookServer.denied;
import static io.coxswain.apiserver.webhook.WebhookServer.patched;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.webhook.AdmissionScenario;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Admission webhooks as a real server calls them. */
class WebhookAdmissionTest extends AdmissionScenario {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String ON_MAPS =
      "{'operations':['*'],'apiGroups':[''],'apiVersions':['v1'],'resources':['configmaps']}";

  @AfterEach
  void forget() throws Exception {
    admin.send("DELETE", MUTATING, "");
    admin.send("DELETE", VALIDATING, "");
    awaitQuiet();
    hooks.forget();
  }

  @Test
  void aMutatingWebhookChangesWhatIsStored() throws Exception {
    hooks.admit("/add", request -> patched("[{'op':'add','path':'/data','value':{'a':'b'}}]"));
    configure(MUTATING, hook("add", "/add", ON_MAPS, ""));
    var made = admin.post(maps, "{'metadata':{'name':'m'}}").isCode(201);
    assertThat(made.body().at("/data/a").asString()).isEqualTo("b");
    assertThat(made.body().at("/metadata/uid").asString()).isNotEmpty();
    var request = lastRequest();
    assertThat(request.at("/operation").asString()).isEqualTo("CREATE");
    assertThat(request.at("/kind").toString())
        .isEqualTo("{\"group\":\"\",\"version\":\"v1\",\"kind\":\"ConfigMap\"}");
    assertThat(request.at("/resource/resource").asString()).isEqualTo("configmaps");
    assertThat(request.at("/name").asString()).isEqualTo("m");
    assertThat(request.at("/namespace").asString()).isEqualTo(namespace);
    assertThat(request.at("/userInfo/username").asString()).isEqualTo("admin");
    assertThat(request.at("/options/kind").asString()).isEqualTo("CreateOptions");
    assertThat(request.at("/dryRun").asBoolean()).isFalse();
    assertThat(request.get("oldObject").isNull()).isTrue();
    assertThat(request.at("/object/metadata").has("uid")).isFalse();
    assertThat(request.at("/object/kind").asString()).isEqualTo("ConfigMap");
  }

  @Test
  void whatAWebhookWritesIsReadAgainAsIfItHadBeenSent() throws Exception {
    hooks.admit(
        "/sidecar",
        request ->
            patched(
                "[{'op':'add','path':'/spec/containers/-','value':{'name':'s','image':'i','odd':1,"
                    + "'resources':{'requests':{'cpu':'1m'}}}}]"));
    configure(
        MUTATING,
        hook(
            "sidecar",
            "/sidecar",
            "{'operations':['CREATE'],'apiGroups':['*'],'apiVersions':['*'],'resources':['pods']}",
            ""));
    admin
        .post(
            "/api/v1/namespaces/" + namespace + "/serviceaccounts",
            "{'metadata':{'name':'default'}}")
        .isCode(201);
    var pod =
        admin
            .post(
                "/api/v1/namespaces/" + namespace + "/pods",
                "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}}")
            .isCode(201)
            .body();
    var sidecar = pod.at("/spec/containers/1");
    assertThat(sidecar.path("name").asString()).isEqualTo("s");
    assertThat(sidecar.has("odd")).isFalse();
    assertThat(sidecar.path("terminationMessagePath").asString()).isEqualTo("/dev/termination-log");
    assertThat(pod.at("/status/qosClass").asString()).isEqualTo("Burstable");
    // the service account plugin ran again, so that the new container has the token, too
    assertThat(sidecar.path("volumeMounts")).hasSize(1);
  }

  @Test
  void aDenialIsTheWebhooks() throws Exception {
    hooks.admit("/deny", request -> denied(409, "Conflict", "not today"));
    configure(VALIDATING, hook("deny", "/deny", ON_MAPS, ""));
    var refused = admin.post(maps, "{'metadata':{'name':'m'}}").isCode(409);
    assertThat(refused.message())
        .isEqualTo("admission webhook \"deny.example.com\" denied the request: not today");
    assertThat(refused.body().path("reason").asString()).isEqualTo("Conflict");
    assertThat(refused.body().path("status").asString()).isEqualTo("Failure");
    hooks.admit("/deny", request -> allowed().put("allowed", false));
    assertThat(admin.post(maps, "{'metadata':{'name':'m'}}").isCode(400).message())
        .isEqualTo("admission webhook \"deny.example.com\" denied the request without explanation");
  }

  @Test
  void warningsReachTheClient() throws Exception {
    hooks.admit(
        "/warn",
        request -> {
          var response = allowed();
          response.putArray("warnings").add("mind the gap");
          return response;
        });
    configure(VALIDATING, hook("warn", "/warn", ON_MAPS, ""));
    var made = admin.post(maps, "{'metadata':{'name':'m'}}").isCode(201);
    assertThat(made.response().headers().allValues("Warning"))
        .containsExactly("299 - \"mind the gap\"");
  }

  @Test
  void failurePolicyDecidesWhereTheWebhookCannotBeAsked() throws Exception {
    configure(VALIDATING, hook("gone", "/gone", ON_MAPS, ""));
    assertThat(admin.post(maps, "{'metadata':{'name':'m'}}").isCode(500).message())
        .isEqualTo(
            "Internal error occurred: failed calling webhook \"gone.example.com\": failed to call"
                + " webhook: the server could not find the requested resource");
    configure(VALIDATING, hook("gone", "/gone", ON_MAPS, ",'failurePolicy':'Ignore'"));
    admin.post(maps, "{'metadata':{'name':'m'}}").isCode(201);
  }

  @Test
  void connectionsThatFailAreToldInUpstreamsWords() throws Exception {
    var closed = hook("closed", "/", ON_MAPS, "").replace(":" + hooks.port(), ":1");
    configure(VALIDATING, closed);
    assertThat(admin.post(maps, "{'metadata':{'name':'m'}}").isCode(500).message())
        .endsWith(
            "failed to call webhook: Post \"https://127.0.0.1:1/?timeout=10s\": dial tcp"
                + " 127.0.0.1:1: connect: connection refused");
    configure(VALIDATING, hook("stranger", "/", ON_MAPS, "").replaceAll(",'caBundle':'[^']*'", ""));
    assertThat(admin.post(maps, "{'metadata':{'name':'m'}}").isCode(500).message())
        .endsWith(
            "tls: failed to verify certificate: x509: certificate signed by unknown authority");
    configure(
        VALIDATING,
        hook("service", "/", ON_MAPS, "")
            .replaceAll("'url':'[^']*'", "'service':{'namespace':'default','name':'none'}"));
    assertThat(admin.post(maps, "{'metadata':{'name':'m'}}").isCode(500).message())
        .endsWith("Post \"https://none.default.svc:443/?timeout=10s\": service \"none\" not found");
  }

  @Test
  void aSlowWebhookIsGivenUp() throws Exception {
    var release = new CountDownLatch(1);
    hooks.admit(
        "/slow",
        request -> {
          try {
            release.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return allowed();
        });
    configure(VALIDATING, hook("slow", "/slow", ON_MAPS, ",'timeoutSeconds':1"));
    assertThat(admin.post(maps, "{'metadata':{'name':'m'}}").isCode(500).message())
        .endsWith("/slow?timeout=1s\": context deadline exceeded");
    release.countDown();
  }

  @Test
  void selectorsOfNamespacesAndObjectsDecideWhoIsAsked() throws Exception {
    hooks.admit("/deny", request -> denied(403, "Forbidden", "no"));
    configure(
        VALIDATING,
        hook("deny", "/deny", ON_MAPS, ",'objectSelector':{'matchLabels':{'guarded':'yes'}}"));
    admin.post(maps, "{'metadata':{'name':'plain'}}").isCode(201);
    admin.post(maps, "{'metadata':{'name':'m','labels':{'guarded':'yes'}}}").isCode(403);
    admin
        .post(MAPS, "{'metadata':{'name':'" + namespace + "','labels':{'guarded':'yes'}}}")
        .isCode(201);
    // the old object counts, too: taking the label away does not go around the webhook
    configure(VALIDATING);
    admin.post(maps, "{'metadata':{'name':'m','labels':{'guarded':'yes'}}}").isCode(201);
    configure(
        VALIDATING,
        hook("deny", "/deny", ON_MAPS, ",'objectSelector':{'matchLabels':{'guarded':'yes'}}"));
    admin.send("PUT", maps + "/m", "{\"metadata\":{\"name\":\"m\"}}").isCode(403);
  }

  @Test
  void matchConditionsAreAskedFirst() throws Exception {
    hooks.admit("/deny", request -> denied(403, "Forbidden", "no"));
    configure(
        VALIDATING,
        hook(
            "deny",
            "/deny",
            ON_MAPS,
            ",'matchConditions':[{'name':'x','expression':\\\"request.operation == 'DELETE' || "
                + "(has(object.data) && object.data.k == 'v' && authorizer.group('').resource("
                + "'pods').check('get').allowed())\\\"}]"));
    admin.post(maps, "{'metadata':{'name':'m'}}").isCode(201);
    admin.post(maps, "{'metadata':{'name':'n'},'data':{'k':'v'}}").isCode(403);
    admin.send("DELETE", maps + "/m", "").isCode(403);
    configure(
        VALIDATING,
        hook(
            "deny",
            "/deny",
            ON_MAPS,
            ",'matchConditions':[{'name':'x','expression':'object.none.there == 1'}]"));
    assertThat(admin.post(maps, "{'metadata':{'name':'o'}}").isCode(403).message())
        .startsWith(
            "configmaps \"o\" is forbidden: expression 'object.none.there == 1' resulted in error:"
                + " no such key: none");
  }

  @Test
  void deletionsAreAdmittedOneByOne() throws Exception {
    admin.post(maps, "{'metadata':{'name':'keep'}}").isCode(201);
    hooks.admit(
        "/keep",
        request ->
            request.at("/oldObject/metadata/name").asString("").equals("keep")
                ? denied(403, "Forbidden", "kept")
                : allowed());
    configure(VALIDATING, hook("keep", "/keep", ON_MAPS, ""));
    admin.send("DELETE", maps + "/keep", "{\"propagationPolicy\":\"Background\"}").isCode(403);
    var request = lastRequest();
    assertThat(request.get("object").isNull()).isTrue();
    assertThat(request.at("/operation").asString()).isEqualTo("DELETE");
    assertThat(request.at("/options/kind").asString()).isEqualTo("DeleteOptions");
    assertThat(request.at("/options/propagationPolicy").asString()).isEqualTo("Background");
    admin.send("DELETE", maps, "").isCode(403);
    assertThat(lastRequest().has("name")).isFalse();
    admin.get(maps + "/keep").isCode(200);
  }

  @Test
  void aWebhookWithEffectsIsNotAskedOnDryRun() throws Exception {
    hooks.admit("/ok", request -> allowed());
    configure(
        VALIDATING,
        hook("none", "/ok", ON_MAPS, "")
            .replace("'sideEffects':'None'", "'sideEffects':'NoneOnDryRun'"));
    admin.post(maps + "?dryRun=All", "{'metadata':{'name':'m'}}").isCode(201);
    assertThat(lastRequest().path("dryRun").asBoolean()).isTrue();
    assertThat(lastRequest().at("/options/dryRun/0").asString()).isEqualTo("All");
  }

  @Test
  void aWebhookIsAskedAgainWhereAnotherChangedTheObject() throws Exception {
    hooks.admit("/first", request -> allowed());
    hooks.admit("/second", request -> patched("[{'op':'add','path':'/data','value':{'x':'y'}}]"));
    configure(
        MUTATING,
        hook("first", "/first", ON_MAPS, ",'reinvocationPolicy':'IfNeeded'"),
        hook("second", "/second", ON_MAPS, ""));
    hooks.forget();
    admin.post(maps, "{'metadata':{'name':'m'}}").isCode(201);
    assertThat(hooks.requests()).hasSize(3);
    assertThat(lastRequest().at("/object/data/x").asString()).isEqualTo("y");
  }

  @Test
  void subresourcesAreRequestsOfTheirOwn() throws Exception {
    var deployments = "/apis/apps/v1/namespaces/" + namespace + "/deployments";
    admin
        .post(
            deployments,
            "{'metadata':{'name':'d'},'spec':{'replicas':1,'selector':{'matchLabels':{'a':'b'}},"
                + "'template':{'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c',"
                + "'image':'i'}]}}}}")
        .isCode(201);
    hooks.admit(
        "/scale",
        request ->
            request.at("/object/spec/replicas").asInt() > 3
                ? denied(403, "Forbidden", "too many")
                : patched("[{'op':'replace','path':'/spec/replicas','value':3}]"));
    var rule =
        "{'operations':['UPDATE'],'apiGroups':['apps'],'apiVersions':['v1'],"
            + "'resources':['deployments/scale']}";
    configure(MUTATING, hook("scale", "/scale", rule, ""));
    var scale = "{\"metadata\":{\"name\":\"d\"},\"spec\":{\"replicas\":%d}}";
    admin.send("PUT", deployments + "/d/scale", scale.formatted(9)).isCode(403);
    admin.send("PUT", deployments + "/d/scale", scale.formatted(2)).isCode(200);
    assertThat(admin.get(deployments + "/d").body().at("/spec/replicas").asInt()).isEqualTo(3);
    var request = lastRequest();
    assertThat(request.at("/kind/kind").asString()).isEqualTo("Scale");
    assertThat(request.at("/kind/group").asString()).isEqualTo("autoscaling");
    assertThat(request.at("/subResource").asString()).isEqualTo("scale");
    assertThat(request.at("/resource/group").asString()).isEqualTo("apps");
    assertThat(request.at("/oldObject/spec/replicas").asInt()).isEqualTo(1);
    assertThat(request.at("/options/kind").asString()).isEqualTo("UpdateOptions");
  }

  @Test
  void connectionsAreAdmitted() throws Exception {
    hooks.admit("/deny", request -> denied(403, "Forbidden", "no shells"));
    configure(
        VALIDATING,
        hook(
            "exec",
            "/deny",
            "{'operations':['CONNECT'],'apiGroups':[''],'apiVersions':['v1'],"
                + "'resources':['pods/exec']}",
            ""));
    var refused =
        admin
            .send(
                "POST",
                "/api/v1/namespaces/" + namespace + "/pods/p/exec?command=sh&command=-c&stdin=true",
                "")
            .isCode(403);
    assertThat(refused.message())
        .isEqualTo("admission webhook \"exec.example.com\" denied the request: no shells");
    var request = lastRequest();
    assertThat(request.path("object").toString())
        .isEqualTo(
            "{\"kind\":\"PodExecOptions\",\"apiVersion\":\"v1\",\"stdin\":true,\"command\":[\"sh\",\"-c\"]}");
    assertThat(request.at("/subResource").asString()).isEqualTo("exec");
    assertThat(request.at("/name").asString()).isEqualTo("p");
  }

  @Test
  void theConfigurationOfWebhooksIsNotTheirs() throws Exception {
    hooks.admit("/deny", request -> denied(403, "Forbidden", "no"));
    configure(
        VALIDATING,
        hook(
            "all",
            "/deny",
            "{'operations':['*'],'apiGroups':['*'],'apiVersions':['*'],'resources':['*/*']}",
            ""));
    admin.post(maps, "{'metadata':{'name':'m'}}").isCode(403);
    admin.send("DELETE", VALIDATING + "/test", "").isCode(200);
  }

  @Test
  void aWebhookThatMakesNoSenseIsUnreached() throws Exception {
    hooks.on("/odd", review -> io.coxswain.api.Json.tree("{\"response\":{\"uid\":\"1\"}}"));
    configure(VALIDATING, hook("odd", "/odd", ON_MAPS, ""));
    assertThat(admin.post(maps, "{'metadata':{'name':'m'}}").isCode(500).message())
        .contains("failed calling webhook \"odd.example.com\": received invalid webhook response:")
        .contains("expected response.uid=\"");
  }

  @Test
  void callsAreCounted() throws Exception {
    hooks.admit("/deny", request -> denied(403, "Forbidden", "no"));
    configure(VALIDATING, hook("counted", "/deny", ON_MAPS, ""));
    admin.post(maps, "{'metadata':{'name':'m'}}").isCode(403);
    assertThat(admin.get("/metrics").response().body())
        .contains("apiserver_admission_webhook_rejection_count{error_type=\"no_error\"")
        .contains("apiserver_admission_webhook_request_total{code=\"403\"")
        .contains("apiserver_admission_webhook_admission_duration_seconds_bucket{name=\"counted");
  }

  /** Puts one configuration in force and waits until the server knows it. */
  private void configure(String path, String... webhooks) throws Exception {
    admin.send("DELETE", path + "/test", "");
    if (webhooks.length > 0) {
      var body =
          "{'metadata':{'name':'test'},'webhooks':[" + String.join(",", List.of(webhooks)) + "]}";
      var made = admin.send("POST", path, expressions(body));
      assertThat(made.code()).as(made.response().body()).isEqualTo(201);
    }
    awaitKnown(path);
  }

  /** Double quotes in front of a backslash enclose text with single quotes. */
  private static String expressions(String body) {
    var parts = body.split("\\\\\"", -1);
    for (var i = 0; i < parts.length; i += 2) {
      parts[i] = parts[i].replace('\'', '"');
    }
    return String.join("\"", parts);
  }

  /** Later writes see what the watch cache shows now. */
  private void awaitKnown(String path) throws Exception {
    admin.get(path).isCode(200);
  }

  private void awaitQuiet() throws Exception {
    awaitKnown(MUTATING);
    awaitKnown(VALIDATING);
  }

  private static JsonNode lastRequest() {
    return hooks.requests().getLast();
  }
}
