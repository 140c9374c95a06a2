package io.coxswain.controller.clusterroleaggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rules an aggregated role gets. */
class ClusterRoleAggregationTest {
  private static final ClusterRole PODS = part("b-pods", "view", "pods");
  private static final ClusterRole MAPS = part("a-maps", "view", "configmaps");
  private static final ClusterRole MORE_PODS = part("c-pods", "view", "pods");
  private static final ClusterRole OTHER = part("other", "edit", "secrets");

  private final ClusterRoleAggregationReconciler reconciler =
      new ClusterRoleAggregationReconciler();

  @Test
  void selectedRolesMakeTheRulesByNameAndOnce() {
    var plan = plan(aggregated(), PODS, MAPS, MORE_PODS, OTHER);
    assertThat(plan)
        .isEqualTo(
            Plan.of(
                new Change.Update(
                    aggregated()
                        .withRules(List.of(MAPS.rules().getFirst(), PODS.rules().getFirst())))));
  }

  @Test
  void rulesThatFitAreLeftAlone() {
    var role = aggregated().withRules(PODS.rules());
    assertThat(plan(role, PODS, role)).isEqualTo(Plan.settled());
  }

  @Test
  void rulesOfRolesThatAreGoneAreTakenAway() {
    var role = aggregated().withRules(PODS.rules());
    assertThat(plan(role, OTHER)).isEqualTo(Plan.of(new Change.Update(role.withRules(List.of()))));
  }

  private Plan plan(ClusterRole role, ClusterRole... all) {
    return reconciler.reconcile(new ClusterRoleAggregationView(role, List.of(all)), Instant.EPOCH);
  }

  private static ClusterRole aggregated() {
    return role(
        "{'metadata':{'name':'view'},'rules':[],'aggregationRule':{'clusterRoleSelectors':["
            + "{'matchLabels':{'to':'view'}}]}}");
  }

  private static ClusterRole part(String name, String label, String resource) {
    return role(
        "{'metadata':{'name':'%s','labels':{'to':'%s'}},'rules':[{'verbs':['get'],'apiGroups':[''],'resources':['%s']}]}"
            .formatted(name, label, resource));
  }

  private static ClusterRole role(String json) {
    return Json.read(json.replace('\'', '"'), ClusterRole.class);
  }
}
