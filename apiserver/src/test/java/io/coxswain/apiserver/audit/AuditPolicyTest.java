package io.coxswain.apiserver.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests a policy means, and which policies are none. */
class AuditPolicyTest {
  private static final UserInfo JANE = new UserInfo("jane", "", List.of("dev", "ops"), Map.of());

  @TempDir Path directory;

  /**
   * Rules against a get of pods/log "web" in "shop" by jane of dev and ops, or of /healthz/etcd.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                                                            | true  | true",
        "users: [jane]                                               | true  | true",
        "users: [joe]                                                | false | false",
        "userGroups: [qa, ops]                                       | true  | true",
        "userGroups: [qa]                                            | false | false",
        "verbs: [list, get]                                          | true  | true",
        "verbs: [create]                                             | false | false",
        "namespaces: [shop]                                          | true  | false",
        "namespaces: ['']                                            | false | false",
        "resources: [{}]                                             | true  | false",
        "resources: [{group: ''}]                                    | true  | false",
        "resources: [{group: apps}]                                  | false | false",
        "resources: [{resources: [pods]}]                            | false | false",
        "resources: [{resources: [pods/log]}]                        | true  | false",
        "resources: [{resources: ['pods/*']}]                        | true  | false",
        "resources: [{resources: ['*/log']}]                         | true  | false",
        "resources: [{resources: ['*/status']}]                      | false | false",
        "resources: [{resources: ['*']}]                             | true  | false",
        "resources: [{resources: [pods/log], resourceNames: [web]}]  | true  | false",
        "resources: [{resources: [pods/log], resourceNames: [api]}]  | false | false",
        "resources: [{group: apps}, {resources: [nodes, pods/log]}]  | true  | false",
        "nonResourceURLs: ['*']                                      | false | true",
        "nonResourceURLs: [/healthz]                                 | false | false",
        "nonResourceURLs: [/healthz/etcd]                            | false | true",
        "nonResourceURLs: ['/health*']                               | false | true",
        "nonResourceURLs: [/metrics, '/healthz/*']                   | false | true",
        "users: [jane], verbs: [get], namespaces: [shop, default]    | true  | false",
        "users: [jane], verbs: [list], namespaces: [shop]            | false | false",
      })
  void aRuleMatchesWhereAllItsFieldsDo(@Nullable String rule, boolean log, boolean health)
      throws Exception {
    var policy = policy("rules: [{level: Metadata" + (rule == null ? "" : ", " + rule) + "}]");
    assertThat(policy.decide(JANE, log("web")).level() == Level.METADATA).isEqualTo(log);
    assertThat(policy.decide(JANE, path("/healthz/etcd")).level() == Level.METADATA)
        .isEqualTo(health);
  }

  private static RequestInfo log(String name) {
    return new RequestInfo(
        true,
        "/api/v1/namespaces/shop/pods/" + name + "/log",
        "get",
        "",
        "v1",
        "shop",
        "pods",
        "log",
        name);
  }

  private static RequestInfo path(String path) {
    return new RequestInfo(false, path, "get", "", "", "", "", "", "");
  }

  @Test
  void theFirstRuleThatMatchesDecides() throws Exception {
    var policy =
        policy(
            """
            omitStages: [Panic]
            omitManagedFields: true
            rules:
            - {level: None, users: [joe]}
            - {level: Request, verbs: [get], omitStages: [RequestReceived], omitManagedFields: false}
            - {level: RequestResponse}
            """);
    assertThat(policy.decide(JANE, log("a")))
        .isEqualTo(
            new AuditPolicy.Decision(
                Level.REQUEST, EnumSet.of(Stage.REQUEST_RECEIVED, Stage.PANIC), false));
    var info = new RequestInfo(true, "", "list", "apps", "v1", "", "deployments", "", "");
    assertThat(policy.decide(JANE, info))
        .isEqualTo(new AuditPolicy.Decision(Level.REQUEST_RESPONSE, EnumSet.of(Stage.PANIC), true));
    var joe = new UserInfo("joe", "", List.of(), Map.of());
    assertThat(policy.decide(joe, info).level()).isEqualTo(Level.NONE);
  }

  @Test
  void whatNoRuleMatchesIsNotAuditedAndNobodyIsNoUser() throws Exception {
    var policy = policy("rules: [{level: Metadata, userGroups: ['system:unauthenticated']}]");
    assertThat(policy.decide(null, log("a")).level()).isEqualTo(Level.NONE);
    assertThat(policy.decide(JANE, log("a")).level()).isEqualTo(Level.NONE);
    assertThat(policy.decide(UserInfo.ANONYMOUS, log("a")).level()).isEqualTo(Level.METADATA);
  }

  @Test
  void fieldsThatAreUnknownAreLeftOut() throws Exception {
    var policy = policy("rules: [{level: Metadata, colour: red}]\nrules2: []");
    assertThat(policy.decide(JANE, log("a")).level()).isEqualTo(Level.METADATA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rules: []                                      | loaded illegal policy with 0 rules",
        "rules: [{}]                                    | rules[0].level: Required value",
        "rules: [{level: All}]                          | rules[0].level: Unsupported value: \"All\": supported values: \"None\", \"Metadata\", \"Request\", \"RequestResponse\"",
        "rules: [{level: None, omitStages: [Start]}]    | rules[0].omitStages[0]: Invalid value: \"Start\": allowed stages are RequestReceived,ResponseStarted,ResponseComplete,Panic",
        "rules: [{level: None, nonResourceURLs: [api]}] | rules[0].nonResourceURLs[0]: Invalid value: \"api\": non-resource URL rules must begin with a '/' character",
        "rules: [{level: None, nonResourceURLs: [/*/a]}]| rules[0].nonResourceURLs[0]: Invalid value: \"/*/a\": non-resource URL wildcards '*' must be the final character of the rule",
        "rules: [{level: None, nonResourceURLs: [/a], namespaces: [b]}]| rules[0].nonResourceURLs: Invalid value: [\"/a\"]: rules cannot apply to both regular resources and non-resource URLs",
        "rules: [{level: None, resources: [{group: a/v1}]}]| rules[0].resources.group: Invalid value: \"a/v1\": a lowercase RFC 1123 subdomain",
        "rules: [{level: None, resources: [{resourceNames: [a]}]}]| rules[0].resources.resourceNames: Invalid value: [\"a\"]: using resourceNames requires at least one resource",
        "rules: 7                                       | failed decoding: ",
      })
  void whatIsNoPolicyIsRefused(String text, String problem) {
    assertThatThrownBy(() -> policy(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--audit-policy-file: loading audit policy file: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith("from file " + directory.resolve("policy.yaml"));
  }

  @Test
  void theVersionMustBeKnownAndTheFileThere() throws Exception {
    var file = directory.resolve("policy.yaml");
    Files.writeString(file, "apiVersion: audit.k8s.io/v1beta1\nkind: Policy\nrules: []\n");
    assertThatThrownBy(() -> PolicyFile.read(file))
        .hasMessageContaining("audit.k8s.io/v1beta1")
        .hasMessageContaining("want apiVersion: audit.k8s.io/v1 and kind: Policy");
    assertThatThrownBy(() -> PolicyFile.read(directory.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("failed to read file path \"" + directory.resolve("none"));
  }

  private AuditPolicy policy(String text) throws Exception {
    var file = directory.resolve("policy.yaml");
    Files.writeString(file, "apiVersion: audit.k8s.io/v1\nkind: Policy\n" + text);
    return PolicyFile.read(file);
  }
}
