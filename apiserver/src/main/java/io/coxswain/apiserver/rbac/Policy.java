package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import io.coxswain.api.rbac.v1.Role;
import io.coxswain.api.rbac.v1.RoleBinding;
import java.util.List;

/** Roles and bindings that a cluster has from its start. */
public record Policy(
    List<ClusterRole> clusterRoles,
    List<ClusterRoleBinding> clusterRoleBindings,
    List<Role> roles,
    List<RoleBinding> roleBindings) {}
