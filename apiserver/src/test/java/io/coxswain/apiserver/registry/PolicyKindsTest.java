package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults and rules of the kinds that bound, scale and connect workloads. */
class PolicyKindsTest {
  private static final String CORE = "/api/v1/namespaces/default/";
  private static final String NETWORKING = "/apis/networking.k8s.io/v1/";
  private static final String INGRESSES = NETWORKING + "namespaces/default/ingresses";
  private static final String POLICIES = NETWORKING + "namespaces/default/networkpolicies";
  private static final String AUTOSCALERS =
      "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";
  private static final String BUDGETS = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
  private static final String CLASSES = "/apis/scheduling.k8s.io/v1/priorityclasses";

  private final RegistryHarness api = new RegistryHarness();

  private static String named(String spec) {
    return "{'metadata':{'name':'a'},'spec':" + spec + "}";
  }

  @Test
  void replicationControllersTakeLabelsFromTheirTemplate() {
    var controllers = CORE + "replicationcontrollers";
    var created =
        api.post(
                controllers,
                named(
                    "{'template':{'metadata':{'labels':{'app':'web'}},"
                        + "'spec':{'containers':[{'name':'c','image':'nginx:1'}]}}}"))
            .isCode(201);
    assertThat(created.at("/spec/selector/app")).isEqualTo("web");
    assertThat(created.at("/metadata/labels/app")).isEqualTo("web");
    assertThat(created.at("/spec/replicas")).isEqualTo("1");
    assertThat(created.at("/metadata/generation")).isEqualTo("1");
    assertThat(api.stored("/registry/controllers/default/a")).isNotNull();
    var scale = api.get(controllers + "/a/scale").isCode(200);
    assertThat(scale.at("/status/selector")).isEqualTo("app=web");
    api.mergePatch(controllers + "/a/scale", "{'spec':{'replicas':3}}").isCode(200);
    assertThat(api.get(controllers + "/a/status").at("/spec/replicas")).isEqualTo("3");
    api.mergePatch(controllers + "/a", "{'spec':{'selector':{'app':'x'}}}")
        .isRefused(
            422,
            "Invalid",
            "ReplicationController 'a' is invalid: spec.template.metadata.labels: Invalid value:"
                + " {'app':'web'}: `selector` does not match template `labels`");
  }

  @Test
  void podTemplatesCountChangesOfTheTemplate() {
    var templates = CORE + "podtemplates";
    api.post(
            templates,
            "{'metadata':{'name':'a'},'template':{"
                + "'spec':{'containers':[{'name':'c','image':'nginx:1'}]}}}")
        .isCode(201);
    assertThat(
            api.mergePatch(templates + "/a", "{'metadata':{'labels':{'a':'b'}}}")
                .at("/metadata/generation"))
        .isEqualTo("1");
    assertThat(
            api.mergePatch(templates + "/a", "{'template':{'metadata':{'labels':{'a':'b'}}}}")
                .at("/metadata/generation"))
        .isEqualTo("2");
  }

  @Test
  void limitRangesFillInWhatFollows() {
    var created =
        api.post(
                CORE + "limitranges",
                named("{'limits':[{'type':'Container','max':{'cpu':'1'},'min':{'cpu':'100m'}}]}"))
            .isCode(201);
    assertThat(created.body().at("/spec/limits/0"))
        .isEqualTo(
            Json.tree(
                RegistryHarness.json(
                    "{'type':'Container','max':{'cpu':'1'},'min':{'cpu':'100m'},"
                        + "'default':{'cpu':'1'},'defaultRequest':{'cpu':'1'}}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'type':'Pod','max':{'cpu':'1'},'min':{'cpu':'2'}}|spec.limits[0].min[cpu]: Invalid value: '2': min value 2 is greater than max value 1
          {'type':'Pod','default':{'cpu':'1'}}|spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'
          {'type':'Pod','max':{'rocks':'1'}}|[spec.limits[0].max[rocks]: Invalid value: 'rocks': must be a standard resource type or fully qualified, spec.limits[0].max[rocks]: Invalid value: 'rocks': must be a standard resource for containers]
          {'type':'PersistentVolumeClaim'}|spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided
          {'type':'Pod','maxLimitRequestRatio':{'cpu':'500m'}}|spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: '500m': ratio 500m is less than 1
          """)
  void limitRangesThatContradictThemselvesAreRefused(String limit, String message) {
    var answer = api.post(CORE + "limitranges", named("{'limits':[" + limit + "]}")).isCode(422);
    assertThat(answer.message().replace('"', '\''))
        .isEqualTo("LimitRange 'a' is invalid: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'hard':{'rocks':'1'}}|[spec.hard[rocks]: Invalid value: 'rocks': must be a standard resource type or fully qualified, spec.hard[rocks]: Invalid value: 'rocks': must be a standard resource for quota]
          {'hard':{'pods':'1500m'}}|spec.hard[pods]: Invalid value: '1500m': must be an integer
          {'hard':{'services':'1'},'scopes':['BestEffort']}|spec.scopes: Invalid value: ['BestEffort']: unsupported scope applied to resource
          {'hard':{'pods':'1'},'scopes':['BestEffort','NotBestEffort']}|spec.scopes: Invalid value: ['BestEffort','NotBestEffort']: conflicting scopes
          """)
  void quotasThatCannotBeCountedAreRefused(String spec, String message) {
    api.post(CORE + "resourcequotas", named(spec))
        .isRefused(422, "Invalid", "ResourceQuota 'a' is invalid: " + message);
  }

  @Test
  void quotaScopesStay() {
    api.post(CORE + "resourcequotas", named("{'hard':{'pods':'1'},'scopes':['BestEffort']}"))
        .isCode(201);
    api.mergePatch(CORE + "resourcequotas/a", "{'spec':{'scopes':['Terminating']}}")
        .isRefused(
            422,
            "Invalid",
            "ResourceQuota 'a' is invalid: spec.scopes: Invalid value: ['Terminating']: field is"
                + " immutable");
  }

  @Test
  void budgetsStartWithNothingAllowed() {
    var created =
        api.post(BUDGETS, named("{'minAvailable':'50%','selector':{'matchLabels':{'a':'b'}}}"))
            .isCode(201);
    assertThat(created.at("/status"))
        .isEqualTo(
            "{\"disruptionsAllowed\":0,\"currentHealthy\":0,\"desiredHealthy\":0,"
                + "\"expectedPods\":0}");
    api.post(BUDGETS, "{'metadata':{'name':'b'},'spec':{'minAvailable':'150%'}}")
        .isRefused(
            422,
            "Invalid",
            "PodDisruptionBudget.policy 'b' is invalid: spec.minAvailable: Invalid value: '150%':"
                + " must not be greater than 100%");
    api.post(BUDGETS, "{'metadata':{'name':'b'},'spec':{'minAvailable':1,'maxUnavailable':1}}")
        .isRefused(
            422,
            "Invalid",
            "PodDisruptionBudget.policy 'b' is invalid: spec: Invalid value:"
                + " {'MinAvailable':1,'Selector':null,'MaxUnavailable':1,"
                + "'UnhealthyPodEvictionPolicy':null}: minAvailable and maxUnavailable cannot"
                + " be both set");
  }

  @Test
  void autoscalersMeasureCpuUnlessToldOtherwise() {
    var created =
        api.post(
                AUTOSCALERS,
                named(
                    "{'scaleTargetRef':{'kind':'Deployment','name':'web','apiVersion':'apps/v1'},"
                        + "'maxReplicas':5,'behavior':{'scaleUp':{'tolerance':'10m'}}}"))
            .isCode(201);
    var expected =
        """
        {'scaleTargetRef':{'kind':'Deployment','name':'web','apiVersion':'apps/v1'},
         'minReplicas':1,'maxReplicas':5,
         'metrics':[{'type':'Resource','resource':{'name':'cpu',
           'target':{'type':'Utilization','averageUtilization':80}}}],
         'behavior':{
           'scaleUp':{'stabilizationWindowSeconds':0,'selectPolicy':'Max','policies':[
             {'type':'Pods','value':4,'periodSeconds':15},
             {'type':'Percent','value':100,'periodSeconds':15}]},
           'scaleDown':{'selectPolicy':'Max','policies':[
             {'type':'Percent','value':100,'periodSeconds':15}]}}}
        """;
    assertThat(created.body().get("spec")).isEqualTo(Json.tree(RegistryHarness.json(expected)));
    api.mergePatch(AUTOSCALERS + "/a", "{'spec':{'minReplicas':9}}")
        .isRefused(
            422,
            "Invalid",
            "HorizontalPodAutoscaler.autoscaling 'a' is invalid: spec.maxReplicas: Invalid value:"
                + " 5: must be greater than or equal to `minReplicas`");
    api.mergePatch(
            AUTOSCALERS + "/a",
            "{'spec':{'metrics':[{'type':'Pods','resource':{'name':'cpu',"
                + "'target':{'type':'Utilization','averageUtilization':80}}}]}}")
        .isRefused(
            422,
            "Invalid",
            "HorizontalPodAutoscaler.autoscaling 'a' is invalid: spec.metrics[0].pods: Required"
                + " value: must populate information for the given metric source");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {}|spec: Invalid value: null: either `defaultBackend` or `rules` must be specified
          {'defaultBackend':{'service':{'name':'web'}}}|spec.defaultBackend: Required value: port name or number is required
          {'rules':[{'host':'10.0.0.1'}]}|spec.rules[0].host: Invalid value: '10.0.0.1': must be a DNS name, not an IP address
          {'rules':[{'http':{'paths':[{'path':'/','backend':{'service':{'name':'web','port':{'number':80}}}}]}}]}|spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified
          {'rules':[{'http':{'paths':[{'path':'x//','pathType':'Exact','backend':{'service':{'name':'web','port':{'number':80}}}}]}}]}|[spec.rules[0].http.paths[0].path: Invalid value: 'x//': must be an absolute path, spec.rules[0].http.paths[0].path: Invalid value: 'x//': must not contain '//']
          """)
  void ingressesThatLeadNowhereAreRefused(String spec, String message) {
    var answer = api.post(INGRESSES, named(spec)).isCode(422);
    assertThat(answer.message().replace('"', '\''))
        .isEqualTo("Ingress.networking.k8s.io 'a' is invalid: " + message);
  }

  @Test
  void ingressesGetTheDefaultClass() {
    var backend = "{'defaultBackend':{'service':{'name':'web','port':{'number':80}}}}";
    api.post(
            NETWORKING + "ingressclasses",
            "{'metadata':{'name':'nginx','annotations':{"
                + "'ingressclass.kubernetes.io/is-default-class':'true'}},"
                + "'spec':{'controller':'k8s.io/ingress','parameters':{'kind':'K','name':'n'}}}")
        .isCode(201);
    var end = System.nanoTime() + 10_000_000_000L;
    while (api.post(INGRESSES + "?dryRun=All", named(backend))
        .at("/spec/ingressClassName")
        .isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end); // admission follows the store
    }
    var created = api.post(INGRESSES, named(backend)).isCode(201);
    assertThat(created.at("/spec/ingressClassName")).isEqualTo("nginx");
    assertThat(created.at("/status")).isEqualTo("{\"loadBalancer\":{}}");
    var old =
        api.post(
                INGRESSES,
                "{'metadata':{'name':'b','annotations':{'kubernetes.io/ingress.class':'x'}},'spec':"
                    + backend
                    + "}")
            .isCode(201);
    assertThat(old.at("/spec/ingressClassName")).isEmpty();
    assertThat(old.warnings()).hasSize(1);
    var changed =
        api.mergePatch(
            NETWORKING + "ingressclasses/nginx", "{'spec':{'controller':'k8s.io/other'}}");
    assertThat(changed.message()).endsWith("field is immutable");
    assertThat(api.stored("/registry/ingressclasses/nginx").at("/spec/parameters/scope"))
        .hasToString("\"Cluster\"");
  }

  @Test
  void networkPoliciesAreAboutWhatTheirRulesAreAbout() {
    var created = api.post(POLICIES, named("{'egress':[{'ports':[{'port':80}]}]}")).isCode(201);
    assertThat(created.body().get("spec"))
        .isEqualTo(
            Json.tree(
                RegistryHarness.json(
                    "{'podSelector':{},'egress':[{'ports':[{'protocol':'TCP','port':80}]}],"
                        + "'policyTypes':['Ingress','Egress']}")));
    api.post(
            POLICIES,
            "{'metadata':{'name':'b'},'spec':{'podSelector':{},'ingress':[{'from':[{'ipBlock':{"
                + "'cidr':'10.0.0.0/8','except':['11.0.0.0/16']}}]}]}}")
        .isRefused(
            422,
            "Invalid",
            "NetworkPolicy.networking.k8s.io 'b' is invalid:"
                + " spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: '11.0.0.0/16': must"
                + " be a strict subset of `cidr`");
    api.post(
            POLICIES,
            "{'metadata':{'name':'b'},'spec':{'podSelector':{},'ingress':[{'from':[{}]}]}}")
        .isRefused(
            422,
            "Invalid",
            "NetworkPolicy.networking.k8s.io 'b' is invalid: spec.ingress[0].from[0]: Required"
                + " value: must specify a peer");
  }

  @Test
  void priorityClassesKeepTheirValueAndThereIsOneDefault() {
    api.post(CLASSES, "{'metadata':{'name':'high'},'value':10,'globalDefault':true}").isCode(201);
    api.mergePatch(CLASSES + "/high", "{'value':11}")
        .isRefused(
            422,
            "Invalid",
            "PriorityClass.scheduling.k8s.io 'high' is invalid: value: Forbidden: may not be"
                + " changed in an update.");
    var other = "{'metadata':{'name':'other'},'value':10,'globalDefault':true}";
    api.awaitRefusal(CLASSES, other);
    api.post(CLASSES, other)
        .isRefused(
            403,
            "Forbidden",
            "priorityclasses.scheduling.k8s.io 'other' is forbidden: PriorityClass high is already"
                + " marked as default. Only one default can exist");
    api.post(CLASSES, "{'metadata':{'name':'system-x'},'value':10}").isCode(422);
    api.post(CLASSES, "{'metadata':{'name':'system-node-critical'},'value':2000001000}")
        .isCode(201);
    api.post(CLASSES, "{'metadata':{'name':'huge'},'value':1000000001}")
        .isRefused(
            422,
            "Invalid",
            "PriorityClass.scheduling.k8s.io 'huge' is invalid: value: Forbidden: maximum allowed"
                + " value of a user defined priority is 1000000000");
  }

  @Test
  void runtimeClassesShapeTheirPods() {
    api.post(
            "/apis/node.k8s.io/v1/runtimeclasses",
            "{'metadata':{'name':'vm'},'handler':'kata','overhead':{'podFixed':{'cpu':'250m'}},"
                + "'scheduling':{'nodeSelector':{'vm':'yes'},"
                + "'tolerations':[{'key':'vm','operator':'Exists'}]}}")
        .isCode(201);
    var pod =
        api.post(
                CORE + "pods",
                named("{'runtimeClassName':'vm','containers':[{'name':'c','image':'i'}]}"))
            .isCode(201);
    assertThat(pod.at("/spec/overhead")).isEqualTo("{\"cpu\":\"250m\"}");
    assertThat(pod.at("/spec/nodeSelector/vm")).isEqualTo("yes");
    assertThat(pod.at("/spec/tolerations")).contains("\"key\":\"vm\"");
    api.post(
            CORE + "pods",
            "{'metadata':{'name':'b'},'spec':{'runtimeClassName':'none',"
                + "'containers':[{'name':'c','image':'i'}]}}")
        .isRefused(
            403, "Forbidden", "pods 'b' is forbidden: pod rejected: RuntimeClass 'none' not found");
  }

  @Test
  void serviceRangesAndAddressesAreWellFormed() {
    api.post(NETWORKING + "servicecidrs", named("{'cidrs':['10.1.0.0/16','10.2.0.0/16']}"))
        .isCode(422);
    api.post(NETWORKING + "servicecidrs", named("{'cidrs':['10.1.0.0/16']}")).isCode(201);
    assertThat(
            api.mergePatch(NETWORKING + "servicecidrs/a", "{'spec':{'cidrs':['10.2.0.0/16']}}")
                .isCode(422)
                .message())
        .endsWith("field is immutable");
    api.post(
            NETWORKING + "ipaddresses",
            "{'metadata':{'name':'2001:DB8::1'},'spec':{'parentRef':{'resource':'services',"
                + "'namespace':'default','name':'a'}}}")
        .isRefused(
            422,
            "Invalid",
            "IPAddress.networking.k8s.io '2001:DB8::1' is invalid: metadata.name: Invalid value:"
                + " '2001:DB8::1': must be in canonical form ('2001:db8::1')");
  }

  @Test
  void cronJobsHaveASchedule() {
    var cronJobs = "/apis/batch/v1/namespaces/default/cronjobs";
    var body =
        named(
            "{'schedule':'*/5 * * * *','timeZone':'Europe/Berlin','jobTemplate':{'spec':{"
                + "'template':{'spec':{'restartPolicy':'Never',"
                + "'containers':[{'name':'c','image':'i'}]}}}}}");
    assertThat(api.post(cronJobs, body).isCode(201).at("/status")).isEqualTo("{}");
    api.mergePatch(cronJobs + "/a", "{'spec':{'timeZone':'Mars/Base'}}")
        .isRefused(
            422,
            "Invalid",
            "CronJob.batch 'a' is invalid: spec.timeZone: Invalid value: 'Mars/Base': unknown time"
                + " zone Mars/Base");
    api.mergePatch(cronJobs + "/a", "{'spec':{'schedule':'61 * * * *'}}")
        .isRefused(
            422,
            "Invalid",
            "CronJob.batch 'a' is invalid: spec.schedule: Invalid value: '61 * * * *': end of"
                + " range (61) above maximum (59): 61");
  }

  @Test
  void componentsAreWellWhileTheirLeasesAreHeld() {
    var scheduler = "/api/v1/componentstatuses/scheduler";
    assertThat(api.get(scheduler).isCode(200).at("/conditions/0/status")).isEqualTo("False");
    api.post("/api/v1/namespaces", "{'metadata':{'name':'kube-system'}}").isCode(201);
    api.post(
            "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases",
            "{'metadata':{'name':'kube-scheduler'},'spec':{'holderIdentity':'a',"
                + "'leaseDurationSeconds':15,'renewTime':'2026-01-02T03:04:00.000000Z'}}")
        .isCode(201);
    assertThat(api.get(scheduler).body().at("/conditions/0"))
        .isEqualTo(Json.tree("{\"type\":\"Healthy\",\"status\":\"True\",\"message\":\"ok\"}"));
    assertThat(api.get("/api/v1/componentstatuses/etcd-0").at("/conditions/0/message"))
        .isEqualTo("ok");
    assertThat(api.get("/api/v1/componentstatuses/other").code()).isEqualTo(404);
    assertThat(api.post("/api/v1/componentstatuses", "{'metadata':{'name':'a'}}").code())
        .isEqualTo(405);
  }
}
