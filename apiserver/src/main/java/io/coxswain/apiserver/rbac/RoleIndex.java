package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.api.rbac.v1.RoleRef;
import io.coxswain.api.rbac.v1.Subject;
import io.coxswain.apiserver.auth.Authorizer.Decision;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, by subject, over roles and bindings that do not change any more. What holds in
 * the cluster is indexed at once, a namespace when it is first asked about. Safe for concurrent
 * use; holds no lock while it answers.
 */
final class RoleIndex implements RuleResolver {
  static final String GROUP = "rbac.authorization.k8s.io";

  private final RoleObjects objects;
  private final GrantIndex cluster;
  private final Map<String, GrantIndex> namespaces = new ConcurrentHashMap<>();

  RoleIndex(RoleObjects objects) {
    this.objects = objects;
    cluster = new GrantIndex();
    for (var binding : objects.clusterBindings()) {
      add(cluster, "ClusterRoleBinding", binding.name(), "", binding.roleRef(), binding.subjects());
    }
  }

  /** Whether any rule permits a request; says through which binding, or what is broken. */
  Decision decide(UserInfo user, RequestInfo info) {
    var search = new Search(info);
    if (cluster.visit(user, search::sees)
        || !info.namespace().isEmpty() && namespace(info.namespace()).visit(user, search::sees)) {
      return search.answer;
    }
    return search.errors.isEmpty()
        ? Decision.NO_OPINION
        : new Decision(false, "RBAC: " + aggregate(search.errors));
  }

  @Override
  public Resolved rulesFor(UserInfo user, String namespace) {
    var rules = new ArrayList<PolicyRule>();
    var errors = new LinkedHashSet<String>();
    cluster.visit(user, grant -> collect(grant, rules, errors));
    if (!namespace.isEmpty()) {
      namespace(namespace).visit(user, grant -> collect(grant, rules, errors));
    }
    return new Resolved(rules, List.copyOf(errors));
  }

  private static boolean collect(
      Grant grant, List<PolicyRule> rules, LinkedHashSet<String> errors) {
    rules.addAll(grant.rules().rules());
    if (!grant.error().isEmpty()) {
      errors.add(grant.error());
    }
    return false;
  }

  @Override
  public @Nullable List<PolicyRule> rulesOf(RoleRef role, String namespace) {
    var found = table(role, namespace);
    return found == null ? null : found.rules();
  }

  private @Nullable RuleTable table(RoleRef role, String namespace) {
    return switch (role.kind()) {
      case "ClusterRole" -> objects.clusterRole(role.name());
      case "Role" -> objects.role(namespace, role.name());
      default -> null;
    };
  }

  private GrantIndex namespace(String name) {
    return namespaces.computeIfAbsent(
        name,
        ignored -> {
          var index = new GrantIndex();
          for (var binding : objects.bindings(name)) {
            add(index, "RoleBinding", binding.name(), name, binding.roleRef(), binding.subjects());
          }
          return index;
        });
  }

  private void add(
      GrantIndex index,
      String kind,
      String binding,
      String namespace,
      RoleRef role,
      List<Subject> subjects) {
    var rules = table(role, namespace);
    var error =
        rules != null
            ? ""
            : role.kind().toLowerCase(java.util.Locale.ROOT)
                + "."
                + GROUP
                + " \""
                + role.name()
                + "\" not found";
    for (var subject : subjects) {
      var table = rules == null ? RuleTable.EMPTY : rules;
      index.add(
          subject, namespace, Grant.of(kind, binding, namespace, role, subject, table, error));
    }
  }

  /** One message stays as it is, several are a list, as upstream joins errors. */
  private static String aggregate(LinkedHashSet<String> errors) {
    return errors.size() == 1 ? errors.getFirst() : "[" + String.join(", ", errors) + "]";
  }

  /** One request's way through the grants. */
  private static final class Search {
    private final RequestInfo info;
    private final String resource;
    private final LinkedHashSet<String> errors = new LinkedHashSet<>(0);
    private Decision answer = Decision.NO_OPINION;

    private Search(RequestInfo info) {
      this.info = info;
      resource =
          info.subresource().isEmpty()
              ? info.resource()
              : info.resource() + "/" + info.subresource();
    }

    private boolean sees(Grant grant) {
      if (grant.rules().allows(info, resource)) {
        answer = grant.allowed();
        return true;
      }
      if (!grant.error().isEmpty()) {
        errors.add(grant.error());
      }
      return false;
    }
  }
}
