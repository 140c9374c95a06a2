package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quotas are charged with each write; limit ranges shape and bound pods. */
class QuotaWritesTest {
  private static final String CORE = "/api/v1/namespaces/default/";
  private static final String QUOTA = "/registry/resourcequotas/default/q";

  private static final String POD =
      "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}}";

  private final RegistryHarness api = new RegistryHarness();

  private void quota(String given, String used) {
    // no lease is allowed, so that one tells when the quota counts
    var hard = given.replace("}", ",'count/leases.coordination.k8s.io':'0'}");
    api.post(CORE + "resourcequotas", "{'metadata':{'name':'q'},'spec':{'hard':" + hard + "}}")
        .isCode(201);
    api.mergePatch(
            CORE + "resourcequotas/q/status",
            "{'status':{'hard':" + hard + ",'used':" + used + "}}")
        .isCode(200);
    api.awaitRefusal(
        "/apis/coordination.k8s.io/v1/namespaces/default/leases", "{'metadata':{'name':'l'}}");
  }

  private RegistryHarness.Answer pod(String name, String resources) {
    return api.post(
        CORE + "pods",
        "{'metadata':{'name':'"
            + name
            + "'},'spec':{'containers':[{'name':'c','image':'i','resources':"
            + resources
            + "}]}}");
  }

  private String used(String resource) {
    return api.stored(QUOTA).path("status").path("used").path(resource).asString("");
  }

  @Test
  void podsAreChargedAndGivenBack() {
    quota("{'pods':'2','requests.cpu':'1'}", "{'pods':'0','requests.cpu':'0'}");
    pod("a", "{'requests':{'cpu':'600m'}}").isCode(201);
    assertThat(used("pods")).isEqualTo("1");
    assertThat(used("requests.cpu")).isEqualTo("600m");
    pod("b", "{'requests':{'cpu':'600m'}}")
        .isRefused(
            403,
            "Forbidden",
            "pods 'b' is forbidden: exceeded quota: q, requested: requests.cpu=600m, used:"
                + " requests.cpu=600m, limited: requests.cpu=1");
    pod("c", "{}")
        .isRefused(
            403,
            "Forbidden",
            "pods 'c' is forbidden: failed quota: q: must specify requests.cpu for: c");
    assertThat(used("pods")).isEqualTo("1");
    api.delete(CORE + "pods/a").isCode(200);
    assertThat(used("pods")).isEqualTo("0");
    assertThat(used("requests.cpu")).isEqualTo("0");
  }

  @Test
  void whatIsNotStoredIsNotCharged() {
    quota("{'count/configmaps':'5'}", "{'count/configmaps':'0'}");
    api.post(CORE + "configmaps", "{'metadata':{'name':'a'}}").isCode(201);
    api.post(CORE + "configmaps", "{'metadata':{'name':'a'}}").isCode(409);
    api.post(CORE + "configmaps?dryRun=All", "{'metadata':{'name':'b'}}").isCode(201);
    assertThat(used("count/configmaps")).isEqualTo("1");
  }

  @Test
  void endedPodsFreeTheirShare() {
    quota("{'pods':'1'}", "{'pods':'0'}");
    pod("a", "{}").isCode(201);
    pod("b", "{}").isCode(403);
    api.mergePatch(CORE + "pods/a/status", "{'status':{'phase':'Succeeded'}}").isCode(200);
    assertThat(used("pods")).isEqualTo("0");
    pod("b", "{}").isCode(201);
  }

  @Test
  void servicesAreChargedForWhatTheyBecome() {
    quota("{'services.nodeports':'1'}", "{'services.nodeports':'0'}");
    api.post(
            CORE + "services",
            "{'metadata':{'name':'s'},'spec':{'ports':[{'name':'a','port':80},"
                + "{'name':'b','port':81}]}}")
        .isCode(201);
    api.mergePatch(CORE + "services/s", "{'spec':{'type':'NodePort'}}")
        .isRefused(
            403,
            "Forbidden",
            "services 's' is forbidden: exceeded quota: q, requested: services.nodeports=2, used:"
                + " services.nodeports=0, limited: services.nodeports=1");
  }

  @Test
  void aQuotaThatWasNotCountedYetAllowsNothing() {
    api.post(CORE + "resourcequotas", "{'metadata':{'name':'q'},'spec':{'hard':{'pods':'1'}}}")
        .isCode(201);
    api.awaitRefusal(CORE + "pods", POD);
    pod("a", "{}")
        .isRefused(
            403,
            "Forbidden",
            "pods 'a' is forbidden: status unknown for quota: q, resources: pods");
  }

  @Test
  void quotasCountOnlyTheirScopes() {
    api.post(
            CORE + "resourcequotas",
            "{'metadata':{'name':'q'},'spec':{'hard':{'pods':'0'},'scopes':['BestEffort']}}")
        .isCode(201);
    api.mergePatch(
            CORE + "resourcequotas/q/status",
            "{'status':{'hard':{'pods':'0'},'used':{'pods':'0'}}}")
        .isCode(200);
    api.awaitRefusal(CORE + "pods", POD);
    pod("a", "{}").isCode(403);
    pod("b", "{'requests':{'cpu':'1'}}").isCode(201);
  }

  @Test
  void concurrentWritesNeverUseTheSameRoom() {
    quota("{'count/configmaps':'10'}", "{'count/configmaps':'0'}");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 40)
          .forEach(
              i ->
                  threads.execute(
                      () -> api.post(CORE + "configmaps", "{'metadata':{'name':'c" + i + "'}}")));
    }
    assertThat(api.store.range("/registry/configmaps/default/", null, 0, 0).items()).hasSize(10);
    assertThat(used("count/configmaps")).isEqualTo("10");
  }

  private void limits(String limit) {
    api.post(
            CORE + "limitranges",
            "{'metadata':{'name':'l'},'spec':{'limits':["
                + limit
                + ",{'type':'PersistentVolumeClaim','max':{'storage':'1Gi'}}]}}")
        .isCode(201);
    api.awaitRefusal(
        CORE + "persistentvolumeclaims",
        "{'metadata':{'name':'v'},'spec':{'accessModes':['ReadWriteOnce'],"
            + "'resources':{'requests':{'storage':'2Gi'}}}}");
  }

  @Test
  void limitRangesFillInRequestsAndLimits() {
    limits(
        "{'type':'Container','default':{'cpu':'1'},'defaultRequest':{'cpu':'500m',"
            + "'memory':'64Mi'}}");
    var created = pod("a", "{}").isCode(201);
    assertThat(created.at("/spec/containers/0/resources"))
        .isEqualTo(
            "{\"requests\":{\"cpu\":\"500m\",\"memory\":\"64Mi\"},\"limits\":{\"cpu\":\"1\"}}");
    assertThat(created.body().at("/metadata/annotations").toString())
        .contains(
            "LimitRanger plugin set: cpu, memory request for container c; cpu limit for container"
                + " c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'type':'Container','max':{'cpu':'1'}}|{'limits':{'cpu':'2'}}|[maximum cpu usage per Container is 1, but limit is 2, maximum cpu usage per Container is 1, but request is 2]
          {'type':'Container','min':{'cpu':'1'}}|{'requests':{'cpu':'500m'}}|minimum cpu usage per Container is 1, but request is 500m
          {'type':'Pod','max':{'memory':'1Gi'}}|{}|maximum memory usage per Pod is 1Gi.  No limit is specified
          {'type':'Pod','maxLimitRequestRatio':{'cpu':'2'}}|{'requests':{'cpu':'1'},'limits':{'cpu':'3'}}|cpu max limit to request ratio per Pod is 2, but provided ratio is 3.000000
          """)
  void podsAreHeldToLimits(String limit, String resources, String message) {
    limits(limit);
    pod("a", resources).isRefused(403, "Forbidden", "pods 'a' is forbidden: " + message);
  }
}
