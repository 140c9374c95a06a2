package io.coxswain.apiserver.rbac;

import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.ClusterRole.AggregationRule;
import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.api.rbac.v1.Role;
import io.coxswain.api.rbac.v1.RoleBinding;
import io.coxswain.api.rbac.v1.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a default role or binding becomes where one is already there: what is missing is added,
 * nothing is taken away, and what says {@code rbac.authorization.kubernetes.io/autoupdate: "false"}
 * stays as it is. Pure; null means there is nothing to write.
 */
public final class PolicyReconciliation {
  private static final String AUTOUPDATE = "rbac.authorization.kubernetes.io/autoupdate";

  private PolicyReconciliation() {}

  public static @Nullable ClusterRole clusterRole(ClusterRole wanted, ClusterRole found) {
    if (isProtected(found.metadata())) {
      return null;
    }
    var rule = wanted.aggregationRule();
    // the rules of an aggregated role belong to the controller that writes them
    var rules = rule == null ? extended(wanted.rules(), found.rules()) : found.rules();
    var next =
        new ClusterRole(
            extended(wanted.metadata(), found.metadata()),
            rules,
            rule == null ? found.aggregationRule() : extended(rule, found.aggregationRule()));
    return next.equals(found) ? null : next;
  }

  public static @Nullable Role role(Role wanted, Role found) {
    if (isProtected(found.metadata())) {
      return null;
    }
    var next =
        new Role(
            extended(wanted.metadata(), found.metadata()), extended(wanted.rules(), found.rules()));
    return next.equals(found) ? null : next;
  }

  /** A binding of another role must be deleted first: see {@link #bindsAnother}. */
  public static @Nullable ClusterRoleBinding binding(
      ClusterRoleBinding wanted, ClusterRoleBinding found) {
    if (isProtected(found.metadata())) {
      return null;
    }
    var next =
        new ClusterRoleBinding(
            extended(wanted.metadata(), found.metadata()),
            union(wanted.subjects(), found.subjects()),
            found.roleRef());
    return next.equals(found) ? null : next;
  }

  public static @Nullable RoleBinding binding(RoleBinding wanted, RoleBinding found) {
    if (isProtected(found.metadata())) {
      return null;
    }
    var next =
        new RoleBinding(
            extended(wanted.metadata(), found.metadata()),
            union(wanted.subjects(), found.subjects()),
            found.roleRef());
    return next.equals(found) ? null : next;
  }

  /** Whether a binding gives another role than it should; roles of bindings can't be changed. */
  public static boolean bindsAnother(ClusterRoleBinding wanted, ClusterRoleBinding found) {
    return !isProtected(found.metadata()) && !wanted.roleRef().equals(found.roleRef());
  }

  private static boolean isProtected(ObjectMeta metadata) {
    return "false".equals(metadata.annotations().get(AUTOUPDATE));
  }

  private static List<PolicyRule> extended(List<PolicyRule> wanted, List<PolicyRule> found) {
    var missing = new ArrayList<>(found);
    for (var rule : wanted) {
      if (!Coverage.missing(found, List.of(rule)).isEmpty()) {
        missing.add(rule);
      }
    }
    return missing;
  }

  private static AggregationRule extended(AggregationRule wanted, @Nullable AggregationRule found) {
    return found == null
        ? wanted
        : new AggregationRule(union(wanted.clusterRoleSelectors(), found.clusterRoleSelectors()));
  }

  private static ObjectMeta extended(ObjectMeta wanted, ObjectMeta found) {
    return found
        .withLabels(extended(wanted.labels(), found.labels()))
        .withAnnotations(extended(wanted.annotations(), found.annotations()));
  }

  private static Map<String, String> extended(
      Map<String, String> wanted, Map<String, String> found) {
    var all = new TreeMap<>(wanted);
    all.putAll(found);
    return all;
  }

  /** What is there first, then what is missing; {@link Subject}s among others. */
  private static <T> List<T> union(List<T> wanted, List<T> found) {
    var all = new LinkedHashSet<>(found);
    all.addAll(wanted);
    return List.copyOf(all);
  }
}
