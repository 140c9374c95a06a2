package io.coxswain.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.proxy.ClusterFixture;
import io.coxswain.proxy.nft.Nft;
import io.coxswain.proxy.nft.NftScript;
import io.coxswain.proxy.nft.Ruleset;
import io.coxswain.proxy.nft.RulesetBuilder;
import io.coxswain.proxy.nft.RulesetOptions;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections through real rules, from every place a client can be. */
@Tag("engine")
class NftablesEngineTest {
  private static final RulesetOptions OPTIONS =
      new RulesetOptions("cox-test", List.of(Machine.POD_CIDR, Machine.POD_CIDR6), List.of(), 14);
  private static final String WEB =
      "{'type':'NodePort','clusterIP':'10.98.0.10','externalIPs':['10.99.5.5'],'ports':[{'port':80,'nodePort':30080}]}";

  private static Machine machine;

  @BeforeAll
  static void makeTheMachine() throws IOException {
    machine = new Machine();
    machine.pod("red", 11);
    machine.pod("blue", 12);
    machine.pod("client", 13);
    for (var pod : List.of("10.99.0.11", "10.99.0.12", "10.99.0.13")) {
      eventually(() -> machine.fromNode(pod + ":8080"), "10.99.0.1");
    }
  }

  @AfterAll
  static void removeIt() throws IOException {
    if (machine != null) {
      machine.close();
    }
  }

  private static ClusterFixture web() {
    return new ClusterFixture()
        .service("web", WEB)
        .ready("web", "10.99.0.11", "a")
        .ready("web", "10.99.0.12", "b");
  }

  private static Ruleset load(ClusterFixture cluster) throws IOException {
    var ruleset = RulesetBuilder.build(cluster.routes(), OPTIONS);
    new Nft(machine.commands()).apply(NftScript.replace(ruleset));
    return ruleset;
  }

  @Test
  void aServiceIsReachedFromPodNodeAndOutside() throws IOException {
    load(web());
    for (var target : List.of("10.98.0.10:80", "192.0.2.1:30080", "10.99.0.1:30080")) {
      assertThat(answerers(() -> machine.fromPod("client", target)))
          .as(target)
          .containsExactlyInAnyOrder("red", "blue");
      assertThat(answerers(() -> machine.fromNode(target)))
          .as(target)
          .containsExactlyInAnyOrder("red", "blue");
    }
    assertThat(answerers(() -> machine.fromNode("127.0.0.1:30080")))
        .containsExactlyInAnyOrder("red", "blue");
    assertThat(answerers(() -> machine.fromOutside("192.0.2.1:30080")))
        .containsExactlyInAnyOrder("red", "blue");
    assertThat(answerers(() -> machine.fromOutside("10.99.5.5:80")))
        .containsExactlyInAnyOrder("red", "blue");
  }

  @Test
  void aPodReachesItselfAndPodsSeeEachOthersAddresses() throws IOException {
    load(web().withoutEndpoints("web").ready("web", "10.99.0.11", "a"));
    assertThat(machine.fromPod("red", "10.98.0.10:80")).contains("red").contains("10.99.0.1");
    assertThat(machine.fromPod("client", "10.98.0.10:80")).contains("red").contains("10.99.0.13");
  }

  @Test
  void withoutEndpointsClientsAreRefusedAtOnce() throws IOException {
    load(web().withoutEndpoints("web").notReady("web", "10.99.0.11", "a"));
    assertThat(machine.fromPod("client", "10.98.0.10:80")).isEqualTo("Connection refused");
    assertThat(machine.fromNode("10.98.0.10:80")).isEqualTo("Connection refused");
    assertThat(machine.fromNode("127.0.0.1:30080")).isEqualTo("Connection refused");
    assertThat(machine.fromOutside("192.0.2.1:30080")).isEqualTo("Connection refused");
  }

  @Test
  void aPortNobodyServesIsRefused() throws IOException {
    load(web());
    assertThat(machine.fromPod("client", "10.98.0.10:81")).isEqualTo("Connection refused");
  }

  @Test
  void externalTrafficPolicyLocalKeepsTheClientsAddressAndStaysHere() throws IOException {
    load(
        new ClusterFixture()
            .service(
                "web",
                "{'type':'NodePort','clusterIP':'10.98.0.10','externalTrafficPolicy':'Local','ports':[{'port':80,'nodePort':30080}]}")
            .ready("web", "10.99.0.11", "a")
            .ready("web", "10.99.0.12", "b"));
    assertThat(answerers(() -> machine.fromOutside("192.0.2.1:30080"))).containsExactly("red");
    assertThat(machine.fromOutside("192.0.2.1:30080")).contains("192.0.2.2");
    assertThat(answerers(() -> machine.fromNode("127.0.0.1:30080")))
        .containsExactlyInAnyOrder("red", "blue");
  }

  @Test
  void sessionAffinityHoldsAlsoWhenOtherServicesChange() throws IOException {
    var cluster =
        web()
            .service(
                "web",
                "{'clusterIP':'10.98.0.10','sessionAffinity':'ClientIP','ports':[{'port':80}]}");
    var before = load(cluster);
    var first = Set.copyOf(answerers(() -> machine.fromPod("client", "10.98.0.10:80")));
    assertThat(first).hasSize(1);
    cluster
        .service("other", "{'clusterIP':'10.98.0.11','ports':[{'port':80}]}")
        .ready("other", "10.99.0.13", "a");
    cluster.ready("web", "10.99.0.13", "a");
    var after = RulesetBuilder.build(cluster.routes(), OPTIONS);
    new Nft(machine.commands()).apply(NftScript.update(before, after));
    assertThat(answerers(() -> machine.fromPod("client", "10.98.0.10:80"))).isEqualTo(first);
  }

  @Test
  void updatesAndTheReverseUpdatesAreAccepted() throws IOException {
    var small = load(web());
    var cluster =
        web()
            .service(
                "dual",
                "{'clusterIPs':['10.98.0.20','fd00:98::20'],'sessionAffinity':'ClientIP','ports':[{'port':80}]}")
            .ready("dual", "10.99.0.11", "a")
            .ready("dual", "fd00:99::11", "a")
            .service(
                "lb",
                "{'type':'LoadBalancer','clusterIP':'10.98.0.30','loadBalancerSourceRanges':['203.0.113.0/24','198.51.100.0/24'],'ports':[{'port':80}]}",
                "{'ingress':[{'ip':'192.0.2.77'}]}")
            .ready("lb", "10.99.0.11", "a");
    var large = RulesetBuilder.build(cluster.routes(), OPTIONS);
    var nft = new Nft(machine.commands());
    nft.apply(NftScript.update(small, large));
    assertThat(machine.fromPod("client", "[fd00:98::20]:80"))
        .contains("red")
        .contains("fd00:0099:");
    assertThat(machine.fromNode("[fd00:98::20]:80")).contains("red");
    var changed =
        RulesetBuilder.build(
            cluster
                .service(
                    "dual",
                    "{'clusterIPs':['10.98.0.20','fd00:98::20'],'sessionAffinity':'ClientIP','sessionAffinityConfig':{'clientIP':{'timeoutSeconds':7}},'ports':[{'port':80}]}")
                .routes(),
            OPTIONS);
    nft.apply(NftScript.update(large, changed));
    assertThat(machine.fromNode("[fd00:98::20]:80")).contains("red");
    nft.apply(NftScript.update(changed, small));
    assertThat(machine.fromNode("10.98.0.10:80")).containsAnyOf("red", "blue");
    nft.apply(NftScript.remove("cox-test"));
    assertThat(machine.inNode("nft", "list", "tables").output()).doesNotContain("cox-test");
  }

  @Test
  void datagramsAreBalancedToo() throws IOException {
    load(
        new ClusterFixture()
            .service("dns", "{'clusterIP':'10.98.0.53','ports':[{'port':53,'protocol':'UDP'}]}")
            .ports("dns", "[{'name':'','port':5353,'protocol':'UDP'}]")
            .ready("dns", "10.99.0.11", "a"));
    assertThat(machine.fromPodUdp("client", "10.98.0.53:53")).isEqualTo("red");
  }

  @Test
  void neighboursDoNotReachLoopbackAddresses() throws IOException {
    load(web());
    var neighbour = machine.fromOutside("192.0.2.1:30080");
    assertThat(neighbour).containsAnyOf("red", "blue");
    var rules =
        machine.inNode("nft", "list", "chain", "inet", "cox-test", "localnet-check").output();
    assertThat(rules).contains("127.0.0.0/8").contains("drop");
  }

  @Test
  void manyServicesAreAcceptedAndReplaceLeavesNothingBehind() throws IOException {
    var cluster = new ClusterFixture();
    for (var i = 0; i < 300; i++) {
      var name = "s" + i;
      cluster.service(
          name, "{'clusterIP':'10.98.1.%d','ports':[{'port':%d}]}".formatted(i % 250, 1000 + i));
      cluster.ready(name, "10.99.0.11", "a").ready(name, "10.99.0.12", "b");
    }
    load(cluster);
    assertThat(machine.fromNode("10.98.1.7:1007")).containsAnyOf("red", "blue");
    load(web());
    assertThat(machine.inNode("nft", "list", "table", "inet", "cox-test").output())
        .doesNotContain("s299");
  }

  private interface Attempt {
    String get() throws IOException;
  }

  /** Who answers, of at most two; balancing is random, so one is asked for often enough. */
  private static Set<String> answerers(Attempt attempt) throws IOException {
    var names = new HashSet<String>();
    for (var i = 0; i < 40 && names.size() < 2; i++) {
      names.add(attempt.get().split(" ")[0]);
    }
    return names;
  }

  private static void eventually(Attempt attempt, String expected) throws IOException {
    var last = "";
    var end = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < end) {
      last = attempt.get();
      if (last.contains(expected)) {
        return;
      }
    }
    assertThat(last).contains(expected);
  }
}
