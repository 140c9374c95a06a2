package io.coxswain.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Method, path, content type and body of what verbs send. */
class VerbRequestsTest {
  private static final String DEFAULT = "/api/v1/namespaces/default/";
  private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/default/deployments/web";
  private static final String WEB =
      """
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default","resourceVersion":"5"},
       "spec":{"template":{"spec":{"containers":[{"name":"c","image":"a:1"}]}}}}""";

  @TempDir Path directory;
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Invocation kubectl(String commandLine) {
    return Invocation.run(server.address(), directory, commandLine);
  }

  private void sent(String line, String contentType, String body) {
    var request = server.requests.getLast();
    assertThat(request.line()).isEqualTo(line);
    assertThat(request.contentType()).isEqualTo(contentType);
    assertThat(request.body()).isEqualTo(body);
  }

  @Test
  void setSelectorReplacesTheWholeSelector() {
    var service = "{\"metadata\":{\"name\":\"s\"},\"spec\":{\"selector\":{\"old\":\"1\"}}}";
    server.answer("GET " + DEFAULT + "services/s", 200, service);
    server.answer("PATCH " + DEFAULT + "services/s", 200, service);
    assertThat(kubectl("set selector service s app=web").out())
        .isEqualTo("service/s selector updated\n");
    sent(
        "PATCH " + DEFAULT + "services/s?fieldManager=kubectl-set",
        "application/merge-patch+json",
        "{\"spec\":{\"selector\":{\"app\":\"web\",\"old\":null}}}");
  }

  @Test
  void setServiceAccountPatchesTheTemplate() {
    server.answer("GET " + DEPLOYMENT, 200, WEB);
    server.answer("PATCH " + DEPLOYMENT, 200, WEB);
    assertThat(kubectl("set serviceaccount deployment web robot").out())
        .isEqualTo("deployment.apps/web serviceaccount updated\n");
    sent(
        "PATCH " + DEPLOYMENT + "?fieldManager=kubectl-set",
        "application/strategic-merge-patch+json",
        "{\"spec\":{\"template\":{\"spec\":{\"serviceAccountName\":\"robot\"}}}}");
  }

  @Test
  void autoscaleCreatesAnAutoscalerForTheWorkload() {
    var collection = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";
    server.answer("GET " + DEPLOYMENT, 200, WEB);
    server.answer("POST " + collection, 201, "{\"metadata\":{\"name\":\"web\"}}");
    assertThat(kubectl("autoscale deploy web --min=2 --max=5 --cpu=80% --memory=1Gi").out())
        .isEqualTo("horizontalpodautoscaler.autoscaling/web autoscaled\n");
    var request = server.requests.getLast();
    assertThat(request.line()).isEqualTo("POST " + collection + "?fieldManager=kubectl-autoscale");
    assertThat(request.body())
        .contains(
            "\"maxReplicas\":5",
            "\"minReplicas\":2",
            "\"target\":{\"averageUtilization\":80,\"type\":\"Utilization\"}",
            "\"target\":{\"averageValue\":\"1Gi\",\"type\":\"AverageValue\"}",
            "\"scaleTargetRef\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"web\"}");
  }

  @Test
  void approvingPutsACondition() {
    var path = "/apis/certificates.k8s.io/v1/certificatesigningrequests/c";
    server.answer("GET " + path, 200, "{\"metadata\":{\"name\":\"c\"},\"status\":{}}");
    server.answer("PUT " + path + "/approval", 200, "{\"metadata\":{\"name\":\"c\"}}");
    assertThat(kubectl("certificate approve c").out())
        .isEqualTo("certificatesigningrequest.certificates.k8s.io/c approved\n");
    sent(
        "PUT " + path + "/approval",
        "application/json",
        "{\"metadata\":{\"name\":\"c\"},\"status\":{\"conditions\":[{\"lastUpdateTime\":\"2026-01-01T00:00:00Z\","
            + "\"message\":\"This CSR was approved by kubectl certificate approve.\",\"reason\":\"KubectlApprove\",\"status\":\"True\",\"type\":\"Approved\"}]}}");
  }

  @Test
  void bindingsTakeUsersFromTheFlagOfTheKubeconfigsUser() {
    var collection = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings";
    server.answer("POST " + collection, 201, "{\"metadata\":{\"name\":\"b\"}}");
    assertThat(kubectl("create rolebinding b --role=r --user=jane --user=joe").code()).isZero();
    assertThat(server.requests.getLast().body())
        .contains("\"name\":\"jane\"", "\"name\":\"joe\"", "\"roleRef\":{");
  }

  @Test
  void diffAsksForADryRunAndExitsWithOneOnDifferences() throws IOException {
    Files.writeString(
        directory.resolve("c.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: new}\n");
    var path = DEFAULT + "configmaps/c";
    var before =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},\"data\":{\"k\":\"old\"}}";
    server.answer("GET " + path, 200, before);
    server.answer("PATCH " + path, 200, before.replace("old", "new"));
    var done = kubectl("diff -f c.yaml");
    assertThat(done.code()).isEqualTo(1);
    assertThat(done.out()).contains("v1.ConfigMap.default.c", "-  k: old\n+  k: new\n");
    assertThat(server.requests.getLast().line())
        .isEqualTo("PATCH " + path + "?dryRun=All&fieldManager=kubectl-client-side-apply");
    server.answer("PATCH " + path, 200, before);
    assertThat(kubectl("diff -f c.yaml")).isEqualTo(new Invocation(0, "", ""));
    assertThat(kubectl("diff -f nosuch.yaml").code()).isGreaterThan(1);
  }

  @Test
  void topNeedsTheMetricsApi() {
    server.answer("GET /api", 200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
    server.answer("GET /apis", 200, "{\"kind\":\"APIGroupList\",\"groups\":[]}");
    assertThat(kubectl("top pods"))
        .isEqualTo(new Invocation(1, "", "error: Metrics API not available\n"));
  }

  @Test
  void aNamespaceThatIsNotThereIsNamed() {
    server.answer("GET /api/v1/namespaces/none/pods/p", 404, notFound("pods", "p"));
    server.answer("GET /api/v1/namespaces/none", 404, notFound("namespaces", "none"));
    assertThat(kubectl("get pod p -n none").err())
        .isEqualTo("Error from server (NotFound): namespaces \"none\" not found\n");
  }

  @Test
  void aSelectorThatTheServerRefusesIsRepeated() {
    server.answer(
        "GET " + DEFAULT + "pods",
        400,
        "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"BadRequest\",\"code\":400,\"message\":\"field label not supported: x\"}");
    assertThat(kubectl("get pods --field-selector x=y").err())
        .isEqualTo(
            "Error from server (BadRequest): Unable to find \"/v1, Resource=pods\" that match label selector \"\", field selector \"x=y\": field label not supported: x\n");
  }

  private static String notFound(String resource, String name) {
    return "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404,\"message\":\"%s \\\"%s\\\" not found\",\"details\":{\"name\":\"%s\",\"kind\":\"%s\"}}"
        .formatted(resource, name, name, resource);
  }
}
