package io.coxswain.proxy.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.proxy.ClusterFixture;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StaleFlowsTest {
  private static final ClusterFixture DNS =
      new ClusterFixture()
          .service(
              "dns",
              "{'type':'NodePort','clusterIP':'10.96.0.53','ports':[{'port':53,'protocol':'UDP','nodePort':30053}]}")
          .ports("dns", "[{'name':'','port':5353,'protocol':'UDP'}]")
          .ready("dns", "10.244.0.5", "a");

  private static java.util.List<java.util.List<String>> deletions(String line) {
    return StaleFlows.deletions(line, DNS.routes(), Set.of("192.0.2.1", "127.0.0.1"));
  }

  @Test
  void aFlowToAnEndpointThatIsGoneIsForgotten() {
    assertThat(
            deletions(
                "udp      17 29 src=10.244.0.9 dst=10.96.0.53 sport=4000 dport=53 src=10.244.0.4 dst=10.244.0.9 sport=5353 dport=4000 mark=0 use=1"))
        .containsExactly(
            java.util.List.of(
                "conntrack",
                "-D",
                "-p",
                "udp",
                "-s",
                "10.244.0.9",
                "-d",
                "10.96.0.53",
                "--sport",
                "4000",
                "--dport",
                "53"));
  }

  @Test
  void aFlowFromBeforeThereWereEndpointsIsForgotten() {
    assertThat(
            deletions(
                "udp 17 29 src=10.244.0.9 dst=10.96.0.53 sport=4000 dport=53 [UNREPLIED] src=10.96.0.53 dst=10.244.0.9 sport=53 dport=4000 use=1"))
        .hasSize(1);
  }

  @Test
  void aFlowToALivingEndpointStays() {
    assertThat(
            deletions(
                "udp 17 29 src=10.244.0.9 dst=10.96.0.53 sport=4000 dport=53 src=10.244.0.5 dst=10.244.0.9 sport=5353 dport=4000 use=1"))
        .isEmpty();
  }

  @Test
  void nodePortsAreOnLocalAddressesOnly() {
    var stale =
        "udp 17 29 src=192.0.2.9 dst=%s sport=4000 dport=30053 src=10.244.0.4 dst=192.0.2.9 sport=5353 dport=4000 use=1";
    assertThat(deletions(stale.formatted("192.0.2.1"))).hasSize(1);
    assertThat(deletions(stale.formatted("198.51.100.1"))).isEmpty();
  }

  @Test
  void otherTrafficIsNoneOfOurBusiness() {
    assertThat(
            deletions(
                "udp 17 29 src=10.0.0.1 dst=10.0.0.2 sport=4000 dport=53 src=10.0.0.2 dst=10.0.0.1 sport=53 dport=4000 use=1\nnonsense"))
        .isEmpty();
  }
}
