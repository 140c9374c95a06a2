package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Create, update, patch and delete as every kind has them. */
class GenericWritesTest {
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void createSetsSystemFieldsAndStoresNoResourceVersion() {
    var created =
        api.post(
                CONFIG_MAPS,
                "{'metadata':{'name':'a','uid':'mine','selfLink':'/x','creationTimestamp':null},"
                    + "'data':{'k':'v'},'binaryData':{}}")
            .isCode(201);

    assertThat(created.at("/apiVersion")).isEqualTo("v1");
    assertThat(created.at("/kind")).isEqualTo("ConfigMap");
    assertThat(created.at("/metadata/namespace")).isEqualTo("default");
    assertThat(created.at("/metadata/uid")).hasSize(36).isNotEqualTo("mine");
    assertThat(created.at("/metadata/creationTimestamp")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(created.at("/metadata/resourceVersion")).isNotEmpty();
    assertThat(created.at("/metadata/selfLink")).isEmpty();
    assertThat(created.body().has("binaryData")).isFalse();
    var stored = api.stored("/registry/configmaps/default/a");
    assertThat(stored.path("metadata").has("resourceVersion")).isFalse();
    assertThat(stored.path("data").path("k").asString()).isEqualTo("v");
  }

  @Test
  void aTakenNameIsRefused() {
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a'}}").isCode(201);
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a'}}")
        .isRefused(409, "AlreadyExists", "configmaps 'a' already exists");
  }

  @Test
  void generatedNamesEndInFiveCharacters() {
    var name =
        api.post(CONFIG_MAPS, "{'metadata':{'generateName':'web-'}}")
            .isCode(201)
            .at("/metadata/name");
    assertThat(name).matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
  }

  @Test
  void namesAndNamespacesAreChecked() {
    api.post(CONFIG_MAPS, "{}")
        .isRefused(
            422,
            "Invalid",
            "ConfigMap '' is invalid: metadata.name: Required value: name or generateName is"
                + " required");
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a','namespace':'other'}}")
        .isRefused(
            400,
            "BadRequest",
            "the namespace of the provided object does not match the namespace sent on the"
                + " request");
    var invalid = api.post(CONFIG_MAPS, "{'metadata':{'name':'A_b'}}").isCode(422);
    assertThat(invalid.message())
        .startsWith(
            "ConfigMap \"A_b\" is invalid: metadata.name: Invalid value: \"A_b\": a lowercase RFC"
                + " 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'");
    assertThat(invalid.at("/details/causes/0/reason")).isEqualTo("FieldValueInvalid");
    assertThat(invalid.at("/details/causes/0/field")).isEqualTo("metadata.name");
    assertThat(invalid.at("/details/kind")).isEqualTo("ConfigMap");
  }

  @Test
  void unknownFieldsAreWarnedOfIgnoredOrRefused() {
    var body = "{'metadata':{'name':'%s','x':1},'dat':{},'data':{'a':'1','a':'2'}}";
    assertThat(api.post(CONFIG_MAPS, body.formatted("w")).isCode(201).warnings())
        .containsExactly(
            "unknown field \"metadata.x\"", "unknown field \"dat\"", "duplicate field \"data.a\"");
    assertThat(
            api.post(CONFIG_MAPS + "?fieldValidation=Ignore", body.formatted("i"))
                .isCode(201)
                .warnings())
        .isEmpty();
    api.post(CONFIG_MAPS + "?fieldValidation=Strict", body.formatted("s"))
        .isRefused(
            400,
            "BadRequest",
            "ConfigMap in version 'v1' cannot be handled as a ConfigMap: strict decoding error:"
                + " unknown field 'metadata.x', unknown field 'dat', duplicate field 'data.a'");
  }

  @Test
  void wrongTypesAreNamedAsGoNamesThem() {
    api.post(CONFIG_MAPS, "{'metadata':{'name':1}}")
        .isRefused(
            400,
            "BadRequest",
            "ConfigMap in version 'v1' cannot be handled as a ConfigMap: json: cannot unmarshal"
                + " number into Go struct field ObjectMeta.metadata.name of type string");
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a'},'data':{'a':true}}")
        .isRefused(
            400,
            "BadRequest",
            "ConfigMap in version 'v1' cannot be handled as a ConfigMap: json: cannot unmarshal"
                + " bool into Go struct field ConfigMap.data of type string");
    api.post(
            "/apis/apps/v1/namespaces/default/deployments",
            "{'spec':{'replicas':'3','template':{'spec':{'containers':[{'name':5}]}}}}")
        .isRefused(
            400,
            "BadRequest",
            "Deployment in version 'v1' cannot be handled as a Deployment: json: cannot unmarshal"
                + " string into Go struct field DeploymentSpec.spec.replicas of type int32");
    api.post(
            "/apis/apps/v1/namespaces/default/deployments",
            "{'spec':{'template':{'spec':{'containers':[{'name':5}]}}}}")
        .isRefused(
            400,
            "BadRequest",
            "Deployment in version 'v1' cannot be handled as a Deployment: json: cannot unmarshal"
                + " number into Go struct field Container.spec.template.spec.containers.name of"
                + " type string");
  }

  @Test
  void theWrongKindOrVersionIsRefused() {
    api.post(CONFIG_MAPS, "{'apiVersion':'apps/v1','metadata':{'name':'a'}}")
        .isRefused(
            400,
            "BadRequest",
            "the API version in the data (apps/v1) does not match the expected API version (v1)");
    assertThat(api.post(CONFIG_MAPS, "{'kind':'Secret','apiVersion':'v1'}").code()).isEqualTo(400);
    assertThat(api.post(CONFIG_MAPS, "not json").code()).isEqualTo(400);
    assertThat(api.send("POST", CONFIG_MAPS, "{}", "text/plain").code()).isEqualTo(415);
  }

  @Test
  void yamlIsReadAsJsonIs() {
    var created =
        api.send("POST", CONFIG_MAPS, "metadata:\n  name: y\ndata:\n  a: b\n", "application/yaml")
            .isCode(201);
    assertThat(created.at("/data/a")).isEqualTo("b");
  }

  @Test
  void updatesLockOptimistically() {
    var version =
        api.post(CONFIG_MAPS, "{'metadata':{'name':'a'}}").at("/metadata/resourceVersion");
    var body = "{'metadata':{'name':'a','resourceVersion':'%s'},'data':{'k':'%s'}}";
    var updated = api.put(CONFIG_MAPS + "/a", body.formatted(version, "1")).isCode(200);
    assertThat(updated.at("/data/k")).isEqualTo("1");
    api.put(CONFIG_MAPS + "/a", body.formatted(version, "2"))
        .isRefused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on configmaps 'a': the object has been modified; please"
                + " apply your changes to the latest version and try again");
    api.put(CONFIG_MAPS + "/a", "{'metadata':{'name':'a'},'data':{'k':'3'}}").isCode(200);
    api.put(CONFIG_MAPS + "/b", "{'metadata':{'name':'b'}}")
        .isRefused(404, "NotFound", "configmaps 'b' not found");
    api.put(CONFIG_MAPS + "/a", "{'metadata':{'name':'b'}}")
        .isRefused(
            400, "BadRequest", "the name of the object (b) does not match the name on the URL (a)");
  }

  @Test
  void anUnchangedObjectIsNotWritten() {
    var created = api.post(CONFIG_MAPS, "{'metadata':{'name':'a'},'data':{'k':'v'}}");
    var revision = api.store.currentRevision();
    var again = api.put(CONFIG_MAPS + "/a", created.body().toString()).isCode(200);
    assertThat(api.store.currentRevision()).isEqualTo(revision);
    assertThat(again.at("/metadata/resourceVersion"))
        .isEqualTo(created.at("/metadata/resourceVersion"));
  }

  @Test
  void patchesOfAllKindsApply() {
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a'},'data':{'k':'v','l':'w'}}");
    var merged = api.mergePatch(CONFIG_MAPS + "/a", "{'data':{'k':null,'m':'x'}}").isCode(200);
    assertThat(merged.body().get("data").toString()).isEqualTo("{\"l\":\"w\",\"m\":\"x\"}");
    var patched =
        api.patch(
                CONFIG_MAPS + "/a",
                Patch.JSON_PATCH,
                "[{'op':'test','path':'/data/l','value':'w'},"
                    + "{'op':'replace','path':'/data/l','value':'z'}]")
            .isCode(200);
    assertThat(patched.at("/data/l")).isEqualTo("z");
    api.patch(
            CONFIG_MAPS + "/a",
            Patch.JSON_PATCH,
            "[{'op':'test','path':'/data/l','value':'other'}]")
        .isRefused(
            422, "Invalid", "the server rejected our request due to an error in our request");
    assertThat(
            api.patch(CONFIG_MAPS + "/a", Patch.STRATEGIC_MERGE_PATCH, "{'data':{'n':'1'}}")
                .isCode(200)
                .at("/data/n"))
        .isEqualTo("1");
    api.patch(CONFIG_MAPS + "/a", "text/plain", "{}").isCode(415);
    api.mergePatch(CONFIG_MAPS + "/b", "{}").isCode(404);
    api.mergePatch(CONFIG_MAPS + "/a", "{'metadata':{'uid':'other'}}").isCode(409);
    api.mergePatch(CONFIG_MAPS + "/a", "{'metadata':{'resourceVersion':'1'}}").isCode(409);
  }

  @Test
  void deletionAnswersWithAStatus() {
    var uid = api.post(CONFIG_MAPS, "{'metadata':{'name':'a'}}").at("/metadata/uid");
    var deleted = api.delete(CONFIG_MAPS + "/a").isCode(200);
    assertThat(deleted.body().toString())
        .isEqualTo(
            RegistryHarness.json(
                "{'kind':'Status','apiVersion':'v1','metadata':{},'status':'Success',"
                    + "'details':{'name':'a','kind':'configmaps','uid':'"
                    + uid
                    + "'}}"));
    api.delete(CONFIG_MAPS + "/a").isRefused(404, "NotFound", "configmaps 'a' not found");
  }

  @Test
  void deletionHonoursPreconditionsAndFinalizers() {
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a','finalizers':['example.com/hold']}}");
    var uid = api.stored("/registry/configmaps/default/a").at("/metadata/uid").asString();
    api.delete(CONFIG_MAPS + "/a", "{'preconditions':{'uid':'x'}}")
        .isRefused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on ConfigMap 'a': the UID in the precondition (x) does"
                + " not match the UID in record ("
                + uid
                + "). The object might have been deleted and then recreated");
    assertThat(
            api.delete(CONFIG_MAPS + "/a", "{'preconditions':{'resourceVersion':'1'}}")
                .isCode(409)
                .message())
        .contains("the ResourceVersion in the precondition (1) does not match the ResourceVersion")
        .endsWith("The object might have been modified");
    var marked = api.delete(CONFIG_MAPS + "/a").isCode(200);
    assertThat(marked.at("/metadata/deletionTimestamp")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(marked.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("0");
    assertThat(
            api.mergePatch(
                    CONFIG_MAPS + "/a",
                    "{'metadata':{'finalizers':['example.com/hold','example.com/new']}}")
                .message())
        .contains(
            "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being"
                + " deleted, found new finalizers []string{\"example.com/new\"}");
    api.mergePatch(CONFIG_MAPS + "/a", "{'metadata':{'finalizers':null}}").isCode(200);
    assertThat(api.stored("/registry/configmaps/default/a")).isNull();
  }

  @Test
  void propagationPoliciesAddFinalizers() {
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a'}}");
    var marked = api.delete(CONFIG_MAPS + "/a?propagationPolicy=Foreground").isCode(200);
    assertThat(marked.body().at("/metadata/finalizers").toString())
        .isEqualTo("[\"foregroundDeletion\"]");
    api.post(CONFIG_MAPS, "{'metadata':{'name':'b'}}");
    assertThat(
            api.delete(CONFIG_MAPS + "/b", "{'orphanDependents':true}")
                .body()
                .at("/metadata/finalizers")
                .toString())
        .isEqualTo("[\"orphan\"]");
    api.delete(CONFIG_MAPS + "/b?propagationPolicy=Sideways")
        .isRefused(
            422,
            "Invalid",
            "DeleteOptions.meta.k8s.io '' is invalid: propagationPolicy: Unsupported value:"
                + " 'Sideways': supported values: 'Foreground', 'Background', 'Orphan', 'nil'");
  }

  @Test
  void dryRunsLeaveNoTrace() {
    api.post(CONFIG_MAPS + "?dryRun=All", "{'metadata':{'name':'a'}}").isCode(201);
    assertThat(api.stored("/registry/configmaps/default/a")).isNull();
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a'},'data':{'k':'v'}}");
    assertThat(api.mergePatch(CONFIG_MAPS + "/a?dryRun=All", "{'data':{'k':'w'}}").at("/data/k"))
        .isEqualTo("w");
    api.delete(CONFIG_MAPS + "/a?dryRun=All").isCode(200);
    assertThat(api.stored("/registry/configmaps/default/a").at("/data/k").asString())
        .isEqualTo("v");
    api.delete(CONFIG_MAPS + "/a?dryRun=Some").isCode(422);
    var refused = api.post(CONFIG_MAPS + "?dryRun=Some&fieldValidation=Loose", "{}").isCode(422);
    assertThat(refused.message())
        .isEqualTo(
            "CreateOptions.meta.k8s.io \"\" is invalid: [dryRun: Unsupported value: [\"Some\"]:"
                + " supported values: \"All\", fieldValidation: Unsupported value: \"Loose\":"
                + " supported values: \"Ignore\", \"Strict\", \"Warn\"]");
    assertThat(refused.at("/details/kind")).isEqualTo("CreateOptions");
    assertThat(refused.at("/details/causes/1/field")).isEqualTo("fieldValidation");
  }

  @Test
  void collectionsAreDeletedBySelector() {
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a','labels':{'app':'x'}}}");
    api.post(CONFIG_MAPS, "{'metadata':{'name':'b','labels':{'app':'y'}}}");
    api.post(CONFIG_MAPS, "{'metadata':{'name':'c'}}");
    var deleted = api.delete(CONFIG_MAPS + "?labelSelector=app in (x)").isCode(200);
    assertThat(deleted.at("/kind")).isEqualTo("ConfigMapList");
    assertThat(deleted.body().get("items")).hasSize(1);
    assertThat(api.stored("/registry/configmaps/default/a")).isNull();
    api.delete(CONFIG_MAPS + "?fieldSelector=metadata.name=b").isCode(200);
    assertThat(api.stored("/registry/configmaps/default/b")).isNull();
    assertThat(api.stored("/registry/configmaps/default/c")).isNotNull();
  }

  @Test
  void leasesMustBeUpdatedWithAVersion() {
    api.put(LEASES + "/l", "{'metadata':{'name':'l'}}").isCode(201);
    api.put(LEASES + "/l", "{'metadata':{'name':'l'},'spec':{'holderIdentity':'x'}}")
        .isRefused(
            422,
            "Invalid",
            "Lease.coordination.k8s.io 'l' is invalid: metadata.resourceVersion: Invalid value: 0:"
                + " must be specified for an update");
  }
}
