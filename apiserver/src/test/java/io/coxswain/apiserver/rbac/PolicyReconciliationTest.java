package io.coxswain.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** How many rules each role has, and one role's in upstream's order, its odd ones included. */
  @Test
  void theRulesAreThoseOfUpstream() {
    var roles = OwnPolicy.defaults().clusterRoles();
    assertThat(
            roles.stream()
                .map(role -> role.name().replaceFirst("^system:", "") + " " + role.rules().size())
                .sorted()
                .toList())
        .isEqualTo(
            Stream.of(
                    """
                    admin 0, aggregate-to-admin 2, aggregate-to-edit 14, aggregate-to-view 11,
                    auth-delegator 2, basic-user 2,
                    certificates.k8s.io:certificatesigningrequests:nodeclient 1,
                    certificates.k8s.io:certificatesigningrequests:selfnodeclient 1,
                    certificates.k8s.io:kube-apiserver-client-approver 1,
                    certificates.k8s.io:kube-apiserver-client-kubelet-approver 1,
                    certificates.k8s.io:kubelet-serving-approver 1,
                    certificates.k8s.io:legacy-unknown-approver 1, cluster-admin 2,
                    controller:attachdetach-controller 8, controller:certificate-controller 6,
                    controller:clusterrole-aggregation-controller 1,
                    controller:cronjob-controller 6, controller:daemon-set-controller 8,
                    controller:deployment-controller 6, controller:disruption-controller 9,
                    controller:endpoint-controller 4, controller:endpointslice-controller 4,
                    controller:endpointslicemirroring-controller 5,
                    controller:ephemeral-volume-controller 4, controller:expand-controller 5,
                    controller:generic-garbage-collector 2,
                    controller:horizontal-pod-autoscaler 8, controller:job-controller 5,
                    controller:legacy-service-account-token-cleaner 2,
                    controller:namespace-controller 3, controller:node-controller 5,
                    controller:persistent-volume-binder 10, controller:pod-garbage-collector 3,
                    controller:pv-protection-controller 2, controller:pvc-protection-controller 3,
                    controller:replicaset-controller 5, controller:replication-controller 5,
                    controller:resource-claim-controller 6, controller:resourcequota-controller 3,
                    controller:root-ca-cert-publisher 2, controller:route-controller 3,
                    controller:selinux-warning-controller 5,
                    controller:service-account-controller 2, controller:service-cidrs-controller 5,
                    controller:service-controller 4, controller:statefulset-controller 10,
                    controller:ttl-after-finished-controller 2, controller:ttl-controller 2,
                    controller:validatingadmissionpolicy-status-controller 3,
                    controller:volumeattributesclass-protection-controller 4, discovery 1, edit 0,
                    heapster 2, kube-aggregator 1, kube-controller-manager 11, kube-dns 1,
                    kube-scheduler 26, kubelet-api-admin 4, monitoring 1, node 25,
                    node-bootstrapper 1, node-problem-detector 3, node-proxier 5,
                    persistent-volume-provisioner 5, public-info-viewer 1,
                    service-account-issuer-discovery 1, view 0, volume-scheduler 3
                    """
                        .strip()
                        .split(",\\s+"))
                .toList());
    var scheduler = roles.stream().filter(r -> r.name().equals("system:kube-scheduler"));
    assertThat(
            scheduler
                .flatMap(role -> role.rules().stream())
                .map(rule -> String.join("+", rule.resources()) + rule.resourceNames())
                .collect(Collectors.joining(" "))
                .replace("[]", ""))
        .isEqualTo(
            "events leases leases[kube-scheduler] leasecandidates nodes pods bindings+pods/binding"
                + " pods/status replicationcontrollers+services replicasets statefulsets"
                + " poddisruptionbudgets persistentvolumeclaims+persistentvolumes tokenreviews"
                + " subjectaccessreviews csinodes volumeattachments namespaces csidrivers"
                + " csistoragecapacities deviceclasses resourceclaims resourceclaims/status"
                + " pods/finalizers resourceslices devicetaintrules");
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
