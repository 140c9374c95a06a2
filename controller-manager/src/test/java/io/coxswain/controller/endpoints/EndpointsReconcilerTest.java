package io.coxswain.controller.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Endpoints.EndpointAddress;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.client.runtime.Plan;
import io.coxswain.controller.Plans;
import io.coxswain.controller.Yaml;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointsReconcilerTest {
  private static final Service WEB =
      Yaml.read(
          Service.class,
          """
          metadata: {name: web, namespace: default}
          spec:
            selector: {app: web}
            clusterIP: 10.96.0.7
            ipFamilies: [IPv4]
            ports: [{port: 80, targetPort: 8080, protocol: TCP}]
          """);

  @Test
  void readyAndUnreadyAddressesShareASubset() {
    var created =
        Plans.created(
            reconcile(WEB, List.of(pod("a", "True"), pod("b", "False")), null), Endpoints.class);
    assertThat(created).hasSize(1);
    var endpoints = created.getFirst();
    assertThat(endpoints.labels())
        .containsEntry("endpoints.kubernetes.io/managed-by", "endpoint-controller");
    assertThat(endpoints.subsets()).hasSize(1);
    var subset = endpoints.subsets().getFirst();
    assertThat(subset.addresses().stream().map(EndpointAddress::ip)).containsExactly("10.0.0.a");
    assertThat(subset.notReadyAddresses().stream().map(EndpointAddress::ip))
        .containsExactly("10.0.0.b");
    assertThat(subset.ports().getFirst().port()).isEqualTo(8080);
    assertThat(reconcile(WEB, List.of(pod("a", "True"), pod("b", "False")), endpoints).changes())
        .isEmpty();
  }

  @Test
  void aPodThatGoesIsTakenOut() {
    var before =
        Plans.created(reconcile(WEB, List.of(pod("a", "True")), null), Endpoints.class).getFirst();
    var leaving = pod("a", "True");
    leaving = leaving.withMetadata(leaving.metadata().withDeletionTimestamp(Instant.EPOCH));
    var after = Plans.updated(reconcile(WEB, List.of(leaving), before), Endpoints.class);
    assertThat(after.getFirst().subsets()).isEmpty();
  }

  @Test
  void endpointsOfAServiceThatIsGoneAreDeletedIfTheyWereOurs() {
    var ours =
        Plans.created(reconcile(WEB, List.of(pod("a", "True")), null), Endpoints.class).getFirst();
    assertThat(Plans.deleted(reconcile(null, List.of(), ours))).containsExactly("web");
    var theirs = Yaml.read(Endpoints.class, "metadata: {name: web, namespace: default}");
    assertThat(reconcile(null, List.of(), theirs).changes()).isEmpty();
  }

  @Test
  void servicesWithoutSelectorKeepTheEndpointsTheirOwnersWrote() {
    var service = Yaml.read(Service.class, "{metadata: {name: web}, spec: {clusterIP: None}}");
    var theirs =
        Yaml.read(
            Endpoints.class, "{metadata: {name: web}, subsets: [{addresses: [{ip: 1.2.3.4}]}]}");
    assertThat(reconcile(service, List.of(), theirs).changes()).isEmpty();
  }

  private static Plan reconcile(Service service, List<Pod> pods, Endpoints endpoints) {
    return new EndpointsReconciler()
        .reconcile(new EndpointsView(service, pods, endpoints), Instant.EPOCH);
  }

  private static Pod pod(String name, String ready) {
    return Yaml.read(
        Pod.class,
        """
        metadata: {name: %s, namespace: default}
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {podIPs: [{ip: 10.0.0.%s}], conditions: [{type: Ready, status: "%s"}]}
        """
            .formatted(name, name, ready));
  }
}
