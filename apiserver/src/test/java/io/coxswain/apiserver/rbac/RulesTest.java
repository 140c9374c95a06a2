package io.coxswain.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.request.RequestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of rule against every kind of request. */
class RulesTest {

  @ParameterizedTest(name = "{0} permits {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "get core pods                  | get core pods                | true",
        "get core pods                  | get core pods web            | true",
        "get core pods                  | list core pods               | false",
        "get core pods                  | get apps pods                | false",
        "get core pods                  | get core services            | false",
        "get core pods                  | get core pods/log web        | false",
        "get core pods/log              | get core pods/log web        | true",
        "get core pods/log              | get core pods web            | false",
        "* core pods                    | escalate core pods           | true",
        "get * deployments              | get apps deployments         | true",
        "get * *                        | get core pods/log web        | true",
        "get * *                        | get apps deployments/scale x | true",
        "get * */scale                  | get apps deployments/scale x | true",
        "get * */scale                  | get apps deployments x       | false",
        "get * */scale                  | get apps deployments/status x| false",
        "get core pods names web        | get core pods web            | true",
        "get core pods names web db     | get core pods db             | true",
        "get core pods names web        | get core pods other          | false",
        "get core pods names web        | get core pods                | false",
        "get core,apps pods services    | get apps services            | true",
        "get url /healthz               | get url /healthz             | true",
        "get url /healthz               | get url /healthz/ping        | false",
        "get url /healthz/*             | get url /healthz/ping        | true",
        "get url /healthz/*             | get url /healthz             | false",
        "get url *                      | get url /anything            | true",
        "get url *                      | post url /anything           | false",
        "get url *                      | get core pods                | false",
        "get * *                        | get url /healthz             | false",
      })
  void permits(String rule, String request, boolean expected) {
    var role = PolicyReader.parse("clusterrole r\n  " + rule).clusterRoles().getFirst();
    var info = info(request);
    assertThat(Rules.allows(role.rules().getFirst(), info)).isEqualTo(expected);
    var resource = info.resource() + (info.subresource().isEmpty() ? "" : "/" + info.subresource());
    assertThat(new RuleTable(role.rules()).allows(info, resource)).isEqualTo(expected);
  }

  static RequestInfo info(String request) {
    var words = request.strip().split(" +");
    if (words[1].equals("url")) {
      return new RequestInfo(false, words[2], words[0], "", "", "", "", "", "");
    }
    var parts = words[2].split("/");
    return new RequestInfo(
        true,
        "",
        words[0],
        words[1].equals("core") ? "" : words[1],
        "v1",
        "default",
        parts[0],
        parts.length > 1 ? parts[1] : "",
        words.length > 3 ? words[3] : "");
  }
}
