package io.coxswain.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody must hold to grant something. */
class CoverageTest {

  @ParameterizedTest(name = "who holds {0} may grant {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "get core pods           | get core pods                 | true",
        "get,list core pods      | get core pods                 | true",
        "get core pods           | get,list core pods            | false",
        "* * *                   | get,list core pods            | true",
        "get core pods           | * core pods                   | false",
        "get core pods           | get core pods names web       | true",
        "get core pods names web | get core pods names web       | true",
        "get core pods names web | get core pods                 | false",
        "get core pods names web | get core pods names web db    | false",
        "get core *              | get core pods pods/log        | true",
        "get * */scale           | get apps deployments/scale    | true",
        "get * */scale           | get apps deployments          | false",
        "get core pods           | get * pods                    | false",
        "get url /healthz/*      | get url /healthz/ping         | true",
        "get url /healthz/*      | get url /healthz/*            | true",
        "get url /healthz        | get url /livez                | false",
        "* * *                   | get url /livez                | false",
      })
  void covers(String held, String granted, boolean expected) {
    assertThat(Coverage.missing(rules(held), rules(granted)).isEmpty()).isEqualTo(expected);
  }

  @Test
  void rulesAddUp() {
    var held = PolicyReader.parse("clusterrole r\n  get core pods\n  list core pods");
    assertThat(
            Coverage.missing(held.clusterRoles().getFirst().rules(), rules("get,list core pods")))
        .isEmpty();
  }

  @Test
  void whatIsMissingIsSaidAsUpstreamSaysIt() {
    var user = new UserInfo("jane", "", List.of("dev", "system:authenticated"), Map.of());
    assertThat(
            Escalation.problem(
                user,
                "default",
                PolicyReader.parse(
                        "clusterrole r\n  get,list core pods secrets\n  get url /metrics\n"
                            + "  get apps deployments names web")
                    .clusterRoles()
                    .getFirst()
                    .rules(),
                RuleResolver.NONE))
        .isEqualTo(
            "user \"jane\" (groups=[\"dev\" \"system:authenticated\"]) is attempting to grant RBAC"
                + " permissions not currently held:\n"
                + "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"get\" \"list\"]}\n"
                + "{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\" \"list\"]}\n"
                + "{APIGroups:[\"apps\"], Resources:[\"deployments\"], ResourceNames:[\"web\"],"
                + " Verbs:[\"get\"]}\n"
                + "{NonResourceURLs:[\"/metrics\"], Verbs:[\"get\"]}");
  }

  private static List<PolicyRule> rules(String rule) {
    return PolicyReader.parse("clusterrole r\n  " + rule).clusterRoles().getFirst().rules();
  }
}
