package io.coxswain.kubectl.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.kubectl.access.Reconciliation.Operation;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.YamlReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ReconciliationTest {
  private static final String ROLE =
      """
      kind: Role
      metadata: {name: r, labels: {a: mine}}
      rules:
      - {apiGroups: [""], resources: [pods, services], verbs: [get]}
      """;
  private static final String BINDING =
      """
      kind: RoleBinding
      metadata: {name: b}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
      subjects:
      - {kind: User, apiGroup: rbac.authorization.k8s.io, name: jane}
      """;

  private static ObjectNode yaml(String text) {
    return (ObjectNode) YamlReader.read(text);
  }

  private static Reconciliation of(String existing, String expected, boolean removeExtra) {
    return Reconciliation.of(yaml(existing), yaml(expected), removeExtra);
  }

  @Test
  void createsWhatIsNotThere() {
    var result = Reconciliation.of(null, yaml(ROLE), false);
    assertThat(result.operation()).isEqualTo(Operation.CREATE);
    assertThat(result.missing()).hasSize(1);
  }

  @Test
  void leavesWhatCoversTheFileAlone() {
    var held = ROLE.replace("[get]", "['*']");
    assertThat(of(held, ROLE, false).operation()).isEqualTo(Operation.NONE);
    assertThat(of(ROLE, ROLE, true).operation()).isEqualTo(Operation.NONE);
  }

  @Test
  void unitesRules() {
    var held = ROLE.replace("pods, services", "pods, secrets");
    var result = of(held, ROLE, false);
    assertThat(result.operation()).isEqualTo(Operation.UPDATE);
    assertThat(JsonWriter.compact(result.object().path("rules")))
        .isEqualTo(
            "[{\"apiGroups\":[\"\"],\"resources\":[\"pods\",\"secrets\"],\"verbs\":[\"get\"]},"
                + "{\"apiGroups\":[\"\"],\"resources\":[\"services\"],\"verbs\":[\"get\"]}]");
    assertThat(JsonWriter.compact(result.extra().getFirst())).contains("secrets");
  }

  @Test
  void replacesRulesWhereExtraOnesAreToGo() {
    var result = of(ROLE.replace("pods, services", "pods, secrets"), ROLE, true);
    assertThat(result.object().path("rules")).isEqualTo(yaml(ROLE).path("rules"));
  }

  @Test
  void keepsLabelsOfTheServerAndAddsOthers() {
    var held = ROLE.replace("a: mine", "b: theirs");
    var both = of(held, ROLE.replace("a: mine", "a: mine, b: ours"), false).object();
    assertThat(JsonWriter.compact(both.path("metadata").path("labels")))
        .isEqualTo("{\"a\":\"mine\",\"b\":\"theirs\"}");
  }

  @Test
  void unitesSubjectsOrReplacesThem() {
    var held = BINDING.replace("jane", "joe");
    assertThat(of(held, BINDING, false).object().path("subjects")).hasSize(2);
    var replaced = of(held, BINDING, true);
    assertThat(replaced.object().path("subjects")).isEqualTo(yaml(BINDING).path("subjects"));
    assertThat(replaced.extra()).hasSize(1);
  }

  @Test
  void makesBindingsToAnotherRoleAnew() {
    var result = of(BINDING.replace("name: r}", "name: other}"), BINDING, false);
    assertThat(result.operation()).isEqualTo(Operation.RECREATE);
    assertThat(result.object()).isEqualTo(yaml(BINDING));
  }

  @Test
  void objectsMayOptOut() {
    var held =
        ROLE.replace(
            "name: r,",
            "name: r, annotations: {rbac.authorization.kubernetes.io/autoupdate: 'false'},");
    assertThat(of(held.replace("pods, ", ""), ROLE, false).optedOut()).isTrue();
  }

  @Test
  void anAggregatedRulesSelectorsAreUnited() {
    var rule =
        "kind: ClusterRole\naggregationRule: {clusterRoleSelectors: [{matchLabels: {a: %s}}]}\n";
    var result = of(rule.formatted("b"), rule.formatted("c"), false);
    assertThat(result.object().path("aggregationRule").path("clusterRoleSelectors")).hasSize(2);
    assertThat(
            of(rule.formatted("b"), "kind: ClusterRole\n", false).object().has("aggregationRule"))
        .isFalse();
  }
}
