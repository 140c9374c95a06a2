package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodWritesTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String PLAIN =
      "{'metadata':{'name':'web'},'spec':{'containers':[{'name':'c','image':'nginx'}]}}";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void aPlainPodGetsWhatUpstreamGivesIt() {
    var pod = api.post(PODS, PLAIN).isCode(201);

    var volume = pod.at("/spec/volumes/0/name");
    assertThat(volume).matches("kube-api-access-[a-z0-9]{5}");
    var expected =
        """
        {'volumes':[{'name':'%1$s','projected':{'sources':[
            {'serviceAccountToken':{'expirationSeconds':3607,'path':'token'}},
            {'configMap':{'name':'kube-root-ca.crt','items':[{'key':'ca.crt','path':'ca.crt'}]}},
            {'downwardAPI':{'items':[{'path':'namespace',
              'fieldRef':{'apiVersion':'v1','fieldPath':'metadata.namespace'}}]}}],
            'defaultMode':420}}],
         'containers':[{'name':'c','image':'nginx','resources':{},
            'volumeMounts':[{'name':'%1$s','readOnly':true,
              'mountPath':'/var/run/secrets/kubernetes.io/serviceaccount'}],
            'terminationMessagePath':'/dev/termination-log','terminationMessagePolicy':'File',
            'imagePullPolicy':'Always'}],
         'restartPolicy':'Always','terminationGracePeriodSeconds':30,'dnsPolicy':'ClusterFirst',
         'serviceAccountName':'default','serviceAccount':'default','securityContext':{},
         'schedulerName':'default-scheduler',
         'tolerations':[
            {'key':'node.kubernetes.io/not-ready','operator':'Exists','effect':'NoExecute',
             'tolerationSeconds':300},
            {'key':'node.kubernetes.io/unreachable','operator':'Exists','effect':'NoExecute',
             'tolerationSeconds':300}],
         'priority':0,'enableServiceLinks':true,'preemptionPolicy':'PreemptLowerPriority'}
        """
            .formatted(volume);
    assertThat(pod.body().get("spec")).isEqualTo(Json.tree(RegistryHarness.json(expected)));
    assertThat(pod.body().get("status").toString())
        .isEqualTo("{\"phase\":\"Pending\",\"qosClass\":\"BestEffort\"}");
    assertThat(pod.at("/metadata/generation")).isEqualTo("1");
  }

  @Test
  void requestsComeFromLimitsAndMakeTheQualityOfService() {
    var pod =
        api.post(
                PODS,
                "{'metadata':{'name':'web'},'spec':{'containers':[{'name':'c','image':'n:1',"
                    + "'resources':{'limits':{'cpu':'1000m','memory':'64Mi'}}}]}}")
            .isCode(201);
    assertThat(pod.body().at("/spec/containers/0/resources/requests").toString())
        .isEqualTo("{\"cpu\":\"1\",\"memory\":\"64Mi\"}");
    assertThat(pod.at("/spec/containers/0/imagePullPolicy")).isEqualTo("IfNotPresent");
    assertThat(pod.at("/status/qosClass")).isEqualTo("Guaranteed");
  }

  @Test
  void whatIsWrongIsNamed() {
    api.post(PODS, "{'metadata':{'name':'web'}}")
        .isRefused(422, "Invalid", "Pod 'web' is invalid: spec.containers: Required value");
    api.post(
            PODS,
            "{'metadata':{'name':'web'},'spec':{'restartPolicy':'Often','containers':["
                + "{'image':'x','ports':[{'containerPort':70000}],"
                + "'volumeMounts':[{'name':'no','mountPath':'/m'}]},{'name':'d'}]}}")
        .isRefused(
            422,
            "Invalid",
            "Pod 'web' is invalid: [spec.containers[0].name: Required value,"
                + " spec.containers[0].ports[0].containerPort:"
                + " Invalid value: 70000: must be between 1 and 65535, inclusive,"
                + " spec.containers[0].volumeMounts[0].name: Not found: 'no',"
                + " spec.containers[1].image: Required value,"
                + " spec.restartPolicy: Unsupported value: 'Often': supported"
                + " values: 'Always', 'OnFailure', 'Never']");
    api.post(
            PODS,
            "{'metadata':{'name':'web'},'spec':{'serviceAccountName':'ghost','containers':["
                + "{'name':'c','image':'x'}]}}")
        .isRefused(
            403,
            "Forbidden",
            "pods 'web' is forbidden: error looking up service account default/ghost:"
                + " serviceaccount 'ghost' not found");
    api.post(
            "/api/v1/namespaces/nowhere/pods",
            "{'metadata':{'name':'web'},'spec':{'containers':[{'name':'c','image':'x'}]}}")
        .isRefused(404, "NotFound", "namespaces 'nowhere' not found");
  }

  @Test
  void onlyAFewFieldsMayChange() {
    api.post(PODS, PLAIN);
    var image = "{'spec':{'containers':[{'name':'c','image':'nginx:2'}]}}";
    var changed = api.patch(PODS + "/web", Patch.STRATEGIC_MERGE_PATCH, image).isCode(200);
    assertThat(changed.at("/spec/containers/0/image")).isEqualTo("nginx:2");
    assertThat(changed.at("/spec/containers/0/imagePullPolicy")).isEqualTo("Always");
    assertThat(changed.at("/metadata/generation")).isEqualTo("2");
    assertThat(api.mergePatch(PODS + "/web", "{'spec':{'nodeName':'n1'}}").isCode(422).message())
        .startsWith(
            "Pod \"web\" is invalid: spec: Forbidden: pod updates may not change fields other than"
                + " `spec.containers[*].image`,`spec.initContainers[*].image`,");
    assertThat(api.mergePatch(PODS + "/web", "{'status':{'phase':'Running'}}").at("/status/phase"))
        .isEqualTo("Pending");
    assertThat(
            api.mergePatch(
                    PODS + "/web/status", "{'status':{'phase':'Running'},'spec':{'nodeName':'x'}}")
                .isCode(200)
                .body()
                .at("/spec")
                .has("nodeName"))
        .isFalse();
    assertThat(api.stored("/registry/pods/default/web").at("/status/phase").asString())
        .isEqualTo("Running");
  }

  @Test
  void unboundPodsGoAtOnceBoundOnesGetTime() {
    api.post(PODS, PLAIN);
    assertThat(api.delete(PODS + "/web").isCode(200).at("/kind")).isEqualTo("Pod");
    assertThat(api.stored("/registry/pods/default/web")).isNull();

    api.post(PODS, PLAIN.replace("'containers'", "'nodeName':'n1','containers'"));
    var marked = api.delete(PODS + "/web").isCode(200);
    assertThat(marked.at("/metadata/deletionTimestamp")).isEqualTo("2026-01-02T03:04:35Z");
    assertThat(marked.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("30");
    var again = api.delete(PODS + "/web").isCode(200);
    assertThat(again.at("/metadata/resourceVersion"))
        .isEqualTo(marked.at("/metadata/resourceVersion"));
    var sooner = api.delete(PODS + "/web", "{'gracePeriodSeconds':5}").isCode(200);
    assertThat(sooner.at("/metadata/deletionTimestamp")).isEqualTo("2026-01-02T03:04:10Z");
    api.mergePatch(PODS + "/web/status", "{'status':{'phase':'Failed'}}").isCode(200);
    assertThat(api.stored("/registry/pods/default/web")).isNotNull();
    api.delete(PODS + "/web?gracePeriodSeconds=0").isCode(200);
    assertThat(api.stored("/registry/pods/default/web")).isNull();
  }

  @Test
  void kubeletsKeepToTheirOwnNode() {
    api.post(PODS, PLAIN.replace("'containers'", "'nodeName':'n1','containers'"));
    var kubelet =
        new UserInfo(
            "system:node:n2", "", List.of("system:nodes", "system:authenticated"), Map.of());
    api.as(kubelet);
    assertThat(
            api.mergePatch(PODS + "/web/status", "{'status':{'phase':'Failed'}}")
                .isCode(403)
                .message())
        .isEqualTo(
            "pods \"web\" is forbidden: node \"n2\" can only update pod status for pods with"
                + " spec.nodeName set to itself");
    api.post("/api/v1/nodes", "{'metadata':{'name':'n2'}}").isCode(201);
    api.post("/api/v1/nodes", "{'metadata':{'name':'n3'}}").isCode(403);
  }

  @Test
  void labelKeysBecomePartOfTheSelectorsBesideThem() {
    var pod =
        api.post(
                PODS,
                "{'metadata':{'name':'web','labels':{'app':'web','rev':'2'}},'spec':{"
                    + "'topologySpreadConstraints':[{'maxSkew':1,'topologyKey':'zone',"
                    + "'whenUnsatisfiable':'ScheduleAnyway','matchLabelKeys':['rev','none'],"
                    + "'labelSelector':{'matchLabels':{'app':'web'}}}],"
                    + "'affinity':{'podAntiAffinity':{"
                    + "'requiredDuringSchedulingIgnoredDuringExecution':[{'topologyKey':'zone',"
                    + "'mismatchLabelKeys':['app'],'labelSelector':{}}]}},"
                    + "'containers':[{'name':'c','image':'x'}]}}")
            .isCode(201);
    assertThat(pod.at("/spec/topologySpreadConstraints/0/labelSelector"))
        .isEqualTo(
            "{\"matchLabels\":{\"app\":\"web\"},\"matchExpressions\":"
                + "[{\"key\":\"rev\",\"operator\":\"In\",\"values\":[\"2\"]}]}");
    assertThat(
            pod.at(
                "/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0"
                    + "/labelSelector"))
        .isEqualTo(
            "{\"matchExpressions\":[{\"key\":\"app\",\"operator\":\"NotIn\",\"values\":[\"web\"]}]}");
  }

  @Test
  void profilesInAnnotationsBecomeFields() {
    var pod =
        api.post(
                PODS,
                "{'metadata':{'name':'web','annotations':{"
                    + "'container.apparmor.security.beta.kubernetes.io/c':'localhost/strict'}},"
                    + "'spec':{'containers':[{'name':'c','image':'x'}]}}")
            .isCode(201);
    assertThat(pod.at("/spec/containers/0/securityContext/appArmorProfile"))
        .isEqualTo("{\"type\":\"Localhost\",\"localhostProfile\":\"strict\"}");
  }

  @Test
  void fieldsBehindClosedGatesAreDropped() {
    var pod =
        api.post(
                PODS,
                "{'metadata':{'name':'web'},'spec':{'hostnameOverride':'x','containers':[{"
                    + "'name':'c','image':'x','lifecycle':{'stopSignal':'SIGUSR1'},"
                    + "'restartPolicyRules':[{'action':'Restart'}]}]}}")
            .isCode(201);
    assertThat(pod.at("/spec/hostnameOverride")).isEmpty();
    assertThat(pod.at("/spec/containers/0/lifecycle/stopSignal")).isEmpty();
    assertThat(pod.at("/spec/containers/0/restartPolicyRules")).isEmpty();
  }

  @Test
  void whatWasObservedIsKeptFromWritersThatDoNotKnowOfIt() {
    api.post(PODS, "{'metadata':{'name':'web'},'spec':{'containers':[{'name':'c','image':'x'}]}}")
        .isCode(201);
    var path = PODS + "/web/status";
    api.mergePatch(
            path,
            "{'status':{'observedGeneration':1,'conditions':[{'type':'Ready','status':'True',"
                + "'observedGeneration':1}]}}")
        .isCode(200);
    var pod =
        api.mergePatch(
                path,
                "{'status':{'observedGeneration':null,'conditions':[{'type':'Ready','status':'False'}]}}")
            .isCode(200);
    assertThat(pod.at("/status/observedGeneration")).isEqualTo("1");
    assertThat(pod.at("/status/conditions/0/observedGeneration")).isEqualTo("1");
    assertThat(pod.at("/status/conditions/0/status")).isEqualTo("False");
  }
}
