package io.coxswain.apiserver.conformance;

import static io.coxswain.apiserver.TestServer.await;
import static io.coxswain.apiserver.webhook.WebhookServer.allowed;
import static io.coxswain.apiserver.webhook.WebhookServer.denied;
import static io.coxswain.apiserver.webhook.WebhookServer.patched;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.TestServer.Answer;
import io.coxswain.apiserver.webhook.AdmissionScenario;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Webhooks and policies over their own life and over custom resources. */
class AdmissionTest extends AdmissionScenario {
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String ON_MAPS =
      "{'operations':['CREATE','UPDATE'],'apiGroups':[''],'apiVersions':['v1'],"
          + "'resources':['configmaps']}";

  @BeforeAll
  static void answer() {
    hooks.admit("/deny", request -> denied(403, "Forbidden", "no"));
    hooks.admit("/mutate", request -> patched("[{'op':'add','path':'/data','value':{'a':'b'}}]"));
  }

  private String configuration(String name, String path, String rule, String more) {
    return "{'metadata':{'name':'%1$s','labels':{'of':'%2$s'}},'webhooks':["
            .formatted(name, namespace)
        + hook(name, path, rule, more)
        + "]}";
  }

  private Answer attempt(String name) throws Exception {
    return admin.post(maps + "?dryRun=All", "{'metadata':{'name':'" + name + "'}}");
  }

  private static boolean mutated(Answer answer) {
    return answer.isCode(201).body().at("/data/a").asString("").equals("b");
  }

  @Test
  void validatingWebhooksAreListedAndDeletedTogether() throws Exception {
    for (var i = 0; i < 10; i++) {
      admin.post(VALIDATING, configuration(namespace + "-" + i, "/deny", ON_MAPS, "")).isCode(201);
    }
    var selected = VALIDATING + "?labelSelector=of%3D" + namespace;
    assertThat(admin.get(selected).isCode(200).body().path("items")).hasSize(10);
    await(() -> attempt("m").code() == 403);
    admin.send("DELETE", selected, "").isCode(200);
    assertThat(admin.get(selected).isCode(200).body().path("items")).isEmpty();
    await(() -> attempt("m").code() == 201);
  }

  @Test
  void mutatingWebhooksAreListedAndDeletedTogether() throws Exception {
    for (var i = 0; i < 10; i++) {
      admin.post(MUTATING, configuration(namespace + "-" + i, "/mutate", ON_MAPS, "")).isCode(201);
    }
    var selected = MUTATING + "?labelSelector=of%3D" + namespace;
    await(() -> mutated(attempt("m")));
    admin.send("DELETE", selected, "").isCode(200);
    await(() -> !mutated(attempt("m")));
  }

  @Test
  void rulesThatChangeCountFromThenOn() throws Exception {
    var path = VALIDATING + "/" + namespace;
    var made = admin.post(VALIDATING, configuration(namespace, "/deny", ON_MAPS, "")).isCode(201);
    await(() -> attempt("m").code() == 403);
    var body = made.body().toString().replace("[\"CREATE\",\"UPDATE\"]", "[\"UPDATE\"]");
    admin.send("PUT", path, body).isCode(200);
    await(() -> attempt("m").code() == 201);
    admin
        .jsonPatch(
            path,
            "[{\"op\":\"replace\",\"path\":\"/webhooks/0/rules/0/operations\",\"value\":[\"CREATE\"]}]")
        .isCode(200);
    await(() -> attempt("m").code() == 403);
  }

  @Test
  void theConditionsOfAWebhookAreKeptAndChanged() throws Exception {
    for (var kind : new String[] {VALIDATING, MUTATING}) {
      var conditions = ",'matchConditions':[{'name':'c','expression':'%s'}]";
      var first = conditions.formatted("object.metadata.name != 'x'".replace("'", "\\\""));
      var body = configuration(namespace, "/deny", ON_MAPS, first).replace('\'', '"');
      var made = admin.send("POST", kind, body).isCode(201).body();
      assertThat(made.at("/webhooks/0/matchConditions/0/expression").stringValue())
          .isEqualTo("object.metadata.name != \"x\"");
      var changed = made.toString().replace("!= \\\"x\\\"", "== \\\"y\\\"");
      admin.send("PUT", kind + "/" + namespace, changed).isCode(200);
      assertThat(
              admin
                  .get(kind + "/" + namespace)
                  .body()
                  .at("/webhooks/0/matchConditions/0/expression"))
          .hasToString("\"object.metadata.name == \\\"y\\\"\"");
      var broken =
          configuration("b", "/deny", ON_MAPS, conditions.formatted("... [] bad expression"));
      assertThat(admin.post(kind, broken).isCode(422).message()).contains("compilation failed");
    }
  }

  @Test
  void aConditionMaySpareObjectsByName() throws Exception {
    var condition =
        ",'matchConditions':[{'name':'skip','expression':'object.metadata.name != \\'skip-me\\''}]";
    var body =
        configuration(namespace, "/mutate", ON_MAPS, condition)
            .replace("\\'", "\u0000")
            .replace('\'', '"')
            .replace('\u0000', '\'');
    admin.send("POST", MUTATING, body).isCode(201);
    await(() -> mutated(attempt("mutate-me")));
    assertThat(mutated(attempt("skip-me"))).isFalse();
  }

  @Test
  void whatCannotBeAskedIsRefused() throws Exception {
    var body = configuration(namespace, "/deny", ON_MAPS, "").replaceAll(",'caBundle':'[^']*'", "");
    admin.post(VALIDATING, body).isCode(201);
    await(() -> attempt("m").code() == 500);
    assertThat(attempt("m").message())
        .startsWith("Internal error occurred: failed calling webhook");
  }

  @Test
  void customResourcesAreAdmittedLikeOthers() throws Exception {
    var group = namespace + ".example.com";
    var definition =
        "{'metadata':{'name':'things."
            + group
            + "'},'spec':{'group':'"
            + group
            + "','scope':'Namespaced','names':{'plural':'things','kind':'Thing'},'versions':[{'name':"
            + "'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object',"
            + "'properties':{'data':{'type':'object','properties':{'a':{'type':'string'},'start':{"
            + "'type':'string'}}}}}}}]}}";
    admin.post(DEFINITIONS, definition).isCode(201);
    var things = "/apis/" + group + "/v1/namespaces/" + namespace + "/things";
    await(() -> admin.get(things).code() == 200);
    var thing = "{'apiVersion':'" + group + "/v1','kind':'Thing','metadata':{'name':'%s'}%s}";
    admin.post(things, thing.formatted("kept", "")).isCode(201);
    var rule =
        "{'operations':['CREATE','UPDATE','DELETE'],'apiGroups':['"
            + group
            + "'],'apiVersions':['v1'],'resources':['things']}";
    hooks.admit(
        "/things",
        request ->
            request.toString().contains("webhook-disallow")
                ? denied(403, "Forbidden", "the custom resource contains unwanted data")
                : allowed());
    admin.post(VALIDATING, configuration(namespace, "/things", rule, "")).isCode(201);
    var unwanted = thing.formatted("bad", ",'data':{'a':'webhook-disallow'}");
    await(() -> admin.post(things + "?dryRun=All", unwanted).code() == 403);
    assertThat(admin.post(things, unwanted).isCode(403).message())
        .endsWith("denied the request: the custom resource contains unwanted data");
    admin.patch(things + "/kept", "{'data':{'a':'webhook-disallow'}}").isCode(403);
    admin.send("DELETE", VALIDATING + "/" + namespace, "").isCode(200);
    await(() -> admin.post(things + "?dryRun=All", unwanted).code() == 201);

    // what a webhook adds is pruned like what anybody sends
    hooks.admit(
        "/add",
        request -> patched("[{'op':'add','path':'/data','value':{'start':'yes','unknown':'x'}}]"));
    admin.post(MUTATING, configuration(namespace, "/add", rule, "")).isCode(201);
    await(
        () ->
            admin
                .post(things + "?dryRun=All", thing.formatted("m", ""))
                .isCode(201)
                .body()
                .has("data"));
    var mutated = admin.post(things, thing.formatted("m", "")).isCode(201).body();
    assertThat(mutated.path("data")).hasToString("{\"start\":\"yes\"}");
  }

  @Test
  void definitionsAreAdmittedToo() throws Exception {
    var group = namespace + ".example.com";
    var rule =
        "{'operations':['CREATE'],'apiGroups':['apiextensions.k8s.io'],'apiVersions':['*'],"
            + "'resources':['customresourcedefinitions']}";
    var body =
        configuration(namespace, "/deny", rule, "").replace("namespaceSelector", "objectSelector");
    admin.post(VALIDATING, body).isCode(201);
    var definition =
        "{'metadata':{'name':'denieds."
            + group
            + "','labels':{'of':'"
            + namespace
            + "'}},'spec':{'group':'"
            + group
            + "','scope':'Cluster','names':{'plural':'denieds','kind':'Denied'},'versions':[{'name':"
            + "'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object'}}}]}}";
    await(() -> admin.post(DEFINITIONS + "?dryRun=All", definition).code() == 403);
  }

  @Test
  void aPolicyJudgesDeploymentsByItsVariables() throws Exception {
    var policy =
        "{\"metadata\":{\"name\":\"%1$s\"},\"spec\":{\"variables\":[{\"name\":\"replicas\",\"expression\":"
            + "\"object.spec.replicas\"},{\"name\":\"odd\",\"expression\":\"variables.replicas %% 2 == 1\"}],"
            + "\"validations\":[{\"expression\":\"variables.replicas > 1\",\"messageExpression\":"
            + "\"'wants replicas > 1, got ' + string(variables.replicas)\"},{\"expression\":\"variables.odd\"}],"
            + "\"matchConstraints\":{\"resourceRules\":[{\"apiGroups\":[\"apps\"],\"apiVersions\":[\"v1\"],"
            + "\"operations\":[\"CREATE\",\"UPDATE\"],\"resources\":[\"deployments\"]}]}}}";
    admin
        .send("POST", REGISTRATIONS + "validatingadmissionpolicies", policy.formatted(namespace))
        .isCode(201);
    admin
        .post(
            REGISTRATIONS + "validatingadmissionpolicybindings",
            "{'metadata':{'name':'%1$s'},'spec':{'policyName':'%1$s','validationActions':['Deny'],"
                    .formatted(namespace)
                + "'matchResources':{'namespaceSelector':{'matchLabels':{'of':'"
                + namespace
                + "'}}}}}")
        .isCode(201);
    await(() -> workload("deployments", 1).code() == 422);
    assertThat(workload("deployments", 1).message())
        .endsWith("denied request: wants replicas > 1, got 1");
    assertThat(workload("deployments", 2).code()).isEqualTo(422);
    workload("deployments", 3).isCode(201);
    workload("replicasets", 1).isCode(201);
  }

  private Answer workload(String resource, int replicas) throws Exception {
    return admin.post(
        "/apis/apps/v1/namespaces/" + namespace + "/" + resource + "?dryRun=All",
        "{'metadata':{'name':'d'},'spec':{'replicas':"
            + replicas
            + ",'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{'labels':{'a':'b'}},"
            + "'spec':{'containers':[{'name':'c','image':'i'}]}}}}");
  }
}
