package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults and rules of roles and bindings. */
class RoleWritesTest {
  private static final String BASE = "/apis/rbac.authorization.k8s.io/v1/";
  private static final String ROLES = BASE + "namespaces/default/roles";
  private static final String BINDINGS = BASE + "namespaces/default/rolebindings";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void groupsOfSubjectsAndRoleAreFilledIn() {
    var binding =
        api.post(
                BINDINGS,
                "{'metadata':{'name':'b'},'roleRef':{'kind':'Role','name':'r'},'subjects':["
                    + "{'kind':'User','name':'jane'},{'kind':'Group','name':'dev'},"
                    + "{'kind':'ServiceAccount','name':'ci','namespace':'default'}]}")
            .isCode(201);
    assertThat(binding.body().get("roleRef"))
        .isEqualTo(json("{'apiGroup':'rbac.authorization.k8s.io','kind':'Role','name':'r'}"));
    assertThat(binding.body().get("subjects"))
        .isEqualTo(
            json(
                "[{'kind':'User','apiGroup':'rbac.authorization.k8s.io','name':'jane'},"
                    + "{'kind':'Group','apiGroup':'rbac.authorization.k8s.io','name':'dev'},"
                    + "{'kind':'ServiceAccount','name':'ci','namespace':'default'}]"));
  }

  @Test
  void theRoleOfABindingNeverChanges() {
    api.post(
        BINDINGS, "{'metadata':{'name':'b'},'roleRef':{'kind':'Role','name':'r'},'subjects':[]}");
    api.mergePatch(BINDINGS + "/b", "{'roleRef':{'name':'other'}}")
        .isRefused(
            422,
            "Invalid",
            "RoleBinding.rbac.authorization.k8s.io 'b' is invalid: roleRef: Invalid value:"
                + " {'APIGroup':'rbac.authorization.k8s.io','Kind':'Role','Name':'other'}: cannot"
                + " change roleRef");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'apiGroups':[''],'resources':['pods']}"
            + " | rules[0].verbs: Required value: verbs must contain at least one value",
        "{'verbs':['get'],'resources':['pods']}"
            + " | rules[0].apiGroups: Required value: resource rules must supply at least one api"
            + " group",
        "{'verbs':['get'],'apiGroups':['']}"
            + " | rules[0].resources: Required value: resource rules must supply at least one"
            + " resource",
        "{'verbs':['get'],'nonResourceURLs':['/x']}"
            + " | rules[0].nonResourceURLs: Invalid value: ['/x']: namespaced rules cannot apply to"
            + " non-resource URLs",
      })
  void rulesThatMakeNoSenseAreRefused(String rule, String message) {
    api.post(ROLES, "{'metadata':{'name':'r'},'rules':[" + rule + "]}")
        .isRefused(
            422, "Invalid", "Role.rbac.authorization.k8s.io 'r' is invalid: " + message.strip());
  }

  @Test
  void pathsAndResourcesDoNotMix() {
    api.post(
            BASE + "clusterroles",
            "{'metadata':{'name':'a:b'},'rules':[{'verbs':['get'],'nonResourceURLs':['/x'],"
                + "'apiGroups':['']}]}")
        .isRefused(
            422,
            "Invalid",
            "ClusterRole.rbac.authorization.k8s.io 'a:b' is invalid: rules[0].nonResourceURLs:"
                + " Invalid value: ['/x']: rules cannot apply to both regular resources and"
                + " non-resource URLs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'kind':'Robot','name':'x'} | subjects[0].kind: Unsupported value: 'Robot': supported"
            + " values: 'ServiceAccount', 'User', 'Group'",
        "{'kind':'ServiceAccount','name':'x'} | subjects[0].namespace: Required value",
        "{'kind':'ServiceAccount','name':'x','namespace':'a','apiGroup':'b'}"
            + " | subjects[0].apiGroup: Unsupported value: 'b': supported values: ''",
        "{'kind':'User','name':'x','apiGroup':'b'} | subjects[0].apiGroup: Unsupported value: 'b':"
            + " supported values: 'rbac.authorization.k8s.io'",
      })
  void subjectsThatMakeNoSenseAreRefused(String subject, String message) {
    api.post(
            BASE + "clusterrolebindings",
            "{'metadata':{'name':'b'},'roleRef':{'kind':'ClusterRole','name':'r'},'subjects':["
                + subject
                + "]}")
        .isRefused(
            422,
            "Invalid",
            "ClusterRoleBinding.rbac.authorization.k8s.io 'b' is invalid: " + message.strip());
  }

  @Test
  void aggregationNeedsASelector() {
    api.post(BASE + "clusterroles", "{'metadata':{'name':'a'},'aggregationRule':{}}")
        .isRefused(
            422,
            "Invalid",
            "ClusterRole.rbac.authorization.k8s.io 'a' is invalid:"
                + " aggregationRule.clusterRoleSelectors: Required value: at least one"
                + " clusterRoleSelector required if aggregationRule is non-nil");
  }

  @Test
  void reviewsThatAskNothingAreRefused() {
    var reviews = "/apis/authorization.k8s.io/v1/";
    api.post(reviews + "subjectaccessreviews", "{'spec':{'resourceAttributes':{'verb':'get'}}}")
        .isRefused(
            422,
            "Invalid",
            "SubjectAccessReview.authorization.k8s.io '' is invalid: spec.user: Invalid value: '':"
                + " at least one of user or group must be specified");
    api.post(reviews + "selfsubjectaccessreviews", "{'spec':{}}").isCode(422);
    api.post(
            reviews + "namespaces/default/localsubjectaccessreviews",
            "{'spec':{'user':'a','resourceAttributes':{'namespace':'other','verb':'get'}}}")
        .isRefused(
            422,
            "Invalid",
            "LocalSubjectAccessReview.authorization.k8s.io '' is invalid:"
                + " spec.resourceAttributes.namespace: Invalid value: 'other': must match"
                + " metadata.namespace");
    api.post(reviews + "selfsubjectrulesreviews", "{'spec':{}}")
        .isRefused(400, "BadRequest", "no namespace on request");
  }

  private static tools.jackson.databind.JsonNode json(String text) {
    return Json.tree(RegistryHarness.json(text));
  }
}
