package io.coxswain.proxy.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.proxy.ClusterFixture;
import io.coxswain.proxy.route.Backend;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardingPlanTest {
  private static final String WEB =
      "{'type':'NodePort','clusterIPs':['10.96.0.10','fd00:96::10'],'ports':[{'port':80,'nodePort':30080}]}";

  @Test
  void bothFamiliesOfAServiceShareItsNodePort() {
    var cluster =
        new ClusterFixture()
            .service("web", WEB)
            .ready("web", "10.244.0.5", "a")
            .ready("web", "fd00:244::5", "a");
    var plan = ForwardingPlan.of(cluster.routes(), List.of(), "");
    assertThat(plan.targets()).containsOnlyKeys(new Listener("tcp", "", 30080));
    assertThat(plan.targets().firstEntry().getValue().backends())
        .extracting(Backend::address)
        .containsExactly("10.244.0.5", "fd00:244::5");
  }

  @Test
  void withoutEndpointsThereIsNoListener() {
    var cluster = new ClusterFixture().service("web", WEB).notReady("web", "10.244.0.5", "a");
    assertThat(ForwardingPlan.of(cluster.routes(), List.of(), "127.0.0.1").targets()).isEmpty();
  }

  @Test
  void onOneAddressTheFirstServiceGetsThePortAndTheOtherIsNamed() {
    var cluster =
        new ClusterFixture()
            .service("a", "{'clusterIP':'10.96.0.10','ports':[{'port':80}]}")
            .service("b", "{'clusterIP':'10.96.0.11','ports':[{'port':80}]}")
            .ready("a", "10.244.0.5", "a")
            .ready("b", "10.244.0.6", "a");
    var plan = ForwardingPlan.of(cluster.routes(), List.of(), "127.0.0.1");
    assertThat(plan.targets()).containsOnlyKeys(new Listener("tcp", "127.0.0.1", 80));
    assertThat(plan.conflicts()).extracting(Object::toString).containsExactly("default/b/tcp");
  }
}
