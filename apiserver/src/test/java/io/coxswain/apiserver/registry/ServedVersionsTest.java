package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Built-in kinds that are served in another version than the one they are stored in. */
class ServedVersionsTest {
  private static final String V1 =
      "/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers";
  private static final String V2 =
      "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";
  private static final String NEWER = "/apis/events.k8s.io/v1/namespaces/default/events";
  private static final String CORE = "/api/v1/namespaces/default/events";
  private static final String TARGET =
      "'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'web'},'maxReplicas':5";
  private static final String ALPHA = "/metadata/annotations/autoscaling.alpha.kubernetes.io~1";

  private final RegistryHarness api = new RegistryHarness();

  private static String autoscaler(String more) {
    return "{'metadata':{'name':'web'},'spec':{" + TARGET + more + "}}";
  }

  private static JsonNode json(String text) {
    return Json.tree(RegistryHarness.json(text));
  }

  @Test
  void anAutoscalerOfV1IsStoredAsV2() {
    var created = api.post(V1, autoscaler(",'targetCPUUtilizationPercentage':70")).isCode(201);
    assertThat(created.at("/apiVersion")).isEqualTo("autoscaling/v1");
    assertThat(created.body().path("spec"))
        .isEqualTo(json("{" + TARGET + ",'minReplicas':1,'targetCPUUtilizationPercentage':70}"));
    assertThat(created.body().path("status"))
        .isEqualTo(json("{'currentReplicas':0,'desiredReplicas':0}"));

    var stored = api.stored("/registry/horizontalpodautoscalers/default/web");
    assertThat(stored.path("apiVersion").stringValue()).isEqualTo("autoscaling/v2");
    assertThat(stored.path("spec").path("metrics"))
        .isEqualTo(
            json(
                "[{'type':'Resource','resource':{'name':'cpu',"
                    + "'target':{'type':'Utilization','averageUtilization':70}}}]"));
  }

  @Test
  void anAutoscalerOfV1WithoutATargetAimsAtTheUsualCpu() {
    assertThat(api.post(V1, autoscaler("")).isCode(201).at("/spec/targetCPUUtilizationPercentage"))
        .isEqualTo("80");
  }

  @Test
  void whatV1HasNoFieldForStandsInAnnotations() {
    api.post(
            V2,
            autoscaler(
                ",'metrics':[{'type':'Resource','resource':{'name':'memory',"
                    + "'target':{'type':'Utilization','averageUtilization':60}}},"
                    + "{'type':'Pods','pods':{'metric':{'name':'requests<'},"
                    + "'target':{'type':'AverageValue','averageValue':'1k'}}}],"
                    + "'behavior':{'scaleDown':{'stabilizationWindowSeconds':60}}"))
        .isCode(201);
    var read =
        api.put(V1 + "/web", api.mergePatch(V1 + "/web", "{}").body().toString()).isCode(200);
    assertThat(read.body().path("spec").has("targetCPUUtilizationPercentage")).isFalse();
    assertThat(read.at(ALPHA + "metrics"))
        .isEqualTo(
            "[{\"type\":\"Resource\",\"resource\":{\"name\":\"memory\","
                + "\"targetAverageUtilization\":60}},"
                + "{\"type\":\"Pods\",\"pods\":{\"metricName\":\"requests\\u003c\","
                + "\"targetAverageValue\":\"1k\"}}]");
    assertThat(read.at(ALPHA + "behavior"))
        .isEqualTo(
            "{\"ScaleUp\":{\"StabilizationWindowSeconds\":0,\"SelectPolicy\":\"Max\","
                + "\"Policies\":[{\"Type\":\"Pods\",\"Value\":4,\"PeriodSeconds\":15},"
                + "{\"Type\":\"Percent\",\"Value\":100,\"PeriodSeconds\":15}],"
                + "\"Tolerance\":null},\"ScaleDown\":{\"StabilizationWindowSeconds\":60,"
                + "\"SelectPolicy\":\"Max\",\"Policies\":[{\"Type\":\"Percent\",\"Value\":100,"
                + "\"PeriodSeconds\":15}],\"Tolerance\":null}}");
    var stored = api.stored("/registry/horizontalpodautoscalers/default/web");
    assertThat(stored.path("metadata").has("annotations")).isFalse();
  }

  @Test
  void aStatusSurvivesAWriterOfV1() {
    api.post(V2, autoscaler("")).isCode(201);
    var status =
        "{'currentReplicas':2,'desiredReplicas':3,"
            + "'currentMetrics':[{'type':'Resource','resource':{'name':'cpu',"
            + "'current':{'averageValue':'5m','averageUtilization':40}}}],"
            + "'conditions':[{'type':'AbleToScale','status':'True',"
            + "'lastTransitionTime':'2026-01-02T03:04:05Z','reason':'R','message':'a & b'}]}";
    api.patch(V2 + "/web/status", Patch.MERGE_PATCH, "{'status':" + status + "}").isCode(200);

    var v1 = api.mergePatch(V1 + "/web", "{'spec':{'maxReplicas':9}}").isCode(200);
    assertThat(v1.at("/status/currentCPUUtilizationPercentage")).isEqualTo("40");
    assertThat(v1.at(ALPHA + "current-metrics"))
        .isEqualTo(
            "[{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\","
                + "\"currentAverageUtilization\":40,\"currentAverageValue\":\"5m\"}}]");
    assertThat(v1.at(ALPHA + "conditions"))
        .isEqualTo(
            "[{\"type\":\"AbleToScale\",\"status\":\"True\","
                + "\"lastTransitionTime\":\"2026-01-02T03:04:05Z\",\"reason\":\"R\","
                + "\"message\":\"a \\u0026 b\"}]");
    assertThat(api.stored("/registry/horizontalpodautoscalers/default/web").path("status"))
        .isEqualTo(json(status));
  }

  @Test
  void everyMeasureGoesToV1AndBack() {
    var metrics =
        "[{'type':'Object','object':{'describedObject':{'kind':'Ingress','name':'i',"
            + "'apiVersion':'networking.k8s.io/v1'},'metric':{'name':'hits',"
            + "'selector':{'matchLabels':{'a':'b'}}},'target':{'type':'Value','value':'10'}}},"
            + "{'type':'External','external':{'metric':{'name':'queue'},"
            + "'target':{'type':'AverageValue','averageValue':'30'}}},"
            + "{'type':'ContainerResource','containerResource':{'name':'cpu','container':'c',"
            + "'target':{'type':'Utilization','averageUtilization':50}}},"
            + "{'type':'Resource','resource':{'name':'cpu',"
            + "'target':{'type':'AverageValue','averageValue':'100m'}}}]";
    api.post(V2, autoscaler(",'metrics':" + metrics)).isCode(201);
    var before = api.stored("/registry/horizontalpodautoscalers/default/web");
    api.mergePatch(V1 + "/web", "{'metadata':{'labels':{'a':'b'}}}").isCode(200);
    assertThat(api.stored("/registry/horizontalpodautoscalers/default/web").path("spec"))
        .isEqualTo(before.path("spec"));
    assertThat(before.path("spec").path("metrics")).isEqualTo(json(metrics));
  }

  @Test
  void fieldsAreOwnedInTheVersionTheyWereWrittenIn() {
    api.patch(
            V1 + "/web?fieldManager=old",
            Patch.APPLY_PATCH,
            "{'apiVersion':'autoscaling/v1','kind':'HorizontalPodAutoscaler',"
                + "'metadata':{'name':'web'},'spec':{"
                + TARGET
                + ",'targetCPUUtilizationPercentage':70}}")
        .isCode(201);
    var other =
        "{'apiVersion':'autoscaling/v2','kind':'HorizontalPodAutoscaler',"
            + "'metadata':{'name':'web'},'spec':{'maxReplicas':6,'metrics':[{'type':'Resource',"
            + "'resource':{'name':'cpu','target':{'type':'Utilization',"
            + "'averageUtilization':50}}}]}}";
    var refused = api.patch(V2 + "/web?fieldManager=new", Patch.APPLY_PATCH, other);
    assertThat(refused.code()).isEqualTo(409);
    assertThat(refused.message())
        .contains("conflicts with \"old\"")
        .contains(".spec.targetCPUUtilizationPercentage")
        .contains(".spec.maxReplicas");

    var forced = api.patch(V2 + "/web?fieldManager=new&force=true", Patch.APPLY_PATCH, other);
    var owners = forced.isCode(200).body().at("/metadata/managedFields");
    var old =
        owners.valueStream().filter(o -> o.path("manager").asString().equals("old")).findFirst();
    assertThat(old.orElseThrow().path("apiVersion").asString()).isEqualTo("autoscaling/v1");
    assertThat(old.orElseThrow().at("/fieldsV1/f:spec").properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactly("f:scaleTargetRef");
  }

  @Test
  void errorsOfV1AreThoseOfTheStoredForm() {
    api.post(
            V1,
            "{'metadata':{'name':'web'},'spec':{'scaleTargetRef':{'kind':'a','name':'b'},"
                + "'maxReplicas':0}}")
        .isRefused(
            422,
            "Invalid",
            "HorizontalPodAutoscaler.autoscaling 'web' is invalid: [spec.maxReplicas: Invalid"
                + " value: 0: must be greater than 0, spec.maxReplicas: Invalid value: 0: must be"
                + " greater than or equal to `minReplicas`]");
  }

  @Test
  void deletionAnswersInTheVersionOfTheRequest() {
    api.post(V2, autoscaler("")).isCode(201);
    var list = api.delete(V1).isCode(200);
    assertThat(list.at("/apiVersion")).isEqualTo("autoscaling/v1");
    assertThat(list.at("/items/0/apiVersion")).isEqualTo("autoscaling/v1");
  }

  private static final String EVENT =
      "{'metadata':{'name':'e'},'eventTime':'2026-01-02T03:04:05.000001Z','action':'Scheduling',"
          + "'reason':'Scheduled','type':'Normal','note':'Placed','reportingController':'a/b',"
          + "'reportingInstance':'i','regarding':{'kind':'Pod','name':'p','namespace':'default'}}";

  @Test
  void anEventOfTheNewerGroupIsACoreEvent() {
    var created = api.post(NEWER, EVENT).isCode(201);
    assertThat(created.at("/apiVersion")).isEqualTo("events.k8s.io/v1");
    assertThat(created.at("/regarding/name")).isEqualTo("p");
    var stored = api.stored("/registry/events/default/e");
    assertThat(stored.path("apiVersion").stringValue()).isEqualTo("v1");
    assertThat(stored.at("/involvedObject/name").stringValue()).isEqualTo("p");
    assertThat(stored.path("message").stringValue()).isEqualTo("Placed");
    assertThat(stored.path("reportingComponent").stringValue()).isEqualTo("a/b");
    assertThat(stored.has("note")).isFalse();

    var patched =
        api.patch(
                NEWER + "/e",
                Patch.STRATEGIC_MERGE_PATCH,
                "{'series':{'count':2,'lastObservedTime':'2026-01-02T03:05:05.000001Z'}}")
            .isCode(200);
    assertThat(patched.at("/series/count")).isEqualTo("2");
    assertThat(api.stored("/registry/events/default/e").at("/series/count").asInt()).isEqualTo(2);
  }

  @Test
  void aCoreEventIsReadInTheWordsOfTheNewerGroup() {
    api.post(
            CORE,
            "{'metadata':{'name':'Upper_case'},'involvedObject':{'kind':'Pod','name':'p',"
                + "'namespace':'default'},'reason':'R','message':'m','count':3,"
                + "'source':{'component':'kubelet','host':'n'},"
                + "'firstTimestamp':'2026-01-02T03:04:05Z'}")
        .isCode(201);
    // nothing is changed, so nothing is validated anew but what holds for all
    var read = api.mergePatch(NEWER + "/Upper_case", "{}");
    assertThat(read.at("/deprecatedCount")).isEqualTo("3");
    assertThat(read.at("/deprecatedSource/component")).isEqualTo("kubelet");
    assertThat(read.at("/deprecatedFirstTimestamp")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(read.at("/note")).isEqualTo("m");
  }

  @Test
  void theNewerGroupAsksForMoreThanCore() {
    api.post(NEWER, "{'metadata':{'name':'e'},'regarding':{'namespace':'default'}}")
        .isRefused(
            422,
            "Invalid",
            "Event.events.k8s.io 'e' is invalid: [eventTime: Required value, type: Invalid value:"
                + " '': has invalid value: ]");
    api.post(CORE, "{'metadata':{'name':'e'},'involvedObject':{'namespace':'default'}}")
        .isCode(201);
    api.post(CORE, "{'metadata':{'name':'f'},'involvedObject':{'namespace':'other'}}")
        .isRefused(
            422,
            "Invalid",
            "Event 'f' is invalid: involvedObject.namespace: Invalid value: 'other': does not match"
                + " event.namespace");
    api.post(NEWER, EVENT.replace("'e'", "'g'")).isCode(201);
    api.mergePatch(NEWER + "/g", "{'note':'other'}")
        .isRefused(
            422,
            "Invalid",
            "Event.events.k8s.io 'g' is invalid: message: Invalid value: 'other': field is"
                + " immutable");
  }
}
