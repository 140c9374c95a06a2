package io.coxswain.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import io.coxswain.api.rbac.v1.RoleBinding;
import io.coxswain.apiserver.auth.Authorizer.Decision;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bindings, subjects and namespaces. */
class RbacAuthorizerTest {
  private static final String ROLES =
      """
      clusterrole reader
        read core pods
      role web editor
        write core pods
      """;

  private Policy policy = PolicyReader.parse(ROLES);
  private final RbacAuthorizer authorizer = new RbacAuthorizer(new FixedRoles());

  @Test
  void nobodyMayDoAnythingWithoutABinding() {
    assertThat(ask("jane", "get", "web")).isEqualTo(Decision.NO_OPINION);
  }

  @Test
  void aClusterBindingHoldsEverywhere() {
    given("bind reader user:jane group:dev account:ci/runner");
    assertThat(ask("jane", "get", "web"))
        .isEqualTo(
            new Decision(
                true,
                "RBAC: allowed by ClusterRoleBinding \"reader\" of ClusterRole \"reader\" to User"
                    + " \"jane\""));
    assertThat(ask("jane", "list", "").allowed()).isTrue();
    assertThat(ask("system:serviceaccount:ci:runner", "get", "web").reason())
        .isEqualTo(
            "RBAC: allowed by ClusterRoleBinding \"reader\" of ClusterRole \"reader\" to"
                + " ServiceAccount \"runner/ci\"");
    assertThat(authorizer.allows(user("joe", "dev"), info("get", "web"))).isTrue();
    assertThat(ask("joe", "get", "web").allowed()).isFalse();
    assertThat(ask("jane", "create", "web").allowed()).isFalse();
  }

  @Test
  void aRoleBindingHoldsInItsNamespaceOnly() {
    given("bindrole web team editor user:jane account:/runner");
    assertThat(ask("jane", "create", "web").reason())
        .isEqualTo("RBAC: allowed by RoleBinding \"team/web\" of Role \"editor\" to User \"jane\"");
    assertThat(ask("jane", "create", "db").allowed()).isFalse();
    assertThat(ask("jane", "create", "").allowed()).isFalse();
    assertThat(ask("system:serviceaccount:web:runner", "create", "web").allowed()).isTrue();
    assertThat(ask("system:serviceaccount:db:runner", "create", "web").allowed()).isFalse();
  }

  @Test
  void bindingsOfMissingRolesAreToldToThoseWhoAreRefused() {
    given("bind gone user:jane\nbindrole web team lost user:jane");
    assertThat(ask("jane", "get", "web"))
        .isEqualTo(
            new Decision(
                false,
                "RBAC: [clusterrole.rbac.authorization.k8s.io \"gone\" not found,"
                    + " role.rbac.authorization.k8s.io \"lost\" not found]"));
    assertThat(ask("jane", "get", "").reason())
        .isEqualTo("RBAC: clusterrole.rbac.authorization.k8s.io \"gone\" not found");
    assertThat(authorizer.rulesFor(user("jane"), "web").errors()).hasSize(2);
  }

  @Test
  void whatIsTakenAwayIsGone() {
    given("bind reader user:jane");
    assertThat(ask("jane", "get", "web").allowed()).isTrue();
    given("");
    assertThat(ask("jane", "get", "web").allowed()).isFalse();
  }

  @Test
  void rulesAreListedForOneNamespace() {
    given("bind reader user:jane\nbindrole web team editor user:jane");
    assertThat(authorizer.rulesFor(user("jane"), "web").rules()).hasSize(2);
    assertThat(authorizer.rulesFor(user("jane"), "db").rules()).hasSize(1);
  }

  private void given(String bindings) {
    policy = PolicyReader.parse(ROLES + bindings);
    authorizer.changed();
  }

  private Decision ask(String user, String verb, String namespace) {
    return authorizer.authorize(user(user), info(verb, namespace));
  }

  private static UserInfo user(String name, String... groups) {
    return new UserInfo(name, "", List.of(groups), Map.of());
  }

  private static RequestInfo info(String verb, String namespace) {
    return new RequestInfo(true, "", verb, "", "v1", namespace, "pods", "", "");
  }

  /** Roles and bindings of a policy in text. */
  private final class FixedRoles implements RoleObjects {
    @Override
    public List<ClusterRoleBinding> clusterBindings() {
      return policy.clusterRoleBindings();
    }

    @Override
    public List<RoleBinding> bindings(String namespace) {
      return policy.roleBindings().stream()
          .filter(binding -> binding.namespace().equals(namespace))
          .toList();
    }

    @Override
    public @Nullable RuleTable clusterRole(String name) {
      return policy.clusterRoles().stream()
          .filter(role -> role.name().equals(name))
          .map(role -> new RuleTable(role.rules()))
          .findFirst()
          .orElse(null);
    }

    @Override
    public @Nullable RuleTable role(String namespace, String name) {
      return policy.roles().stream()
          .filter(role -> Objects.equals(role.namespace(), namespace) && role.name().equals(name))
          .map(role -> new RuleTable(role.rules()))
          .findFirst()
          .orElse(null);
    }
  }
}
