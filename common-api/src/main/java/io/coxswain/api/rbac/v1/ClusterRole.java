package io.coxswain.api.rbac.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules that hold in the whole cluster, or in each namespace that binds them. */
@ApiKind(
    group = "rbac.authorization.k8s.io",
    version = "v1",
    kind = "ClusterRole",
    plural = "clusterroles",
    namespaced = false)
@ApiType("Rules that hold in the whole cluster, or in each namespace that binds them.")
public record ClusterRole(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What the role permits.", writeEmpty = true) List<PolicyRule> rules,
    @ApiField(number = 3, doc = "Other roles whose rules this one consists of.")
        @Nullable AggregationRule aggregationRule)
    implements KubernetesObject, ClusterRoleBuilder.With {

  /** Says of which other roles a role consists; a controller then writes its rules. */
  @ApiType("Says of which other roles a role consists; a controller then writes its rules.")
  public record AggregationRule(
      @ApiField(number = 1, doc = "Labels of the roles; those that any selector takes count.")
          List<LabelSelector> clusterRoleSelectors)
      implements AggregationRuleBuilder.With {}
}
