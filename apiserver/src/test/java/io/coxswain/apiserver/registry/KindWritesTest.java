package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.Test;

/** Defaults and rules of single kinds. */
class KindWritesTest {
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
  private static final String JOBS = "/apis/batch/v1/namespaces/default/jobs";
  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String TEMPLATE =
      "'template':{'metadata':{'labels':{'app':'web'}},"
          + "'spec':{'containers':[{'name':'c','image':'nginx:1'}]}}";
  private static final String DEPLOYMENT =
      "{'metadata':{'name':'web'},'spec':{'selector':{'matchLabels':{'app':'web'}},"
          + TEMPLATE
          + "}}";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void deploymentsAreDefaultedAsUpstreamDefaultsThem() {
    var deployment = api.post(DEPLOYMENTS, DEPLOYMENT).isCode(201);
    var expected =
        """
        {'replicas':1,'selector':{'matchLabels':{'app':'web'}},
         'template':{'metadata':{'labels':{'app':'web'}},'spec':{
           'containers':[{'name':'c','image':'nginx:1','resources':{},
             'terminationMessagePath':'/dev/termination-log','terminationMessagePolicy':'File',
             'imagePullPolicy':'IfNotPresent'}],
           'restartPolicy':'Always','terminationGracePeriodSeconds':30,'dnsPolicy':'ClusterFirst',
           'securityContext':{},'schedulerName':'default-scheduler'}},
         'strategy':{'type':'RollingUpdate',
           'rollingUpdate':{'maxUnavailable':'25%','maxSurge':'25%'}},
         'revisionHistoryLimit':10,'progressDeadlineSeconds':600}
        """;
    assertThat(deployment.body().get("spec")).isEqualTo(Json.tree(RegistryHarness.json(expected)));
    assertThat(deployment.at("/metadata/generation")).isEqualTo("1");
    assertThat(deployment.at("/status")).isEqualTo("{}");
  }

  @Test
  void generationsCountChangesOfTheSpecOnly() {
    api.post(DEPLOYMENTS, DEPLOYMENT);
    assertThat(
            api.mergePatch(DEPLOYMENTS + "/web", "{'metadata':{'labels':{'a':'b'}}}")
                .at("/metadata/generation"))
        .isEqualTo("1");
    assertThat(
            api.mergePatch(DEPLOYMENTS + "/web", "{'spec':{'replicas':3}}")
                .at("/metadata/generation"))
        .isEqualTo("2");
    var status =
        api.mergePatch(
                DEPLOYMENTS + "/web/status", "{'status':{'replicas':3},'spec':{'replicas':9}}")
            .isCode(200);
    assertThat(status.at("/metadata/generation")).isEqualTo("2");
    assertThat(status.at("/spec/replicas")).isEqualTo("3");
    assertThat(status.at("/status/replicas")).isEqualTo("3");
  }

  @Test
  void selectorsMatchTemplatesAndStay() {
    api.post(
            DEPLOYMENTS,
            DEPLOYMENT.replace("'matchLabels':{'app':'web'}", "'matchLabels':{'app':'x'}"))
        .isRefused(
            422,
            "Invalid",
            "Deployment.apps 'web' is invalid: spec.template.metadata.labels: Invalid value:"
                + " {'app':'web'}: `selector` does not match template `labels`");
    api.post(DEPLOYMENTS, DEPLOYMENT);
    api.mergePatch(DEPLOYMENTS + "/web", "{'spec':{'selector':{'matchLabels':{'tier':'x'}}}}")
        .isCode(422);
    var refused =
        api.mergePatch(
            DEPLOYMENTS + "/web",
            "{'spec':{'selector':{'matchLabels':{'app':'x'}},"
                + "'template':{'metadata':{'labels':{'app':'x'}}}}}");
    refused.isRefused(
        422,
        "Invalid",
        "Deployment.apps 'web' is invalid: spec.selector: Invalid value:"
            + " {'matchLabels':{'app':'x'}}: field is immutable");
  }

  @Test
  void jobsGetTheirSelectorFromTheirUid() {
    var job =
        api.post(
                JOBS,
                "{'metadata':{'name':'once'},'spec':{"
                    + TEMPLATE.replace("'containers'", "'restartPolicy':'Never','containers'")
                    + "}}")
            .isCode(201);
    var uid = job.at("/metadata/uid");
    assertThat(job.body().at("/spec/selector").toString())
        .isEqualTo("{\"matchLabels\":{\"batch.kubernetes.io/controller-uid\":\"" + uid + "\"}}");
    assertThat(job.body().at("/spec/template/metadata/labels").path("job-name").asString())
        .isEqualTo("once");
    assertThat(job.at("/spec/completions")).isEqualTo("1");
    assertThat(job.at("/spec/parallelism")).isEqualTo("1");
    assertThat(job.at("/spec/backoffLimit")).isEqualTo("6");
    assertThat(job.at("/spec/completionMode")).isEqualTo("NonIndexed");
    assertThat(job.at("/metadata/labels/app")).isEqualTo("web");
    api.post(JOBS, "{'metadata':{'name':'always'},'spec':{" + TEMPLATE + "}}")
        .isRefused(
            422,
            "Invalid",
            "Job.batch 'always' is invalid: spec.template.spec.restartPolicy: Required value:"
                + " valid values: 'OnFailure', 'Never'");
    assertThat(
            api.mergePatch(
                    JOBS + "/once",
                    "{'spec':{'template':{'spec':{'terminationGracePeriodSeconds':5}}}}")
                .isCode(422)
                .message())
        .endsWith(": field is immutable");
    api.mergePatch(JOBS + "/once", "{'spec':{'parallelism':2}}").isCode(200);
  }

  @Test
  void secretsTurnTextIntoBytesAndStayWhenImmutable() {
    var secrets = "/api/v1/namespaces/default/secrets";
    var secret =
        api.post(secrets, "{'metadata':{'name':'s'},'stringData':{'k':'v'},'immutable':true}")
            .isCode(201);
    assertThat(secret.at("/data/k")).isEqualTo("dg==");
    assertThat(secret.body().has("stringData")).isFalse();
    assertThat(secret.at("/type")).isEqualTo("Opaque");
    api.mergePatch(secrets + "/s", "{'data':{'k':'dw=='}}")
        .isRefused(
            422,
            "Invalid",
            "Secret 's' is invalid: data: Forbidden: field is immutable when `immutable` is set");
    api.post(secrets, "{'metadata':{'name':'t'},'data':{'k':'!'}}").isCode(400);
    api.post(secrets, "{'metadata':{'name':'t'},'data':{'a/b':'dg=='}}").isCode(422);
  }

  @Test
  void namespacesAreHeldUntilTheyAreEmpty() {
    var namespace = api.post(NAMESPACES, "{'metadata':{'name':'team'}}").isCode(201);
    assertThat(namespace.body().at("/metadata/labels").toString())
        .isEqualTo("{\"kubernetes.io/metadata.name\":\"team\"}");
    assertThat(namespace.body().at("/spec/finalizers").toString()).isEqualTo("[\"kubernetes\"]");
    assertThat(namespace.at("/status/phase")).isEqualTo("Active");
    var deleted = api.delete(NAMESPACES + "/team").isCode(200);
    assertThat(deleted.at("/status/phase")).isEqualTo("Terminating");
    assertThat(deleted.at("/metadata/deletionTimestamp")).isNotEmpty();
    api.awaitRefusal(NAMESPACES + "/team/configmaps", "{'metadata':{'name':'late'}}");
    var refused =
        api.post(NAMESPACES + "/team/configmaps", "{'metadata':{'name':'late'}}").isCode(403);
    assertThat(refused.message())
        .isEqualTo(
            "configmaps \"late\" is forbidden: unable to create new content in namespace team"
                + " because it is being terminated");
    assertThat(refused.at("/details/causes/0/reason")).isEqualTo("NamespaceTerminating");
    api.mergePatch(NAMESPACES + "/team", "{'spec':{'finalizers':null}}").isCode(200);
    assertThat(api.stored("/registry/namespaces/team")).isNotNull();
    api.put(NAMESPACES + "/team/finalize", "{'metadata':{'name':'team'},'spec':{}}").isCode(200);
    assertThat(api.stored("/registry/namespaces/team")).isNull();
    api.delete(NAMESPACES + "/default")
        .isRefused(
            403,
            "Forbidden",
            "namespaces 'default' is forbidden: this namespace may not be deleted");
  }

  @Test
  void volumeClaimsKeepTheirSpec() {
    var claims = "/api/v1/namespaces/default/persistentvolumeclaims";
    var claim =
        api.post(
                claims,
                "{'metadata':{'name':'data'},'spec':{'accessModes':['ReadWriteOnce'],"
                    + "'resources':{'requests':{'storage':'1Gi'}}}}")
            .isCode(201);
    assertThat(claim.at("/spec/volumeMode")).isEqualTo("Filesystem");
    assertThat(claim.at("/status/phase")).isEqualTo("Pending");
    assertThat(claim.at("/metadata/finalizers/0")).isEqualTo("kubernetes.io/pvc-protection");
    api.mergePatch(claims + "/data", "{'spec':{'volumeName':'pv1'}}").isCode(200);
    api.mergePatch(claims + "/data", "{'spec':{'accessModes':['ReadOnlyMany']}}")
        .isRefused(
            422,
            "Invalid",
            "PersistentVolumeClaim 'data' is invalid: spec: Forbidden: spec is immutable after"
                + " creation except resources.requests and volumeAttributesClassName for bound"
                + " claims");
    api.post(claims, "{'metadata':{'name':'x'},'spec':{'accessModes':['ReadWriteOnce']}}")
        .isRefused(
            422,
            "Invalid",
            "PersistentVolumeClaim 'x' is invalid: spec.resources[storage]: Required value");
  }

  @Test
  void statefulSetsAndDaemonSetsAreDefaulted() {
    var set =
        api.post(
                "/apis/apps/v1/namespaces/default/statefulsets",
                DEPLOYMENT.replace(
                    "'template'",
                    "'serviceName':'web','volumeClaimTemplates':[{'metadata':{'name':'d'},'spec':"
                        + "{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':"
                        + "'1Gi'}}}}],'template'"))
            .isCode(201);
    assertThat(set.body().at("/spec/updateStrategy").toString())
        .isEqualTo("{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"partition\":0}}");
    assertThat(set.at("/spec/persistentVolumeClaimRetentionPolicy/whenScaled")).isEqualTo("Retain");
    assertThat(set.at("/spec/volumeClaimTemplates/0/kind")).isEqualTo("PersistentVolumeClaim");
    assertThat(set.body().get("status")).hasToString("{\"replicas\":0,\"availableReplicas\":0}");
    var nameless =
        api.post(
                "/apis/apps/v1/namespaces/default/statefulsets",
                DEPLOYMENT
                    .replace("'name':'web'", "'name':'nameless'")
                    .replace("'template'", "'ordinals':{},'template'"))
            .isCode(201);
    assertThat(nameless.body().at("/spec/serviceName")).hasToString("\"\"");
    assertThat(nameless.body().at("/spec/ordinals")).hasToString("{\"start\":0}");
    assertThat(set.at("/spec/volumeClaimTemplates/0/status/phase")).isEqualTo("Pending");
    assertThat(
            api.mergePatch(
                    "/apis/apps/v1/namespaces/default/statefulsets/web",
                    "{'spec':{'serviceName':'other'}}")
                .isCode(422)
                .message())
        .contains("spec: Forbidden: updates to statefulset spec for fields other than 'replicas'");
    var daemons = api.post("/apis/apps/v1/namespaces/default/daemonsets", DEPLOYMENT).isCode(201);
    assertThat(daemons.body().at("/spec/updateStrategy").toString())
        .isEqualTo(
            "{\"type\":\"RollingUpdate\","
                + "\"rollingUpdate\":{\"maxUnavailable\":1,\"maxSurge\":0}}");
  }

  @Test
  void aSliceKeepsItsKindOfAddresses() {
    var slices = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices";
    api.post(slices, "{'metadata':{'name':'s'},'addressType':'IPv4','endpoints':[]}").isCode(201);
    api.mergePatch(slices + "/s", "{'addressType':'IPv6'}")
        .isRefused(
            422,
            "Invalid",
            "EndpointSlice.discovery.k8s.io 's' is invalid: addressType: Invalid value: 'IPv6':"
                + " field is immutable");
  }

  @Test
  void onlyTheServerItselfMayBeReachedByLoopback() {
    var endpoints = "/api/v1/namespaces/default/endpoints";
    var subsets = "'subsets':[{'addresses':[{'ip':'127.0.0.1'}]}]}";
    api.post(endpoints, "{'metadata':{'name':'kubernetes'}," + subsets).isCode(201);
    api.post(endpoints, "{'metadata':{'name':'other'}," + subsets).isCode(422);
  }

  @Test
  void aNodeKeepsItsRangesOnceItHasThem() {
    api.post("/api/v1/nodes", "{'metadata':{'name':'n'}}").isCode(201);
    api.mergePatch("/api/v1/nodes/n", "{'spec':{'podCIDRs':['10.0.0.0/24']}}").isCode(200);
    api.mergePatch("/api/v1/nodes/n", "{'spec':{'podCIDRs':['10.0.1.0/24']}}")
        .isRefused(
            422,
            "Invalid",
            "Node 'n' is invalid: spec.podCIDRs: Forbidden: node updates may not change podCIDR"
                + " except from '' to valid");
  }
}
