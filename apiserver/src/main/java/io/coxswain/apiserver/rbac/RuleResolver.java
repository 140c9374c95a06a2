package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.api.rbac.v1.RoleRef;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the rules that hold for a user. */
public interface RuleResolver {
  /** Knows no roles. */
  RuleResolver NONE =
      new RuleResolver() {
        @Override
        public Resolved rulesFor(UserInfo user, String namespace) {
          return new Resolved(List.of(), List.of());
        }

        @Override
        public @Nullable List<PolicyRule> rulesOf(RoleRef role, String namespace) {
          return null;
        }
      };

  /**
   * What was found.
   *
   * @param errors about roles that are bound but missing
   */
  record Resolved(List<PolicyRule> rules, List<String> errors) {}

  /** The rules that hold in a namespace, those of the whole cluster among them. */
  Resolved rulesFor(UserInfo user, String namespace);

  /**
   * The rules of a role as bound in a namespace, empty for the cluster; null where it is missing.
   */
  @Nullable List<PolicyRule> rulesOf(RoleRef role, String namespace);
}
