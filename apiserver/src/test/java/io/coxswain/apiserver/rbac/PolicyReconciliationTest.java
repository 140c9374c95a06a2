package io.coxswain.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Default roles that meet what administrators made of them. */
class PolicyReconciliationTest {

  @Test
  void theDefaultsAreThoseOfUpstream() {
    var policy = OwnPolicy.defaults();
    assertThat(policy.clusterRoles())
        .extracting(ClusterRole::name)
        .doesNotHaveDuplicates()
        .contains("cluster-admin", "admin", "edit", "view", "system:node", "system:kube-dns")
        .hasSize(68);
    assertThat(policy.clusterRoleBindings())
        .extracting(ClusterRoleBinding::name)
        .doesNotHaveDuplicates()
        .contains("system:public-info-viewer", "system:controller:job-controller");
    for (var role : policy.clusterRoles()) {
      assertThat(role.rules().isEmpty()).as(role.name()).isEqualTo(role.aggregationRule() != null);
      for (var rule : role.rules()) {
        assertThat(rule.verbs()).as(role.name()).isNotEmpty().isSorted();
        assertThat(rule.nonResourceURLs().isEmpty()).isNotEqualTo(rule.resources().isEmpty());
      }
    }
    for (var binding : OwnPolicy.whole().clusterRoleBindings()) {
      assertThat(OwnPolicy.whole().clusterRoles())
          .extracting(ClusterRole::name)
          .contains(binding.roleRef().name());
    }
  }

  @Test
  void missingRulesAndLabelsAreAddedAndOthersStay() {
    var wanted = role("get,list core pods");
    var found =
        role("get core pods\n  get core secrets")
            .withMetadata(wanted.metadata().withLabels(Map.of("a", "b")));
    var next = PolicyReconciliation.clusterRole(wanted, found);
    assertThat(next.rules())
        .containsExactlyElementsOf(
            role("get core pods\n  get core secrets\n  get,list core pods").rules());
    assertThat(next.labels())
        .containsEntry("a", "b")
        .containsEntry("kubernetes.io/bootstrapping", "rbac-defaults");
  }

  @Test
  void whatIsThereIsNotWrittenAgain() {
    assertThat(PolicyReconciliation.clusterRole(role("get core pods"), role("* * *"))).isNull();
    for (var role : OwnPolicy.defaults().clusterRoles()) {
      assertThat(PolicyReconciliation.clusterRole(role, role)).isNull();
    }
  }

  @Test
  void whatMustNotBeUpdatedStays() {
    var wanted = role("get core pods");
    var annotations = Map.of("rbac.authorization.kubernetes.io/autoupdate", "false");
    var found =
        role("get core secrets").withMetadata(wanted.metadata().withAnnotations(annotations));
    assertThat(PolicyReconciliation.clusterRole(wanted, found)).isNull();
  }

  @Test
  void subjectsAreAddedAndAnotherRoleIsNoticed() {
    var wanted = binding("bind reader user:a user:b");
    var found = binding("bind reader user:b user:c");
    assertThat(PolicyReconciliation.binding(wanted, found).subjects())
        .extracting("name")
        .containsExactly("b", "c", "a");
    var other = wanted.withRoleRef(wanted.roleRef().withName("writer"));
    assertThat(PolicyReconciliation.bindsAnother(wanted, other)).isTrue();
    assertThat(PolicyReconciliation.bindsAnother(wanted, found)).isFalse();
  }

  @Test
  void aggregatedRolesKeepTheRulesTheirControllerWrote() {
    var view =
        OwnPolicy.defaults().clusterRoles().stream()
            .filter(role -> role.name().equals("view"))
            .findFirst()
            .orElseThrow();
    var found = view.withRules(role("get core pods").rules());
    assertThat(PolicyReconciliation.clusterRole(view, found)).isNull();
    assertThat(PolicyReconciliation.clusterRole(view, found.withAggregationRule(null)).rules())
        .isEqualTo(found.rules());
  }

  private static ClusterRole role(String rules) {
    return PolicyReader.parse("clusterrole r\n  " + rules).clusterRoles().getFirst();
  }

  private static ClusterRoleBinding binding(String line) {
    List<ClusterRoleBinding> read = PolicyReader.parse(line).clusterRoleBindings();
    return read.getFirst();
  }
}
