package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubresourceWritesTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String POD =
      "{'metadata':{'name':'web'},'spec':{'containers':[{'name':'c','image':'nginx'}]}}";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void aPodIsBoundOnce() {
    api.post(PODS, POD);
    var bound =
        api.post(
                PODS + "/web/binding",
                "{'metadata':{'name':'web'},'target':{'kind':'Node','name':'n1'}}")
            .isCode(201);
    assertThat(bound.at("/status")).isEqualTo("Success");
    var pod = api.stored("/registry/pods/default/web");
    assertThat(pod.at("/spec/nodeName").asString()).isEqualTo("n1");
    assertThat(pod.at("/status/conditions").toString())
        .isEqualTo(
            "[{\"type\":\"PodScheduled\",\"status\":\"True\","
                + "\"lastTransitionTime\":\"2026-01-02T03:04:05Z\"}]");
    api.post(PODS + "/web/binding", "{'target':{'kind':'Node','name':'n2'}}")
        .isRefused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on pods/binding 'web': pod web is already assigned to"
                + " node 'n1'");
    api.post(PODS + "/none/binding", "{'target':{'kind':'Node','name':'n2'}}").isCode(404);
    api.post(
            "/api/v1/namespaces/default/bindings",
            "{'metadata':{'name':'web'},'target':{'kind':'Node','name':'n2'}}")
        .isCode(409);
  }

  @Test
  void scaleReadsAndWritesReplicas() {
    api.post(
            DEPLOYMENTS,
            "{'metadata':{'name':'web'},'spec':{'selector':{'matchLabels':{'app':'web'}},"
                + "'template':{'metadata':{'labels':{'app':'web'}},"
                + "'spec':{'containers':[{'name':'c','image':'x'}]}}}}")
        .isCode(201);
    var scale = api.get(DEPLOYMENTS + "/web/scale").isCode(200);
    assertThat(scale.at("/kind")).isEqualTo("Scale");
    assertThat(scale.at("/status/selector")).isEqualTo("app=web");
    assertThat(scale.at("/spec/replicas")).isEqualTo("1");
    var version = scale.at("/metadata/resourceVersion");
    var scaled =
        api.put(
                DEPLOYMENTS + "/web/scale",
                "{'metadata':{'name':'web','resourceVersion':'"
                    + version
                    + "'},'spec':{'replicas':5}}")
            .isCode(200);
    assertThat(scaled.at("/spec/replicas")).isEqualTo("5");
    api.put(
            DEPLOYMENTS + "/web/scale",
            "{'metadata':{'name':'web','resourceVersion':'" + version + "'},'spec':{'replicas':6}}")
        .isCode(409);
    api.mergePatch(DEPLOYMENTS + "/web/scale", "{'spec':{'replicas':0}}").isCode(200);
    var strict = DEPLOYMENTS + "/web/scale?fieldValidation=Strict";
    assertThat(api.mergePatch(strict, "{'spec':{'replicas':2,'replicas':3,'size':4}}").message())
        .endsWith(
            "strict decoding error: duplicate field \"spec.replicas\", unknown field"
                + " \"spec.size\"");
    api.mergePatch(DEPLOYMENTS + "/web/scale", "{'spec':{'replicas':'two'}}").isCode(422);
    api.mergePatch(DEPLOYMENTS + "/web/scale", "[]")
        .isRefused(
            400,
            "BadRequest",
            "error decoding patch: json: cannot unmarshal array into Go value of type"
                + " map[string]interface {}");
    api.mergePatch(DEPLOYMENTS + "/web/scale", "{'a':".repeat(600) + "1" + "}".repeat(600))
        .isCode(400);
    var stored = api.stored("/registry/deployments/default/web");
    assertThat(stored.at("/spec/replicas").asInt()).isZero();
    assertThat(stored.at("/metadata/generation").asInt()).isEqualTo(3);
    assertThat(api.mergePatch(DEPLOYMENTS + "/web/scale", "{'spec':{'replicas':-1}}").code())
        .isEqualTo(422);
  }

  @Test
  void evictionDeletes() {
    api.post(PODS, POD);
    api.post(PODS + "/web/eviction", "{'metadata':{'name':'web'}}").isCode(201);
    assertThat(api.stored("/registry/pods/default/web")).isNull();
  }

  @Test
  void ephemeralContainersAreOnlyAdded() {
    api.post(PODS, POD);
    var path = PODS + "/web/ephemeralcontainers";
    var added =
        api.patch(
                path,
                Patch.STRATEGIC_MERGE_PATCH,
                "{'spec':{'ephemeralContainers':[{'name':'debug','image':'busybox'}]}}")
            .isCode(200);
    assertThat(added.at("/spec/ephemeralContainers/0/name")).isEqualTo("debug");
    assertThat(
            api.patch(
                    path,
                    Patch.STRATEGIC_MERGE_PATCH,
                    "{'spec':{'ephemeralContainers':[{'name':'debug','image':'other'}]}}")
                .isCode(422)
                .message())
        .contains("existing ephemeral containers \"debug\" may not be changed");
  }

  @Test
  void reviewsAnswerAndStoreNothing() {
    var token =
        api.post("/apis/authentication.k8s.io/v1/tokenreviews", "{'spec':{'token':'secret'}}")
            .isCode(201);
    assertThat(token.at("/status/authenticated")).isEqualTo("true");
    assertThat(token.at("/status/user/username")).isEqualTo("admin");
    assertThat(
            api.post("/apis/authentication.k8s.io/v1/tokenreviews", "{'spec':{'token':'x'}}")
                .isCode(201)
                .at("/status/authenticated"))
        .isNotEqualTo("true");
    var access = "/apis/authorization.k8s.io/v1/";
    var question = "'resourceAttributes':{'verb':'get','resource':'pods'}";
    assertThat(
            api.post(access + "selfsubjectaccessreviews", "{'spec':{" + question + "}}")
                .isCode(201)
                .at("/status/allowed"))
        .isEqualTo("true");
    assertThat(
            api.post(access + "subjectaccessreviews", "{'spec':{'user':'eve'," + question + "}}")
                .isCode(201)
                .at("/status/allowed"))
        .isEqualTo("false");
    assertThat(
            api.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")
                .isCode(201)
                .at("/status/userInfo/username"))
        .isEqualTo("admin");
    assertThat(api.store.range("/registry/tokenreviews/", null, 0, 0).items()).isEmpty();
  }

  @Test
  void pathsThatAreNotServedAreRefused() {
    api.post(PODS, POD);
    api.get(PODS + "/web/scale").isCode(404);
    api.post("/apis/nobody.io/v1/things", "{}").isCode(404);
  }
}
