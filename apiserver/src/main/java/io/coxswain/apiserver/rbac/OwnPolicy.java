package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.api.rbac.v1.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a new cluster permits: Kubernetes' defaults and what our components need beyond them. */
public final class OwnPolicy {
  private static final String CONTROLLERS = "system:controller:";
  private static final Subject MANAGER =
      new Subject("User", RoleIndex.GROUP, "system:kube-controller-manager", null);

  private OwnPolicy() {}

  /** Kubernetes' roles and bindings. */
  static Policy defaults() {
    return PolicyReader.read("default-policy.txt");
  }

  /** What every kubelet may do, as far as rules can say it. */
  public static List<PolicyRule> nodeRules() {
    return defaults().clusterRoles().stream()
        .filter(role -> role.name().equals("system:node"))
        .findFirst()
        .orElseThrow()
        .rules();
  }

  /** Everything that is kept in a cluster. */
  public static Policy whole() {
    var theirs = defaults();
    var ours = PolicyReader.read("own-policy.txt");
    return new Policy(
        join(theirs.clusterRoles(), ours.clusterRoles()),
        join(
            theirs.clusterRoleBindings(),
            join(ours.clusterRoleBindings(), managerBindings(theirs.clusterRoleBindings()))),
        join(theirs.roles(), ours.roles()),
        join(theirs.roleBindings(), ours.roleBindings()));
  }

  /** Each controller's role also goes to the identity under which all of ours run. */
  private static List<ClusterRoleBinding> managerBindings(List<ClusterRoleBinding> theirs) {
    var bindings = new ArrayList<ClusterRoleBinding>();
    for (var binding : theirs) {
      if (binding.name().startsWith(CONTROLLERS)) {
        var name = "coxswain:controller:" + binding.name().substring(CONTROLLERS.length());
        bindings.add(
            binding.withMetadata(binding.metadata().withName(name)).withSubjects(List.of(MANAGER)));
      }
    }
    return bindings;
  }

  private static <T> List<T> join(List<? extends T> first, List<? extends T> second) {
    return Stream.<T>concat(first.stream(), second.stream()).toList();
  }
}
