package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.TestServer.Answer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** ValidatingAdmissionPolicies as a real server judges by them. */
class PolicyAdmissionTest {
  private static final String API = "/apis/admissionregistration.k8s.io/v1/";
  private static final String POLICIES = API + "validatingadmissionpolicies";
  private static final String BINDINGS = API + "validatingadmissionpolicybindings";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

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

  @AfterEach
  void forget() throws Exception {
    admin.send("DELETE", BINDINGS, "");
    admin.send("DELETE", POLICIES, "");
    admin.send("DELETE", MAPS, "");
    admin.get(BINDINGS);
    admin.get(POLICIES);
  }

  @Test
  void aBrokenRuleRefusesTheRequestInUpstreamsWords() throws Exception {
    policy(
        "replicas",
        "{\"group\":\"apps\",\"resource\":\"deployments\"}",
        "\"validations\":[{\"expression\":\"object.spec.replicas <= 5\"}]");
    bind("replicas", "\"validationActions\":[\"Deny\"]");
    var refused = admin.post(DEPLOYMENTS, deployment("big", 6)).isCode(422);
    assertThat(refused.message())
        .isEqualTo(
            "deployments.apps \"big\" is forbidden: ValidatingAdmissionPolicy 'replicas' with"
                + " binding 'replicas' denied request: failed expression: object.spec.replicas <="
                + " 5");
    assertThat(refused.body().path("reason").asString()).isEqualTo("Invalid");
    assertThat(refused.body().at("/details/causes/0/message").asString())
        .startsWith("ValidatingAdmissionPolicy 'replicas' with binding 'replicas' denied request");
    admin.post(DEPLOYMENTS, deployment("small", 5)).isCode(201);
    admin.send("DELETE", DEPLOYMENTS + "/small", "").isCode(200);
  }

  @Test
  void messagesReasonsAndVariables() throws Exception {
    policy(
        "vars",
        CONFIGMAPS,
        "\"variables\":[{\"name\":\"size\",\"expression\":\"has(object.data) ? size(object.data) :"
            + " 0\"},{\"name\":\"unused\",\"expression\":\"object.none.there\"}],"
            + "\"validations\":[{\"expression\":\"variables.size < 1\",\"reason\":\"Forbidden\","
            + "\"messageExpression\":\"'has ' + string(variables.size) + ' in ' +"
            + " namespaceObject.metadata.name + ' by ' + request.userInfo.username\"}]");
    bind("vars", "\"validationActions\":[\"Deny\"]");
    var refused = admin.post(MAPS, "{'metadata':{'name':'m'},'data':{'a':'b'}}").isCode(403);
    assertThat(refused.message()).endsWith("denied request: has 1 in default by admin");
    assertThat(refused.body().path("reason").asString()).isEqualTo("Forbidden");
    admin.post(MAPS, "{'metadata':{'name':'m'}}").isCode(201);
  }

  @Test
  void bindingsMayWarnOnly() throws Exception {
    policy("never", CONFIGMAPS, "\"validations\":[{\"expression\":\"false\",\"message\":\"no\"}]");
    bind("never", "\"validationActions\":[\"Warn\",\"Audit\"]");
    var made = admin.post(MAPS, "{'metadata':{'name':'m'}}").isCode(201);
    assertThat(made.response().headers().allValues("Warning"))
        .containsExactly(
            "299 - \"Validation failed for ValidatingAdmissionPolicy 'never' with binding 'never':"
                + " no\"");
  }

  @Test
  void failurePolicyDecidesOverExpressionsThatFail() throws Exception {
    policy("fails", CONFIGMAPS, "\"validations\":[{\"expression\":\"object.none.there == 1\"}]");
    bind("fails", "\"validationActions\":[\"Deny\"]");
    assertThat(admin.post(MAPS, "{'metadata':{'name':'m'}}").isCode(422).message())
        .endsWith(
            "denied request: expression 'object.none.there == 1' resulted in error: no such key:"
                + " none");
    policy(
        "fails",
        CONFIGMAPS,
        "\"failurePolicy\":\"Ignore\",\"validations\":[{\"expression\":\"object.none.there =="
            + " 1\"}]");
    admin.post(MAPS, "{'metadata':{'name':'m'}}").isCode(201);
  }

  @Test
  void aVariableThatFailsIsNamed() throws Exception {
    policy(
        "fails",
        CONFIGMAPS,
        "\"variables\":[{\"name\":\"v\",\"expression\":\"object.none.there\"}],"
            + "\"validations\":[{\"expression\":\"variables.v == 1\"}]");
    bind("fails", "\"validationActions\":[\"Deny\"]");
    assertThat(admin.post(MAPS, "{'metadata':{'name':'m'}}").isCode(422).message())
        .contains("expression 'variables.v == 1' resulted in error: ")
        .contains("composited variable \"v\" fails to evaluate: ")
        .endsWith("no such key: none");
  }

  @Test
  void parametersComeFromObjects() throws Exception {
    policy(
        "params",
        "{\"group\":\"apps\",\"resource\":\"deployments\"}",
        "\"paramKind\":{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"},\"validations\":["
            + "{\"expression\":\"object.spec.replicas <= int(params.data.most)\"}]");
    bind(
        "params",
        "\"validationActions\":[\"Deny\"],\"paramRef\":{\"name\":\"limits\","
            + "\"parameterNotFoundAction\":\"Deny\"}");
    assertThat(admin.post(DEPLOYMENTS, deployment("d", 3)).isCode(422).message())
        .endsWith(
            "denied request: failed to configure binding: no params found for policy binding with"
                + " `Deny` parameterNotFoundAction");
    admin.post(MAPS, "{'metadata':{'name':'limits'},'data':{'most':'2'}}").isCode(201);
    admin.post(DEPLOYMENTS, deployment("d", 3)).isCode(422);
    admin.post(DEPLOYMENTS, deployment("d", 2)).isCode(201);
    admin.send("DELETE", DEPLOYMENTS + "/d", "").isCode(200);
  }

  @Test
  void conditionsAuthorizerAndDeletions() throws Exception {
    policy(
        "guard",
        "{\"group\":\"\",\"resource\":\"configmaps\",\"operations\":\"'*'\"}".replace("'", "\\\""),
        "\"matchConditions\":[{\"name\":\"deletes\",\"expression\":\"request.operation =="
            + " 'DELETE'\"}],\"validations\":[{\"expression\":\"object == null &&"
            + " oldObject.metadata.name != 'kept' ||"
            + " authorizer.requestResource.check('release').allowed() &&"
            + " request.userInfo.username != 'admin'\",\"message\":\"kept\"}]");
    bind("guard", "\"validationActions\":[\"Deny\"]");
    admin.post(MAPS, "{'metadata':{'name':'kept'}}").isCode(201);
    admin.post(MAPS, "{'metadata':{'name':'loose'}}").isCode(201);
    admin.send("DELETE", MAPS + "/loose", "").isCode(200);
    assertThat(admin.send("DELETE", MAPS + "/kept", "").isCode(422).message())
        .endsWith("denied request: kept");
    server.as("boss", "system:masters").send("DELETE", MAPS + "/kept", "").isCode(200);
  }

  @Test
  void expressionsThatDoNotCompileAreRefused() throws Exception {
    var refused = post("bad", CONFIGMAPS, "\"validations\":[{\"expression\":\"objekt.spec\"}]");
    refused.isCode(422);
    assertThat(refused.body().at("/details/causes/0/field").asString())
        .isEqualTo("spec.validations[0].expression");
    assertThat(refused.message())
        .contains("compilation failed: ERROR: <input>:1:1: undeclared reference to 'objekt'");
    assertThat(
            post("bad", CONFIGMAPS, "\"validations\":[{\"expression\":\"1 + 1\"}]")
                .isCode(422)
                .message())
        .contains("must evaluate to bool but got int");
  }

  @Test
  void theStatusTellsDoubtsAboutTypes() throws Exception {
    policy(
        "typed",
        "{\"group\":\"apps\",\"resource\":\"deployments\"}",
        "\"validations\":[{\"expression\":\"object.spec.replicas > 1 &&"
            + " object.metadata.labels['a'] == 'b'\"},{\"expression\":\"object.replicas > 1\"}]");
    var status = awaitStatus("typed");
    assertThat(status.path("observedGeneration").asInt()).isEqualTo(1);
    var warnings = status.at("/typeChecking/expressionWarnings");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).path("fieldRef").asString())
        .isEqualTo("spec.validations[1].expression");
    assertThat(warnings.get(0).path("warning").asString())
        .startsWith(
            "apps/v1, Kind=Deployment: ERROR: <input>:1:7: undefined field 'replicas'\n"
                + " | object.replicas > 1\n | ......^");
  }

  private static final String CONFIGMAPS = "{\"group\":\"\",\"resource\":\"configmaps\"}";

  private static JsonNode awaitStatus(String name) throws Exception {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      var status = admin.get(POLICIES + "/" + name).body().path("status");
      if (status.has("observedGeneration")) {
        return status;
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static Answer post(String name, String resource, String spec) throws Exception {
    var about = Json.tree(resource);
    return admin.send(
        "POST",
        POLICIES,
        "{\"metadata\":{\"name\":\""
            + name
            + "\"},\"spec\":{\"matchConstraints\":{\"resourceRules\":[{\"apiGroups\":[\""
            + about.path("group").asString()
            + "\"],\"apiVersions\":[\"v1\"],\"operations\":["
            + about.path("operations").asString("\"CREATE\",\"UPDATE\"")
            + "],\"resources\":[\""
            + about.path("resource").asString()
            + "\"]}]},"
            + spec
            + "}}");
  }

  /** Puts a policy in the place of one of the same name. */
  private static void policy(String name, String resource, String spec) throws Exception {
    admin.send("DELETE", POLICIES + "/" + name, "");
    post(name, resource, spec).isCode(201);
    admin.get(POLICIES).isCode(200);
  }

  private static void bind(String policy, String spec) throws Exception {
    admin
        .send(
            "POST",
            BINDINGS,
            "{\"metadata\":{\"name\":\""
                + policy
                + "\"},\"spec\":{\"policyName\":\""
                + policy
                + "\","
                + spec
                + "}}")
        .isCode(201);
    admin.get(BINDINGS).isCode(200);
  }

  private static String deployment(String name, int replicas) {
    return "{'metadata':{'name':'"
        + name
        + "'},'spec':{'replicas':"
        + replicas
        + ",'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{'labels':{'a':'b'}},"
        + "'spec':{'containers':[{'name':'c','image':'i'}]}}}}";
  }
}
