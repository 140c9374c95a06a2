package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.registry.RegistryHarness.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Server-side apply as clients see it, with upstream's messages. */
class ServerSideApplyTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

  private final RegistryHarness api = new RegistryHarness();

  private Answer apply(String path, String manager, String body) {
    var separator = path.contains("?") ? "&" : "?";
    return api.patch(path + separator + "fieldManager=" + manager, Patch.APPLY_PATCH, body);
  }

  private static String map(String data) {
    return "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':" + data + "}";
  }

  private static String deployment(String spec) {
    return "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},'spec':{"
        + spec
        + "'selector':{'matchLabels':{'app':'web'}},'template':{'metadata':{'labels':{'app':'web'}},"
        + "'spec':{'containers':[{'name':'web','image':'nginx'}]}}}}";
  }

  private static JsonNode owned(Answer answer, String manager, String operation) {
    for (var entry : answer.body().path("metadata").path("managedFields")) {
      if (entry.path("manager").asString("").equals(manager)
          && entry.path("operation").asString("").equals(operation)) {
        return entry;
      }
    }
    return Json.tree("{}");
  }

  private static void assertOwned(Answer answer, String manager, String operation, String fields) {
    assertThat(owned(answer, manager, operation).path("fieldsV1").toString())
        .isEqualTo(RegistryHarness.json(fields));
  }

  @Test
  void whatIsNotThereIsCreated() {
    var created = apply(MAPS + "/a", "me", map("{'k':'1'}")).isCode(201);
    assertThat(created.at("/metadata/managedFields").replace('"', '\''))
        .isEqualTo(
            "[{'manager':'me','operation':'Apply','apiVersion':'v1','time':'2026-01-02T03:04:05Z',"
                + "'fieldsType':'FieldsV1','fieldsV1':{'f:data':{'f:k':{}}}}]");
    apply(MAPS + "/a", "me", map("{'k':'2'}")).isCode(200);
  }

  /** The Java Operator SDK creates with a version nothing has, so as not to take over. */
  @Test
  void aVersionCountsOnlyWhereSomethingIs() {
    var configuration =
        "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','resourceVersion':'1'}}";
    apply(MAPS + "/a", "me", configuration).isCode(201);
    apply(MAPS + "/a", "other", configuration).isCode(409);
  }

  @Test
  void applyingTheSameAgainChangesNothing() {
    var first = apply(DEPLOYMENTS + "/web", "me", deployment("")).isCode(201);
    var again = apply(DEPLOYMENTS + "/web", "me", deployment("")).isCode(200);
    assertThat(again.at("/metadata/resourceVersion"))
        .isEqualTo(first.at("/metadata/resourceVersion"));
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void whatOthersOwnIsAConflict() {
    apply(MAPS + "/a", "one", map("{'k':'1','l':'1'}")).isCode(201);
    var refused =
        apply(MAPS + "/a", "two", map("{'k':'2'}"))
            .isRefused(
                409, "Conflict", "Apply failed with 1 conflict: conflict with 'one': .data.k");
    assertThat(refused.at("/details/causes").replace('"', '\''))
        .isEqualTo(
            "[{'reason':'FieldManagerConflict','message':'conflict with"
                + " \\'one\\'','field':'.data.k'}]");
    apply(MAPS + "/a", "two", map("{'k':'2','l':'2'}"))
        .isRefused(
            409,
            "Conflict",
            "Apply failed with 2 conflicts: conflicts with 'one':\n- .data.k\n- .data.l");
  }

  @Test
  void updatersAreNamedWithTheirVersion() {
    api.send("POST", MAPS + "?fieldManager=editor", map("{'k':'1'}"), "application/json")
        .isCode(201);
    apply(MAPS + "/a", "two", map("{'k':'2'}"))
        .isRefused(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with 'editor' using v1: .data.k");
  }

  @Test
  void forceTakesFieldsOver() {
    apply(MAPS + "/a", "one", map("{'k':'1','l':'1'}")).isCode(201);
    var taken = apply(MAPS + "/a?force=true", "two", map("{'k':'2'}")).isCode(200);
    assertThat(taken.at("/data/k")).isEqualTo("2");
    assertOwned(taken, "one", "Apply", "{'f:data':{'f:l':{}}}");
    assertOwned(taken, "two", "Apply", "{'f:data':{'f:k':{}}}");
  }

  @Test
  void equalValuesAreShared() {
    apply(MAPS + "/a", "one", map("{'k':'1'}")).isCode(201);
    var shared = apply(MAPS + "/a", "two", map("{'k':'1'}")).isCode(200);
    assertOwned(shared, "one", "Apply", "{'f:data':{'f:k':{}}}");
    assertOwned(shared, "two", "Apply", "{'f:data':{'f:k':{}}}");
    var left = apply(MAPS + "/a", "one", map("{'other':'1'}")).isCode(200);
    assertThat(left.at("/data/k")).isEqualTo("1");
    var gone = apply(MAPS + "/a", "two", map("{}")).isCode(200);
    assertThat(gone.at("/data")).isEqualTo("{\"other\":\"1\"}");
  }

  @Test
  void listElementsGoWithTheirLastOwner() {
    var service =
        "{'apiVersion':'v1','kind':'Service','metadata':{'name':'s'},'spec':{'ports':[%s]}}";
    var path = "/api/v1/namespaces/default/services/s";
    apply(path, "me", service.formatted("{'name':'a','port':80},{'name':'b','port':81}"))
        .isCode(201);
    var fewer = apply(path, "me", service.formatted("{'name':'b','port':81}")).isCode(200);
    assertThat(fewer.body().path("spec").path("ports").size()).isEqualTo(1);
    assertOwned(
        fewer,
        "me",
        "Apply",
        "{'f:spec':{'f:ports':{'k:{\\'port\\':81,\\'protocol\\':\\'TCP\\'}':"
            + "{'.':{},'f:name':{},'f:port':{}}}}}".replace("\\'", "\\\""));
  }

  @Test
  void aCreatorOwnsWhatItSetAndWhatWasDefaulted() {
    var created =
        api.send(
                "POST",
                "/api/v1/namespaces/default/pods?fieldManager=me",
                "{'metadata':{'name':'p','labels':{'a':'b'}},'spec':{'containers':[{'name':'c',"
                    + "'image':'i','ports':[{'containerPort':80}]}]}}",
                "application/json")
            .isCode(201);
    assertOwned(
        created,
        "me",
        "Update",
        ("{'f:metadata':{'f:labels':{'.':{},'f:a':{}}},'f:spec':{'f:containers':{'k:{~name~:~c~}':"
                + "{'.':{},'f:image':{},'f:imagePullPolicy':{},'f:name':{},'f:ports':{'.':{},"
                + "'k:{~containerPort~:80,~protocol~:~TCP~}':{'.':{},'f:containerPort':{},"
                + "'f:protocol':{}}},'f:resources':{},'f:terminationMessagePath':{},"
                + "'f:terminationMessagePolicy':{}}},'f:dnsPolicy':{},'f:enableServiceLinks':{},"
                + "'f:restartPolicy':{},'f:schedulerName':{},'f:securityContext':{},"
                + "'f:terminationGracePeriodSeconds':{}}}")
            .replace("~", "\\\""));
  }

  @Test
  void statusAndObjectHaveTheirOwnOwners() {
    apply(DEPLOYMENTS + "/web", "me", deployment("'replicas':2,")).isCode(201);
    var status =
        apply(
                DEPLOYMENTS + "/web/status",
                "controller",
                "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},"
                    + "'spec':{'replicas':9},'status':{'observedGeneration':1,'replicas':2}}")
            .isCode(200);
    assertThat(status.at("/status/replicas")).isEqualTo("2");
    assertThat(status.at("/spec/replicas")).isEqualTo("2");
    var entry = owned(status, "controller", "Apply");
    assertThat(entry.path("subresource").asString("")).isEqualTo("status");
    assertOwned(
        status, "controller", "Apply", "{'f:status':{'f:observedGeneration':{},'f:replicas':{}}}");
  }

  @Test
  void scalingTakesTheReplicas() {
    apply(DEPLOYMENTS + "/web", "me", deployment("'replicas':2,")).isCode(201);
    api.send(
            "PATCH",
            DEPLOYMENTS + "/web/scale?fieldManager=scaler",
            "{'spec':{'replicas':5}}",
            Patch.MERGE_PATCH)
        .isCode(200);
    var scaled = api.patch(DEPLOYMENTS + "/web?fieldManager=x", Patch.MERGE_PATCH, "{}");
    assertThat(scaled.at("/spec/replicas")).isEqualTo("5");
    assertOwned(scaled, "scaler", "Update", "{'f:spec':{'f:replicas':{}}}");
    assertThat(owned(scaled, "scaler", "Update").path("subresource").asString(""))
        .isEqualTo("scale");
    assertThat(owned(scaled, "me", "Apply").at("/fieldsV1/f:spec").has("f:replicas")).isFalse();
    apply(DEPLOYMENTS + "/web", "me", deployment("'replicas':2,"))
        .isRefused(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with 'scaler' with subresource 'scale' using"
                + " apps/v1: .spec.replicas");
    var scale =
        "{'apiVersion':'autoscaling/v1','kind':'Scale','metadata':{'name':'web'},'spec':{'replicas':3}}";
    apply(DEPLOYMENTS + "/web/scale", "me", scale)
        .isRefused(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with 'scaler' with subresource 'scale' using"
                + " autoscaling/v1: .spec.replicas");
    apply(DEPLOYMENTS + "/web/scale?force=true", "me", scale).isCode(200);
    assertThat(api.patch(DEPLOYMENTS + "/web", Patch.MERGE_PATCH, "{}").at("/spec/replicas"))
        .isEqualTo("3");
  }

  @Test
  void managedFieldsAreResetByAnEmptyEntryOnly() {
    apply(MAPS + "/a", "me", map("{'k':'1'}")).isCode(201);
    var kept = api.mergePatch(MAPS + "/a", "{'metadata':{'managedFields':[]}}").isCode(200);
    assertThat(kept.body().path("metadata").path("managedFields").size()).isEqualTo(1);
    var reset = api.mergePatch(MAPS + "/a", "{'metadata':{'managedFields':[{}]}}").isCode(200);
    assertThat(reset.body().path("metadata").has("managedFields")).isFalse();
    var untracked = api.mergePatch(MAPS + "/a", "{'data':{'l':'2'}}").isCode(200);
    assertThat(untracked.body().path("metadata").has("managedFields")).isFalse();
    var tracked = apply(MAPS + "/a", "me", map("{'k':'1'}")).isCode(200);
    assertOwned(tracked, "before-first-apply", "Update", "{'f:data':{'.':{},'f:k':{},'f:l':{}}}");
    assertOwned(tracked, "me", "Apply", "{'f:data':{'f:k':{}}}");
  }

  @Test
  void unreadableManagersAreIgnored() {
    apply(MAPS + "/a", "me", map("{'k':'1'}")).isCode(201);
    var kept =
        api.mergePatch(
                MAPS + "/a", "{'metadata':{'managedFields':[{'manager':'x','operation':'Odd'}]}}")
            .isCode(200);
    assertOwned(kept, "me", "Apply", "{'f:data':{'f:k':{}}}");
  }

  @Test
  void elevenUpdatersBecomeTen() {
    api.send("POST", MAPS + "?fieldManager=m0", map("{'k0':'1'}"), "application/json");
    for (var i = 1; i <= 10; i++) {
      api.send(
              "PATCH",
              MAPS + "/a?fieldManager=m" + i,
              "{'data':{'k" + i + "':'1'}}",
              Patch.MERGE_PATCH)
          .isCode(200);
    }
    var object = api.mergePatch(MAPS + "/a", "{}");
    assertThat(object.body().path("metadata").path("managedFields").size()).isEqualTo(10);
    assertOwned(object, "ancient-changes", "Update", "{'f:data':{'.':{},'f:k0':{},'f:k1':{}}}");
  }

  @Test
  void kubectlTakesOverWhatItAppliedOnTheClientSide() {
    var last =
        "{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"a\\\"},\\\"data\\\":{\\\"k\\\":\\\"1\\\"}}\\n";
    api.send(
            "POST",
            MAPS + "?fieldManager=kubectl-client-side-apply",
            "{'metadata':{'name':'a','annotations':{"
                + "'kubectl.kubernetes.io/last-applied-configuration':'"
                + last
                + "'}},'data':{'k':'1','other':'1'}}",
            "application/json")
        .isCode(201);
    apply(MAPS + "/a", "kubectl", map("{'other':'2'}")).isCode(409);
    apply(MAPS + "/a", "somebody", map("{'k':'2'}")).isCode(409);
    var taken = apply(MAPS + "/a", "kubectl", map("{'k':'2'}")).isCode(200);
    assertThat(taken.at("/data/k")).isEqualTo("2");
    assertThat(
            taken
                .body()
                .path("metadata")
                .path("annotations")
                .path("kubectl.kubernetes.io/last-applied-configuration")
                .asString(""))
        .isEqualTo(
            RegistryHarness.json(
                "{'apiVersion':'v1','data':{'k':'2'},'kind':'ConfigMap','metadata':{'name':'a'}}\n"));
  }

  @Test
  void wrongConfigurationsAreRefused() {
    apply(MAPS + "/a", "me", "{'metadata':{'name':'a'}}")
        .isRefused(400, "BadRequest", "invalid object type: /, Kind=");
    apply(MAPS + "/a", "me", "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'a'}}")
        .isRefused(400, "BadRequest", "invalid object type: /v1, Kind=Secret");
    apply(
            MAPS + "/a",
            "me",
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','managedFields':[]}}")
        .isRefused(400, "BadRequest", "metadata.managedFields must be nil");
    apply(MAPS + "/b", "me", map("{}"))
        .isRefused(
            400, "BadRequest", "the name of the object (a) does not match the name on the URL (b)");
    apply(MAPS + "/a", "me", "a: [").isCode(400);
    var untyped = apply(MAPS + "/a", "me", map("{},'foo':1")).isCode(500);
    assertThat(untyped.message())
        .isEqualTo(
            "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .foo: field not"
                + " declared in schema");
    apply(MAPS + "/a", "me", map("{'k':1}")).isCode(500);
    api.patch(MAPS + "/a", Patch.APPLY_PATCH, map("{}"))
        .isRefused(
            422,
            "Invalid",
            "PatchOptions.meta.k8s.io '' is invalid: fieldManager: Required value: is required for"
                + " apply patch");
    api.patch(MAPS + "/a?force=true", Patch.MERGE_PATCH, "{}")
        .isRefused(
            422,
            "Invalid",
            "PatchOptions.meta.k8s.io '' is invalid: force: Forbidden: may not be specified for"
                + " non-apply patch");
    apply(MAPS + "/a", "m".repeat(129), map("{}"))
        .isRefused(
            422,
            "Invalid",
            "PatchOptions.meta.k8s.io '' is invalid: fieldManager: Too long: may not be more than"
                + " 128 bytes");
  }

  @Test
  void aStaleResourceVersionIsAConflict() {
    apply(MAPS + "/a", "me", map("{'k':'1'}")).isCode(201);
    apply(
            MAPS + "/a",
            "me",
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','resourceVersion':'1'},"
                + "'data':{'k':'2'}}")
        .isRefused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on configmaps 'a': the object has been modified; please"
                + " apply your changes to the latest version and try again");
  }

  @Test
  void repeatedKeysAreReported() {
    var yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: x\n  k: y\n";
    apply(MAPS + "/a?fieldValidation=Strict", "me", yaml)
        .isRefused(
            400,
            "BadRequest",
            "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n"
                + "  line 7: key 'k' already set in map");
    var warned = apply(MAPS + "/a", "me", yaml).isCode(201);
    assertThat(warned.warnings()).containsExactly("line 7: key \"k\" already set in map");
  }

  @Test
  void dryRunsShowButDoNotStore() {
    apply(MAPS + "/a?dryRun=All", "me", map("{'k':'1'}")).isCode(201);
    assertThat(api.stored("/registry/configmaps/default/a")).isNull();
    apply(MAPS + "/a", "me", map("{'k':'1'}")).isCode(201);
    assertThat(apply(MAPS + "/a?dryRun=All", "me", map("{'k':'2'}")).at("/data/k")).isEqualTo("2");
    assertThat(api.stored("/registry/configmaps/default/a").at("/data/k").asString())
        .isEqualTo("1");
  }

  @Test
  void anUpdaterWithoutANameIsUnknown() {
    var created = api.post(MAPS, map("{'k':'1'}")).isCode(201);
    assertOwned(created, "unknown", "Update", "{'f:data':{'.':{},'f:k':{}}}");
  }
}
