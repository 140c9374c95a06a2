package io.coxswain.apiserver.server;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import io.coxswain.api.rbac.v1.Role;
import io.coxswain.api.rbac.v1.RoleBinding;
import io.coxswain.apiserver.rbac.OwnPolicy;
import io.coxswain.apiserver.rbac.PolicyReconciliation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings the roles and bindings every cluster has up to date, once at start, as upstream's
 * rbac/bootstrap-roles hook.
 */
final class OwnRoles {
  private final OwnClient client;

  OwnRoles(OwnClient client) {
    this.client = client;
  }

  /** What has to be written; nothing where everything is up to date. */
  List<Runnable> plan() {
    var policy = OwnPolicy.whole();
    var writes = new ArrayList<Runnable>();
    plan(writes, ClusterRole.class, policy.clusterRoles(), PolicyReconciliation::clusterRole);
    plan(writes, Role.class, policy.roles(), PolicyReconciliation::role);
    plan(writes, ClusterRoleBinding.class, policy.clusterRoleBindings(), this::replacedOrExtended);
    plan(writes, RoleBinding.class, policy.roleBindings(), PolicyReconciliation::binding);
    return writes;
  }

  /** A binding of another role can't be changed: it is made anew with its subjects. */
  private @Nullable ClusterRoleBinding replacedOrExtended(
      ClusterRoleBinding wanted, ClusterRoleBinding found) {
    if (!PolicyReconciliation.bindsAnother(wanted, found)) {
      return PolicyReconciliation.binding(wanted, found);
    }
    client.delete(found);
    client.write(wanted.withSubjects(found.subjects()), false);
    return null;
  }

  private <T extends KubernetesObject> void plan(
      List<Runnable> writes,
      Class<T> type,
      List<T> wanted,
      BiFunction<T, T, @Nullable T> reconciliation) {
    var found = new HashMap<String, T>();
    client.list(type).forEach(one -> found.put(one.namespace() + "/" + one.name(), one));
    for (var object : wanted) {
      var old = found.get(object.namespace() + "/" + object.name());
      if (old == null) {
        writes.add(() -> client.write(object, false));
        continue;
      }
      var next = reconciliation.apply(object, old);
      if (next != null) {
        writes.add(() -> client.write(next, true));
      }
    }
  }
}
