package io.coxswain.controller.clusterroleaggregation;

import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import java.util.List;

/** What the aggregation controller watches: any role may be part of any aggregated one. */
public final class ClusterRoleAggregationWiring {
  private ClusterRoleAggregationWiring() {}

  public static Controller<?> controller() {
    return Controller.named("clusterrole-aggregation-controller")
        .of(ClusterRole.class)
        .watches(ClusterRole.class, ClusterRoleAggregationWiring::aggregated)
        .view(
            (key, caches, outcomes) ->
                caches
                    .of(ClusterRole.class)
                    .get(key)
                    .filter(role -> role.aggregationRule() != null)
                    .map(
                        role ->
                            new ClusterRoleAggregationView(
                                role, caches.of(ClusterRole.class).list())))
        .reconciledBy(new ClusterRoleAggregationReconciler());
  }

  private static List<ObjectKey> aggregated(ClusterRole changed, Caches caches) {
    return caches.of(ClusterRole.class).list().stream()
        .filter(role -> role.aggregationRule() != null)
        .map(ObjectKey::of)
        .toList();
  }
}
