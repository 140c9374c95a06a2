package io.coxswain.apiserver.registry.admission;

import io.coxswain.api.Json;
import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.api.rbac.v1.RoleRef;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.auth.Authorizers;
import io.coxswain.apiserver.rbac.Escalation;
import io.coxswain.apiserver.rbac.RuleResolver;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.request.RequestInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nobody writes a role, or binds one, that permits more than they hold themselves, unless they may
 * {@code escalate} or {@code bind}. Upstream does this in the storage of the RBAC kinds.
 */
public final class RoleEscalation implements Admission {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final List<PolicyRule> EVERYTHING =
      List.of(
          new PolicyRule(List.of("*"), List.of("*"), List.of("*"), List.of(), List.of()),
          new PolicyRule(List.of("*"), List.of(), List.of(), List.of(), List.of("*")));

  /** Parts of metadata the garbage collector writes. */
  private static final Set<String> COLLECTORS =
      Set.of("ownerReferences", "finalizers", "managedFields");

  private final Authorizer authorizer;
  private final RuleResolver rules;

  public RoleEscalation(Authorizer authorizer, RuleResolver rules) {
    this.authorizer = authorizer;
    this.rules = rules;
  }

  @Override
  public @Nullable Refusal validate(Review review) {
    var call = review.call();
    var object = review.object();
    if (object == null
        || !call.type().group().equals(GROUP)
        || call.user().groups().contains(Authorizers.PRIVILEGED_GROUP)
        || review.old() != null && onlyCollected(object, review.old())) {
      return null;
    }
    return switch (call.type().kind()) {
      case "Role", "ClusterRole" -> role(call, object);
      case "RoleBinding", "ClusterRoleBinding" -> binding(call, object);
      default -> null;
    };
  }

  private @Nullable Refusal role(Call call, ObjectNode role) {
    if (may("escalate", call, call.type().plural(), Trees.name(role))) {
      return null;
    }
    var refusal = confirm(call, rules(role.path("rules")));
    if (refusal != null || !role.path("aggregationRule").isObject()) {
      return refusal;
    }
    return confirm(call, EVERYTHING) == null
        ? null
        : new Refusal.Forbidden("must have cluster-admin privileges to use the aggregationRule");
  }

  private @Nullable Refusal binding(Call call, ObjectNode binding) {
    var role = Json.read(binding.get("roleRef"), RoleRef.class);
    var kind = role.kind().equals("ClusterRole") ? "clusterroles" : "roles";
    if (may("bind", call, kind, role.name())) {
      return null;
    }
    var granted = rules.rulesOf(role, call.namespace());
    return granted == null
        ? new Refusal.OtherNotFound(
            GROUP, role.kind().toLowerCase(java.util.Locale.ROOT), role.name())
        : confirm(call, granted);
  }

  private @Nullable Refusal confirm(Call call, List<PolicyRule> granted) {
    var problem = Escalation.problem(call.user(), call.namespace(), granted, rules);
    return problem == null ? null : new Refusal.Forbidden(problem);
  }

  private boolean may(String verb, Call call, String resource, String name) {
    return authorizer.allows(
        call.user(),
        new RequestInfo(true, "", verb, GROUP, "v1", call.namespace(), resource, "", name));
  }

  private static List<PolicyRule> rules(JsonNode rules) {
    var read = new ArrayList<PolicyRule>();
    rules.forEach(rule -> read.add(Json.read(rule, PolicyRule.class)));
    return read;
  }

  /** Whether only what keeps or frees the object for deletion has changed. */
  private static boolean onlyCollected(ObjectNode object, ObjectNode old) {
    return stripped(object).equals(stripped(old));
  }

  private static ObjectNode stripped(ObjectNode object) {
    var copy = object.deepCopy();
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(COLLECTORS);
    }
    return copy;
  }
}
