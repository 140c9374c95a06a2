package io.coxswain.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.proxy.ClusterFixture;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteBuilderTest {
  private static final String WEB =
      "{'clusterIP':'10.96.0.10','clusterIPs':['10.96.0.10'],'ports':[{'port':80}]}";

  private static List<String> addresses(List<Backend> backends) {
    return backends.stream().map(Backend::address).toList();
  }

  @Test
  void readyEndpointsAreUsedAndOthersAreNot() {
    var route =
        new ClusterFixture()
            .service("web", WEB)
            .ready("web", "10.244.0.5", "a")
            .ready("web", "10.244.1.5", "b")
            .notReady("web", "10.244.0.6", "a")
            .terminating("web", "10.244.0.7", "a")
            .routes()
            .getFirst();
    assertThat(addresses(route.cluster())).containsExactly("10.244.0.5", "10.244.1.5");
    assertThat(addresses(route.local())).containsExactly("10.244.0.5");
    assertThat(route.cluster().getFirst().port()).isEqualTo(8080);
  }

  @Test
  void servingTerminatingEndpointsAreUsedWhenNoneIsReady() {
    var route =
        new ClusterFixture()
            .service("web", WEB)
            .notReady("web", "10.244.0.6", "a")
            .terminating("web", "10.244.0.7", "a")
            .endpoint(
                "web", "10.244.0.8", "a", "{'ready':false,'serving':false,'terminating':true}")
            .routes()
            .getFirst();
    assertThat(addresses(route.cluster())).containsExactly("10.244.0.7");
    assertThat(addresses(route.local())).containsExactly("10.244.0.7");
  }

  @Test
  void aTerminatingLocalEndpointServesThePolicyLocalWhileReadyOnesAreElsewhere() {
    var route =
        new ClusterFixture()
            .service("web", WEB)
            .ready("web", "10.244.1.5", "b")
            .terminating("web", "10.244.0.7", "a")
            .routes()
            .getFirst();
    assertThat(addresses(route.cluster())).containsExactly("10.244.1.5");
    assertThat(addresses(route.local())).containsExactly("10.244.0.7");
  }

  @Test
  void absentConditionsMeanReady() {
    var route =
        new ClusterFixture()
            .service("web", WEB)
            .endpoint("web", "10.244.0.5", "a", "{}")
            .routes()
            .getFirst();
    assertThat(route.hasEndpoints()).isTrue();
  }

  @Test
  void portsAreMatchedByNameAndProtocol() {
    var routes =
        new ClusterFixture()
            .service(
                "dns",
                "{'clusterIP':'10.96.0.53','ports':[{'name':'dns','protocol':'UDP','port':53},{'name':'dns-tcp','port':53}]}")
            .ports(
                "dns",
                "[{'name':'dns','protocol':'UDP','port':5353},{'name':'dns-tcp','protocol':'TCP','port':5354}]")
            .ready("dns", "10.244.0.5", "a")
            .routes();
    assertThat(routes)
        .extracting(ServiceRoute::name)
        .extracting(ServicePortName::toString)
        .containsExactly("default/dns/tcp/dns-tcp", "default/dns/udp/dns");
    assertThat(routes)
        .extracting(route -> route.cluster().getFirst().port())
        .containsExactly(5354, 5353);
  }

  @Test
  void everyFamilyOfADualStackServiceHasItsRoute() {
    var routes =
        new ClusterFixture()
            .service("web", "{'clusterIPs':['10.96.0.10','fd00:96::10'],'ports':[{'port':80}]}")
            .ready("web", "10.244.0.5", "a")
            .ready("web", "fd00:244::5", "a")
            .routes();
    assertThat(routes).extracting(ServiceRoute::family).containsExactly(Family.IPV4, Family.IPV6);
    assertThat(routes)
        .extracting(route -> route.cluster().getFirst().address())
        .containsExactly("10.244.0.5", "fd00:244::5");
  }

  @Test
  void headlessExternalNameAndOtherProxiesServicesAreLeftAlone() {
    assertThat(
            new ClusterFixture()
                .service(
                    "headless", "{'clusterIP':'None','clusterIPs':['None'],'ports':[{'port':80}]}")
                .service("far", "{'type':'ExternalName','externalName':'example.com'}")
                .routes())
        .isEmpty();
  }

  @Test
  void zoneHintsNarrowThePolicyClusterWhenEveryEndpointHasThem() {
    var cluster =
        new ClusterFixture()
            .service("web", WEB)
            .endpoint("web", "10.244.0.5", "a", "{'ready':true}", "{'forZones':[{'name':'z1'}]}")
            .endpoint("web", "10.244.1.5", "b", "{'ready':true}", "{'forZones':[{'name':'z2'}]}");
    var inZone = new Locality(Set.of("a"), Set.of("z2"));
    assertThat(addresses(cluster.routes(inZone).getFirst().cluster()))
        .containsExactly("10.244.1.5");
    assertThat(addresses(cluster.routes().getFirst().cluster())).hasSize(2);
    cluster.ready("web", "10.244.1.6", "b");
    assertThat(addresses(cluster.routes(inZone).getFirst().cluster())).hasSize(3);
  }

  @Test
  void sessionAffinityHasUpstreamsDefaultTimeout() {
    var routes =
        new ClusterFixture()
            .service(
                "web",
                "{'clusterIP':'10.96.0.10','sessionAffinity':'ClientIP','ports':[{'port':80}]}")
            .service(
                "x",
                "{'clusterIP':'10.96.0.11','sessionAffinity':'ClientIP','sessionAffinityConfig':{'clientIP':{'timeoutSeconds':60}},'ports':[{'port':80}]}")
            .routes();
    assertThat(routes).extracting(ServiceRoute::affinitySeconds).containsExactly(10_800, 60);
  }
}
