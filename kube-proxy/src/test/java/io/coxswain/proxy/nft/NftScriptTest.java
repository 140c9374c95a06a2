package io.coxswain.proxy.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.proxy.ClusterFixture;
import org.junit.jupiter.api.Test;

class NftScriptTest {
  private static final String WEB = "{'clusterIP':'10.96.0.10','ports':[{'port':80}]}";

  private static Ruleset ruleset(ClusterFixture cluster) {
    return RulesetBuilder.build(cluster.routes(), RulesetGoldenTest.OPTIONS);
  }

  @Test
  void nothingChangedNothingWritten() {
    var cluster = new ClusterFixture().service("web", WEB).ready("web", "10.244.0.5", "a");
    assertThat(NftScript.update(ruleset(cluster), ruleset(cluster))).isEmpty();
  }

  @Test
  void oneMoreEndpointTouchesItsServiceOnly() {
    var cluster =
        new ClusterFixture()
            .service("web", WEB)
            .service("other", "{'clusterIP':'10.96.0.11','ports':[{'port':80}]}")
            .ready("web", "10.244.0.5", "a")
            .ready("other", "10.244.0.9", "a");
    var before = ruleset(cluster);
    var after = ruleset(cluster.ready("web", "10.244.0.6", "a"));
    assertThat(NftScript.update(before, after))
        .isEqualTo(
            """
            flush chain inet cox service4-default/web/tcp
            add chain inet cox endpoint4-default/web/tcp__10.244.0.6/8080
            add rule inet cox endpoint4-default/web/tcp__10.244.0.6/8080 ip saddr 10.244.0.6 jump mark-for-masquerade
            add rule inet cox endpoint4-default/web/tcp__10.244.0.6/8080 meta l4proto tcp dnat ip to 10.244.0.6:8080
            add rule inet cox service4-default/web/tcp ip daddr 10.96.0.10 ip saddr != 10.244.0.0/16 jump mark-for-masquerade
            add rule inet cox service4-default/web/tcp numgen random mod 2 vmap { 0 : goto endpoint4-default/web/tcp__10.244.0.5/8080, 1 : goto endpoint4-default/web/tcp__10.244.0.6/8080 }
            """);
  }

  @Test
  void theLastEndpointGoneMeansRefusalAndNoLeftovers() {
    var cluster = new ClusterFixture().service("web", WEB).ready("web", "10.244.0.5", "a");
    var before = ruleset(cluster);
    var after = ruleset(cluster.withoutEndpoints("web"));
    assertThat(NftScript.update(before, after))
        .isEqualTo(
            """
            flush chain inet cox endpoint4-default/web/tcp__10.244.0.5/8080
            flush chain inet cox service4-default/web/tcp
            delete element inet cox service-ips4 { 10.96.0.10 . tcp . 80 }
            delete chain inet cox endpoint4-default/web/tcp__10.244.0.5/8080
            delete chain inet cox service4-default/web/tcp
            add element inet cox no-endpoint-services4 { 10.96.0.10 . tcp . 80 : goto reject-chain }
            """);
  }
}
