package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import io.coxswain.api.rbac.v1.RoleBinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Roles and bindings as they are at one moment, or a moment ago. */
interface RoleObjects {
  List<ClusterRoleBinding> clusterBindings();

  /** The bindings of one namespace. */
  List<RoleBinding> bindings(String namespace);

  /** The rules of a ClusterRole; null where there is none. */
  @Nullable RuleTable clusterRole(String name);

  @Nullable RuleTable role(String namespace, String name);
}
