package io.coxswain.cluster.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.client.transport.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * What upstream's conformance tests ask of the API server and the controllers together, asked over
 * the wire; docs/conformance.md says which. Bodies may be written in single quotes.
 */
class ConformanceTest {
  @RegisterExtension
  static final CoxswainExtension cluster =
      new CoxswainExtension(EmbeddedOptions.defaults().withNodes(2));

  private static final String LABELLED = "?labelSelector=w%3Dx";
  private static int number;

  private String namespace;
  private String core;

  private record Answer(int code, JsonNode body) {
    Answer isCode(int wanted) {
      assertThat(code).as("%s", body).isEqualTo(wanted);
      return this;
    }
  }

  @BeforeEach
  void makeANamespace(TestInfo test) throws Exception {
    namespace = "conformance-" + ++number;
    core = "/api/v1/namespaces/" + namespace + "/";
    post("/api/v1/namespaces", "{'metadata':{'name':'" + namespace + "'}}");
    await(core + "serviceaccounts/default", found -> true);
  }

  private static Answer send(String method, String path, String body, String type)
      throws Exception {
    var request =
        new Request(
            method,
            path,
            Map.of("Accept", "application/json", "Content-Type", type),
            body.isEmpty() ? null : body.replace('\'', '"').getBytes(UTF_8),
            Duration.ofSeconds(60));
    try (var response = cluster.cluster().client().transport().send(request)) {
      var answer = response.readAll();
      var json = answer.length > 0 && answer[0] == '{'; // paths that are not served answer in text
      return new Answer(response.code(), Json.tree(json ? answer : "{}".getBytes(UTF_8)));
    }
  }

  private static JsonNode post(String path, String body) throws Exception {
    return send("POST", path, body, "application/json").isCode(201).body();
  }

  private static JsonNode patch(String path, String body) throws Exception {
    return send("PATCH", path, body, "application/strategic-merge-patch+json").isCode(200).body();
  }

  private static Answer delete(String path, String options) throws Exception {
    return send("DELETE", path, options, "application/json");
  }

  private static Answer get(String path) throws Exception {
    return send("GET", path, "", "application/json");
  }

  private static List<JsonNode> items(String path) throws Exception {
    return get(path).isCode(200).body().path("items").valueStream().toList();
  }

  private static List<String> names(String path) throws Exception {
    return items(path).stream().map(item -> item.at("/metadata/name").stringValue()).toList();
  }

  private static JsonNode await(String path, Predicate<JsonNode> wanted) throws Exception {
    var last = new ArrayList<Answer>(1);
    await(
        () -> {
          last.clear();
          last.add(get(path));
          return last.getFirst().code() == 200 && wanted.test(last.getFirst().body());
        },
        last);
    return last.getFirst().body();
  }

  private static void awaitGone(String path) throws Exception {
    var last = new ArrayList<Answer>(1);
    await(
        () -> {
          last.clear();
          last.add(get(path));
          return last.getFirst().code() == 404;
        },
        last);
  }

  private static void await(Callable<Boolean> wanted, Object shown) throws Exception {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!wanted.call()) {
      assertThat(System.nanoTime()).as("%s", shown).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static String pod(String name, String spec) {
    return "{'metadata':{'name':'"
        + name
        + "','labels':{'w':'x'}},'spec':{"
        + spec
        + "'containers':[{'name':'c','image':'i'}]}}";
  }

  private static String template(String label) {
    return "'template':{'metadata':{'labels':{'w':'"
        + label
        + "'}},'spec':{'terminationGracePeriodSeconds':0,'containers':[{'name':'c','image':'i'}]}}";
  }

  // ---- quotas ----

  private void quota(String name, String spec) throws Exception {
    post(core + "resourcequotas", "{'metadata':{'name':'" + name + "'},'spec':{" + spec + "}}");
    await(core + "resourcequotas/" + name, quota -> quota.at("/status/used").size() > 0);
  }

  private void used(String quota, String wanted) throws Exception {
    var amounts = Json.tree(wanted.replace('\'', '"'));
    await(
        core + "resourcequotas/" + quota,
        found ->
            amounts
                .propertyStream()
                .allMatch(e -> e.getValue().equals(found.at("/status/used").get(e.getKey()))));
  }

  @Test
  void quotasFollowTheLifeOfWhatTheyCount() throws Exception {
    post(
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
        "{'metadata':{'name':'counteds.example.com'},'spec':{'group':'example.com','scope':"
            + "'Namespaced','names':{'plural':'counteds','kind':'Counted'},'versions':[{'name':'v1',"
            + "'served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object'}}}]}}");
    var counteds = "/apis/example.com/v1/namespaces/" + namespace + "/counteds";
    await(counteds, list -> true);
    quota(
        "q",
        "'hard':{'pods':'5','cpu':'1','memory':'500Mi','services':'10','services.nodeports':'1',"
            + "'services.loadbalancers':'1','replicationcontrollers':'1','resourcequotas':'1',"
            + "'secrets':'10','count/replicasets.apps':'5','requests.example.com/dongle':'3',"
            + "'gold.storageclass.storage.k8s.io/requests.storage':'10Gi',"
            + "'count/counteds.example.com':'1'}");
    used("q", "{'resourcequotas':'1','pods':'0','count/counteds.example.com':'0'}");
    var made =
        List.of(
            List.of(core + "secrets", "", "{'secrets':'%s'}"),
            List.of(
                core + "services",
                "'type':'NodePort','ports':[{'port':80}]",
                "{'services':'%1$s','services.nodeports':'%1$s'}"),
            List.of(
                core + "services",
                "'type':'LoadBalancer','ports':[{'port':80}],"
                    + "'allocateLoadBalancerNodePorts':false",
                "{'services':'%1$s','services.nodeports':'0','services.loadbalancers':'%1$s'}"),
            List.of(
                core + "replicationcontrollers",
                "'replicas':0,'selector':{'w':'x'}," + template("x"),
                "{'replicationcontrollers':'%s'}"),
            List.of(
                "/apis/apps/v1/namespaces/" + namespace + "/replicasets",
                "'replicas':0,'selector':{'matchLabels':{'w':'x'}}," + template("x"),
                "{'count/replicasets.apps':'%s'}"),
            List.of(
                core + "persistentvolumeclaims",
                "'storageClassName':'gold','accessModes':["
                    + "'ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}",
                "{'gold.storageclass.storage.k8s.io/requests.storage':'%sGi'}"));
    for (var kind : made) {
      var spec = kind.get(1).isEmpty() ? "" : ",'spec':{" + kind.get(1) + "}";
      post(kind.get(0), "{'metadata':{'name':'a'}" + spec + "}");
      used("q", kind.get(2).formatted("1"));
      delete(kind.get(0) + "/a", "{'propagationPolicy':'Background'}").isCode(200);
      used("q", kind.get(2).formatted("0").replace("0Gi", "0"));
    }
    var custom = "{'apiVersion':'example.com/v1','kind':'Counted','metadata':{'name':'%s'}}";
    post(counteds, custom.formatted("a"));
    used("q", "{'count/counteds.example.com':'1'}");
    send("POST", counteds, custom.formatted("b"), "application/json").isCode(403);
    podsAreCounted();
  }

  private void podsAreCounted() throws Exception {
    var pods = core + "pods";
    var asking =
        "{'metadata':{'name':'%s'},'spec':{'containers':[{'name':'c','image':'i','resources':{"
            + "'requests':{'cpu':'%s','memory':'252Mi','example.com/dongle':'2'},'limits':{"
            + "'example.com/dongle':'2'}}}]}}";
    post(pods, asking.formatted("fits", "500m"));
    used("q", "{'pods':'1','cpu':'500m','memory':'252Mi','requests.example.com/dongle':'2'}");
    var refused = send("POST", pods, asking.formatted("more", "600m"), "application/json");
    assertThat(refused.isCode(403).body().path("message").stringValue())
        .contains("exceeded quota: q, requested: cpu=600m,");
    var changed = "{'spec':{'containers':[{'name':'c','resources':{'requests':{'cpu':'1m'}}}]}}";
    send("PATCH", pods + "/fits", changed, "application/strategic-merge-patch+json").isCode(422);
    delete(pods + "/fits", "{'gracePeriodSeconds':0}").isCode(200);
    used("q", "{'pods':'0','cpu':'0','memory':'0','requests.example.com/dongle':'0'}");
  }

  @Test
  void quotasCountInTheirScopes() throws Exception {
    post(
        "/apis/scheduling.k8s.io/v1/priorityclasses",
        "{'metadata':{'name':'urgent'},'value':1000}");
    for (var scope :
        List.of(
            "BestEffort",
            "NotBestEffort",
            "Terminating",
            "NotTerminating",
            "CrossNamespacePodAffinity")) {
      quota(
          scope.toLowerCase(java.util.Locale.ROOT),
          "'hard':{'pods':'5'},'scopes':['" + scope + "']");
    }
    quota(
        "priority",
        "'hard':{'pods':'1'},'scopeSelector':{'matchExpressions':[{'scopeName':'PriorityClass',"
            + "'operator':'In','values':['urgent']}]}");
    var pods = core + "pods";
    post(pods, pod("plain", ""));
    used("besteffort", "{'pods':'1'}");
    used("notterminating", "{'pods':'1'}");
    post(
        pods,
        "{'metadata':{'name':'short'},'spec':{'activeDeadlineSeconds':3600,'containers':[{'name':"
            + "'c','image':'i','resources':{'requests':{'cpu':'1m'}}}]}}");
    used("notbesteffort", "{'pods':'1'}");
    used("terminating", "{'pods':'1'}");
    post(pods, pod("urgent", "'priorityClassName':'urgent',"));
    used("priority", "{'pods':'1'}");
    send("POST", pods, pod("more", "'priorityClassName':'urgent',"), "application/json")
        .isCode(403);
    post(
        pods,
        pod(
            "near",
            "'affinity':{'podAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':[{"
                + "'topologyKey':'t','labelSelector':{},'namespaces':['other']}]}},"));
    used("crossnamespacepodaffinity", "{'pods':'1'}");
    used("besteffort", "{'pods':'3'}");
    used("notterminating", "{'pods':'3'}");
    used("terminating", "{'pods':'1'}");
    for (var name : List.of("plain", "short", "urgent", "near")) {
      delete(pods + "/" + name, "{'gracePeriodSeconds':0}").isCode(200);
    }
    for (var quota : names(core + "resourcequotas")) {
      used(quota, "{'pods':'0'}");
    }
  }

  @Test
  void aStatusOfAQuotaThatSomebodyElseWroteIsPutRight() throws Exception {
    quota("q", "'hard':{'cpu':'500m','memory':'500Mi'}");
    var patched = patch(core + "resourcequotas/q/status", "{'status':{'hard':{'cpu':'1'}}}");
    assertThat(patched.at("/status/hard/cpu").stringValue()).isEqualTo("1");
    assertThat(patched.at("/spec/hard/cpu").stringValue()).isEqualTo("500m");
    await(core + "resourcequotas/q", q -> q.at("/status/hard").equals(q.at("/spec/hard")));
  }

  @Test
  void aQuotaThatStopsAControllerShowsInItsConditions() throws Exception {
    quota("q", "'hard':{'pods':'2'}");
    var controller = core + "replicationcontrollers/r";
    post(
        core + "replicationcontrollers",
        "{'metadata':{'name':'r'},'spec':{'replicas':3,'selector':{'w':'x'},"
            + template("x")
            + "}}");
    await(controller, r -> r.toString().contains("ReplicaFailure"));
    patch(controller + "/scale", "{'spec':{'replicas':2}}");
    await(controller, r -> !r.toString().contains("ReplicaFailure"));
  }

  // ---- owners ----

  @Test
  void aCircleOfOwnersIsNoObstacle() throws Exception {
    var pods = core + "pods";
    var uids = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      uids.add(post(pods, pod("p" + i, "")).at("/metadata/uid").stringValue());
    }
    for (var i = 0; i < 3; i++) {
      var owner = (i + 2) % 3;
      patch(
          pods + "/p" + i,
          "{'metadata':{'ownerReferences':[{'apiVersion':'v1','kind':'Pod','name':'p%d','uid':'%s',"
                  .formatted(owner, uids.get(owner))
              + "'controller':true,'blockOwnerDeletion':true}]}}");
    }
    delete(pods + "/p0", "{'propagationPolicy':'Foreground'}").isCode(200);
    await(pods, list -> list.path("items").isEmpty());
  }

  @Test
  void whatHasAnotherOwnerOutlivesOneThatWaitsForIt() throws Exception {
    var controllers = core + "replicationcontrollers";
    var pods = core + "pods" + LABELLED;
    var spec = "'spec':{'replicas':%d,'selector':{'w':'%s'}," + template("%2$s") + "}}";
    post(controllers, ("{'metadata':{'name':'goes'}," + spec).formatted(4, "x"));
    var stays = post(controllers, ("{'metadata':{'name':'stays'}," + spec).formatted(0, "y"));
    await(pods, list -> list.path("items").size() == 4);
    var shared = names(pods).subList(0, 2);
    for (var name : shared) {
      patch(
          core + "pods/" + name,
          "{'metadata':{'ownerReferences':[{'apiVersion':'v1','kind':'ReplicationController',"
              + "'name':'stays','uid':"
              + stays.at("/metadata/uid")
              + "}]}}");
    }
    delete(controllers + "/goes", "{'propagationPolicy':'Foreground'}").isCode(200);
    awaitGone(controllers + "/goes");
    assertThat(names(pods)).containsExactlyInAnyOrderElementsOf(shared);
    for (var pod : items(pods)) {
      assertThat(pod.at("/metadata/ownerReferences")).hasSize(1);
      assertThat(pod.at("/metadata").has("deletionTimestamp")).isFalse();
    }
  }

  @Test
  void jobsAdoptAndReleasePods() throws Exception {
    var jobs = "/apis/batch/v1/namespaces/" + namespace + "/jobs";
    var pods = core + "pods" + LABELLED;
    post(
        jobs,
        "{'metadata':{'name':'j'},'spec':{'parallelism':2,'completions':2,"
            + template("x").replace("'containers'", "'restartPolicy':'OnFailure','containers'")
            + "}}");
    await(pods, list -> list.path("items").size() == 2);
    var one = core + "pods/" + names(pods).getFirst();
    var ours = await(one, pod -> pod.at("/metadata/ownerReferences").size() == 1);
    patch(
        one,
        "{'metadata':{'ownerReferences':[{'$patch':'delete','uid':"
            + ours.at("/metadata/ownerReferences/0/uid")
            + "}]}}");
    await(one, pod -> pod.at("/metadata/ownerReferences/0/kind").asString("").equals("Job"));
    patch(one, "{'metadata':{'labels':null}}");
    await(one, pod -> pod.at("/metadata/ownerReferences").isEmpty());
    assertThat(get(one).body().at("/metadata/finalizers")).isEmpty();
    await(pods, list -> list.path("items").size() == 2); // another one in its place
  }

  @Test
  void revisionsOfADaemonSetAreCountedOn() throws Exception {
    var sets = "/apis/apps/v1/namespaces/" + namespace + "/daemonsets";
    var revisions = "/apis/apps/v1/namespaces/" + namespace + "/controllerrevisions";
    post(
        sets,
        "{'metadata':{'name':'d'},'spec':{'selector':{'matchLabels':{'w':'x'}},"
            + template("x")
            + "}}");
    await(revisions + LABELLED, list -> list.path("items").size() == 1);
    var first = items(revisions + LABELLED).getFirst();
    var name = first.at("/metadata/name").stringValue();
    assertThat(first.path("revision").asInt()).isEqualTo(1);
    post(
        revisions,
        "{'metadata':{'name':'new-%s','labels':{'w':'x'},'ownerReferences':%s},'data':%s,"
                .formatted(name, first.at("/metadata/ownerReferences"), first.path("data"))
            + "'revision':2}");
    delete(revisions + "/" + name, "").isCode(200);
    await(revisions + LABELLED, list -> list.path("items").size() == 1);
    patch(sets + "/d", "{'spec':{'template':{'spec':{'terminationGracePeriodSeconds':1}}}}");
    await(
        revisions + LABELLED,
        list ->
            list.path("items").size() == 2
                && list.path("items").valueStream().anyMatch(r -> r.path("revision").asInt() == 3));
  }

  // ---- network ----

  @Test
  void endpointsOfAServiceWithoutSelectorAreMirrored() throws Exception {
    post(core + "services", "{'metadata':{'name':'s'},'spec':{'ports':[{'name':'p','port':80}]}}");
    var written =
        "{'metadata':{'name':'s'},'subsets':[{'addresses':[{'ip':'%s'}],'ports':[{'name':'p',"
            + "'port':%d}]}]}";
    var endpoints = core + "endpoints";
    post(endpoints, written.formatted("10.1.2.3", 80));
    var slices =
        "/apis/discovery.k8s.io/v1/namespaces/"
            + namespace
            + "/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Ds";
    await(slices, list -> shows(list, "10.1.2.3", 80));
    var update = written.formatted("10.2.3.4", 9090);
    send("PUT", endpoints + "/s", update, "application/json").isCode(200);
    await(slices, list -> shows(list, "10.2.3.4", 9090));
    delete(endpoints + "/s", "").isCode(200);
    await(slices, list -> list.path("items").isEmpty());
  }

  private static boolean shows(JsonNode slices, String address, int port) {
    return slices.path("items").size() == 1
        && slices.at("/items/0/endpoints/0/addresses/0").asString("").equals(address)
        && slices.at("/items/0/ports/0/port").asInt() == port;
  }

  // ---- the rest ----

  @Test
  void anEvictionWaitsForItsBudget() throws Exception {
    var budgets = "/apis/policy/v1/namespaces/" + namespace + "/poddisruptionbudgets";
    post(
        budgets,
        "{'metadata':{'name':'b'},'spec':{'minAvailable':2,'selector':{'matchLabels':{'w':'x'}}}}");
    post(core + "pods", pod("p0", ""));
    post(core + "pods", pod("p1", ""));
    await(budgets + "/b", b -> b.at("/status/currentHealthy").asInt() == 2);
    var eviction = "{'apiVersion':'policy/v1','kind':'Eviction','metadata':{'name':'p0'}}";
    var path = core + "pods/p0/eviction";
    var refused = send("POST", path, eviction, "application/json").isCode(429).body();
    assertThat(refused.at("/details/causes/0/reason").stringValue()).isEqualTo("DisruptionBudget");
    patch(budgets + "/b", "{'spec':{'minAvailable':1}}");
    await(budgets + "/b", b -> b.at("/status/disruptionsAllowed").asInt() == 1);
    post(path, eviction);
    awaitGone(core + "pods/p0");
  }

  @Test
  void aNamespaceIsHeldByAFinalizerAndEndsWithItsContent() throws Exception {
    var path = "/api/v1/namespaces/" + namespace;
    post(core + "pods", pod("p", ""));
    post(core + "services", "{'metadata':{'name':'s'},'spec':{'ports':[{'port':80}]}}");
    var held =
        get(path).body().toString().replace("[\"kubernetes\"]", "[\"kubernetes\",\"e.com/f\"]");
    send("PUT", path + "/finalize", held, "application/json").isCode(200);
    delete(path, "").isCode(200);
    await(core + "pods", list -> list.path("items").isEmpty());
    var last = await(path, ns -> ns.at("/spec/finalizers").toString().equals("[\"e.com/f\"]"));
    assertThat(last.at("/status/phase").stringValue()).isEqualTo("Terminating");
    assertThat(items(core + "services")).isEmpty();
    var free = get(path).body().toString().replace("[\"e.com/f\"]", "[]");
    send("PUT", path + "/finalize", free, "application/json").isCode(200);
    awaitGone(path);
  }

  @Test
  void everyNamespaceHasTheRootCertificate() throws Exception {
    var map = core + "configmaps/kube-root-ca.crt";
    var certificate = await(map, found -> true).at("/data/ca.crt").stringValue();
    assertThat(certificate).startsWith("-----BEGIN CERTIFICATE-----");
    delete(map, "").isCode(200);
    await(map, found -> true);
    patch(map, "{'data':{'ca.crt':''}}");
    await(map, found -> found.at("/data/ca.crt").asString("").equals(certificate));
  }
}
