package io.coxswain.proxy.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.proxy.ClusterFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The text of the rules. {@code base.expected.nft} has what is always there; the others what a
 * Service adds.
 */
class RulesetGoldenTest {
  static final RulesetOptions OPTIONS =
      new RulesetOptions("cox", List.of("10.244.0.0/16", "fd00:244::/64"), List.of(), 14);

  @Test
  void withoutServicesThereAreTheHooksAndEmptyMaps() throws IOException {
    assertThat(NftScript.replace(ruleset(new ClusterFixture()))).isEqualTo(golden("base"));
  }

  @Test
  void clusterIPWithSeveralPortsInBothFamilies() throws IOException {
    check(
        "cluster-ip",
        new ClusterFixture()
            .service(
                "web",
                "{'clusterIPs':['10.96.0.10','fd00:96::10'],'ports':[{'name':'http','port':80},{'name':'dns','port':53,'protocol':'UDP'}]}")
            .ports(
                "web",
                "[{'name':'http','port':8080,'protocol':'TCP'},{'name':'dns','port':5353,'protocol':'UDP'}]")
            .ready("web", "10.244.0.5", "a")
            .ready("web", "10.244.1.5", "b")
            .ready("web", "fd00:244::5", "a"));
  }

  @Test
  void nodePortWithExternalIPs() throws IOException {
    check(
        "node-port",
        new ClusterFixture()
            .service(
                "web",
                "{'type':'NodePort','clusterIP':'10.96.0.10','externalIPs':['192.0.2.7'],'ports':[{'port':80,'nodePort':30080}]}")
            .ready("web", "10.244.0.5", "a"));
  }

  @Test
  void externalTrafficPolicyLocal() throws IOException {
    check(
        "external-local",
        new ClusterFixture()
            .service(
                "web",
                "{'type':'NodePort','clusterIP':'10.96.0.10','externalTrafficPolicy':'Local','ports':[{'port':80,'nodePort':30080}]}")
            .ready("web", "10.244.0.5", "a")
            .ready("web", "10.244.1.5", "b"));
  }

  @Test
  void externalTrafficPolicyLocalWithEndpointsElsewhereOnly() throws IOException {
    check(
        "external-local-elsewhere",
        new ClusterFixture()
            .service(
                "web",
                "{'type':'NodePort','clusterIP':'10.96.0.10','externalTrafficPolicy':'Local','ports':[{'port':80,'nodePort':30080}]}")
            .ready("web", "10.244.1.5", "b"));
  }

  @Test
  void internalTrafficPolicyLocal() throws IOException {
    check(
        "internal-local",
        new ClusterFixture()
            .service(
                "near",
                "{'clusterIP':'10.96.0.10','internalTrafficPolicy':'Local','ports':[{'port':80}]}")
            .ready("near", "10.244.0.5", "a")
            .ready("near", "10.244.1.5", "b")
            .service(
                "far",
                "{'clusterIP':'10.96.0.11','internalTrafficPolicy':'Local','ports':[{'port':80}]}")
            .ready("far", "10.244.1.6", "b"));
  }

  @Test
  void sessionAffinity() throws IOException {
    check(
        "affinity",
        new ClusterFixture()
            .service(
                "web",
                "{'clusterIP':'10.96.0.10','sessionAffinity':'ClientIP','ports':[{'port':80}]}")
            .ready("web", "10.244.0.5", "a")
            .ready("web", "10.244.1.5", "b"));
  }

  @Test
  void noEndpoints() throws IOException {
    check(
        "no-endpoints",
        new ClusterFixture()
            .service(
                "web",
                "{'type':'NodePort','clusterIP':'10.96.0.10','ports':[{'port':80,'nodePort':30080}]}")
            .notReady("web", "10.244.0.5", "a"));
  }

  @Test
  void loadBalancerWithSourceRanges() throws IOException {
    check(
        "load-balancer",
        new ClusterFixture()
            .service(
                "web",
                "{'type':'LoadBalancer','clusterIP':'10.96.0.10','loadBalancerSourceRanges':['203.0.113.0/24','198.51.100.0/24'],'ports':[{'port':80}]}",
                "{'ingress':[{'ip':'192.0.2.1','ipMode':'VIP'},{'ip':'192.0.2.2','ipMode':'Proxy'}]}")
            .ready("web", "10.244.0.5", "a"));
  }

  private static void check(String name, ClusterFixture cluster) throws IOException {
    var script = NftScript.update(ruleset(new ClusterFixture()), ruleset(cluster));
    assertThat(script).isEqualTo(golden(name));
  }

  private static Ruleset ruleset(ClusterFixture cluster) {
    return RulesetBuilder.build(cluster.routes(), OPTIONS);
  }

  /** The expected text; lines that begin with # say what it is about. */
  private static String golden(String name) throws IOException {
    try (var stream = RulesetGoldenTest.class.getResourceAsStream(name + ".expected.nft")) {
      var text =
          new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }
}
