package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Evictions and the budgets that object to them. */
class EvictionTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String BUDGETS = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";

  private final RegistryHarness api = new RegistryHarness();

  @BeforeEach
  void aRunningPodAndItsBudget() {
    for (var name : new String[] {"a", "b"}) {
      api.post(
              PODS,
              "{'metadata':{'name':'"
                  + name
                  + "','labels':{'app':'web'}},'spec':{'nodeName':'n','containers':[{'name':'c',"
                  + "'image':'i'}]}}")
          .isCode(201);
      status(name, "Running", "True");
    }
    api.post(
            BUDGETS,
            "{'metadata':{'name':'web'},'spec':{'minAvailable':1,"
                + "'selector':{'matchLabels':{'app':'web'}}}}")
        .isCode(201);
  }

  private void status(String pod, String phase, String ready) {
    api.mergePatch(
            PODS + "/" + pod + "/status",
            "{'status':{'phase':'"
                + phase
                + "','conditions':[{'type':'Ready','status':'"
                + ready
                + "'}]}}")
        .isCode(200);
  }

  private void counted(int allowed, int healthy, int desired) {
    api.mergePatch(
            BUDGETS + "/web/status",
            "{'status':{'observedGeneration':1,'expectedPods':2,'disruptionsAllowed':"
                + allowed
                + ",'currentHealthy':"
                + healthy
                + ",'desiredHealthy':"
                + desired
                + ",'conditions':[{'type':'DisruptionAllowed','status':'True',"
                + "'reason':'SufficientPods','message':'',"
                + "'lastTransitionTime':'2026-01-01T00:00:00Z'}]}}")
        .isCode(200);
  }

  private RegistryHarness.Answer evict(String pod) {
    return api.post(
        PODS + "/" + pod + "/eviction",
        "{'apiVersion':'policy/v1','kind':'Eviction','metadata':{'name':'" + pod + "'}}");
  }

  @Test
  void aBudgetThatWasNotCountedYetObjects() {
    var refused = evict("a").isCode(429);
    assertThat(refused.message())
        .isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(refused.at("/reason")).isEqualTo("TooManyRequests");
    assertThat(refused.at("/details/causes/0/message"))
        .isEqualTo("The disruption budget web is still being processed by the server.");
    assertThat(refused.at("/details/retryAfterSeconds")).isEqualTo("10");
  }

  @Test
  void eachEvictionIsTakenFromTheBudget() {
    counted(1, 2, 1);
    evict("a").isCode(201);
    var budget = api.stored("/registry/poddisruptionbudgets/default/web");
    assertThat(budget.at("/status/disruptionsAllowed").asInt()).isZero();
    assertThat(budget.at("/status/disruptedPods/a").asString()).isNotEmpty();
    assertThat(budget.at("/status/conditions/0/reason").asString()).isEqualTo("InsufficientPods");
    var refused = evict("b").isCode(429);
    assertThat(refused.message())
        .isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(refused.at("/details/causes/0/reason")).isEqualTo("DisruptionBudget");
    assertThat(refused.at("/details/causes/0/message"))
        .isEqualTo("The disruption budget web needs 1 healthy pods and has 2 currently");
    assertThat(refused.at("/details/retryAfterSeconds")).isEmpty();
    assertThat(api.get(PODS + "/b/status").at("/metadata/deletionTimestamp")).isEmpty();
  }

  @Test
  void tryingTakesNothing() {
    counted(1, 2, 1);
    api.post(PODS + "/a/eviction?dryRun=All", "{'metadata':{'name':'a'}}").isCode(201);
    assertThat(
            api.stored("/registry/poddisruptionbudgets/default/web")
                .at("/status/disruptionsAllowed")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void podsThatDoNotRunGoWithoutAsking() {
    status("a", "Pending", "False");
    evict("a").isCode(201);
  }

  @Test
  void unhealthyPodsGoWhereEnoughOthersAreHealthy() {
    status("a", "Running", "False");
    counted(0, 1, 2);
    evict("a").isCode(429);
    counted(0, 1, 1);
    evict("a").isCode(201);
    status("b", "Running", "False");
    counted(0, 0, 1);
    evict("b").isCode(429);
    api.mergePatch(BUDGETS + "/web", "{'spec':{'unhealthyPodEvictionPolicy':'AlwaysAllow'}}")
        .isCode(200);
    evict("b").isCode(201);
  }

  @Test
  void twoBudgetsAreOneTooMany() {
    api.post(BUDGETS, "{'metadata':{'name':'all'},'spec':{'minAvailable':1,'selector':{}}}")
        .isCode(201);
    assertThat(evict("a").isCode(500).message())
        .isEqualTo(
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                + " not support.");
  }

  @Test
  void whoNamesAnotherPodIsRefused() {
    counted(1, 2, 1);
    api.post(
            PODS + "/a/eviction",
            "{'metadata':{'name':'a'},'deleteOptions':{'preconditions':{'uid':'other'}}}")
        .isCode(409);
  }
}
