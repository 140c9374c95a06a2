package io.coxswain.controller.clusterroleaggregation;

import io.coxswain.api.labels.LabelSelectors;
import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Makes an aggregated role's rules those of all roles its selectors take, by name, each once.
 * Follows upstream's clusterrole-aggregation controller.
 */
final class ClusterRoleAggregationReconciler implements Reconciler<ClusterRoleAggregationView> {

  @Override
  public Plan reconcile(ClusterRoleAggregationView view, Instant now) {
    var rules = rules(view);
    return view.role().rules().equals(rules)
        ? Plan.settled()
        : Plan.of(new Change.Update(view.role().withRules(rules)));
  }

  private static List<PolicyRule> rules(ClusterRoleAggregationView view) {
    var aggregation = view.role().aggregationRule();
    var rules = new LinkedHashSet<PolicyRule>();
    if (aggregation == null) {
      return view.role().rules();
    }
    var byName = new ArrayList<>(view.all());
    byName.sort(Comparator.comparing(ClusterRole::name));
    for (var selector : aggregation.clusterRoleSelectors()) {
      for (var other : byName) {
        if (!other.name().equals(view.role().name())
            && LabelSelectors.matches(selector, other.labels())) {
          rules.addAll(other.rules());
        }
      }
    }
    return List.copyOf(rules);
  }
}
