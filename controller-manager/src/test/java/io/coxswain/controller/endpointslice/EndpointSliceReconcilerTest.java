package io.coxswain.controller.endpointslice;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.discovery.v1.EndpointSlice.Endpoint;
import io.coxswain.api.discovery.v1.EndpointSlice.EndpointConditions;
import io.coxswain.api.discovery.v1.EndpointSlice.EndpointPort;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.controller.Yaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndpointSliceReconcilerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String WEB =
      """
      metadata: {name: web, namespace: default, labels: {team: a}}
      spec:
        selector: {app: web}
        clusterIP: 10.96.0.7
        ipFamilies: [IPv4]
        ports: [{name: http, port: 80, targetPort: 8080, protocol: TCP}]
      """;

  private Service service = Yaml.read(Service.class, WEB);
  private List<Pod> pods = new ArrayList<>();
  private final List<EndpointSlice> slices = new ArrayList<>();
  private Plan plan = Plan.settled();

  @Test
  void aReadyPodBecomesAReadyEndpointWithItsPort() {
    pods.add(pod("web-1", "10.244.0.5", "True"));
    reconcile();
    assertThat(slices).hasSize(1);
    var slice = slices.getFirst();
    assertThat(slice.addressType()).isEqualTo("IPv4");
    assertThat(slice.ports()).containsExactly(new EndpointPort(null, "http", 8080, "TCP"));
    assertThat(slice.labels())
        .isEqualTo(
            Map.of(
                "team", "a",
                "kubernetes.io/service-name", "web",
                "endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io"));
    assertThat(slice.metadata().generateName()).isEqualTo("web-");
    assertThat(slice.metadata().ownerReferences().getFirst().uid()).isEqualTo("uid-web");
    var endpoint = slice.endpoints().getFirst();
    assertThat(endpoint.addresses()).containsExactly("10.244.0.5");
    assertThat(endpoint.conditions()).isEqualTo(new EndpointConditions(true, true, false));
    assertThat(endpoint.nodeName()).isEqualTo("n1");
    assertThat(endpoint.zone()).isEqualTo("z1");
    assertThat(endpoint.targetRef().name()).isEqualTo("web-1");
    thenReconcilingAgainDoesNothing();
  }

  @Test
  void unreadyAndTerminatingPodsSayWhatTheyAre() {
    pods.add(pod("a", "10.244.0.1", "False"));
    pods.add(terminating(pod("b", "10.244.0.2", "True")));
    reconcile();
    assertThat(slices.getFirst().endpoints().stream().map(Endpoint::conditions))
        .containsExactly(
            new EndpointConditions(false, false, false), new EndpointConditions(false, true, true));
    service = service.withSpec(service.spec().withPublishNotReadyAddresses(true));
    reconcile();
    assertThat(slices.getFirst().endpoints().stream().map(e -> e.conditions().ready()))
        .containsExactly(true, true);
  }

  @Test
  void podsWithoutAddressAndEndedPodsAreLeftOut() {
    var ended = pod("ended", "10.244.0.9", "False");
    pods.add(ended.withStatus(ended.status().withPhase("Failed")));
    pods.add(Yaml.read(Pod.class, "{metadata: {name: starting}, status: {phase: Pending}}"));
    reconcile();
    assertThat(slices).hasSize(1);
    assertThat(slices.getFirst().endpoints()).isEmpty();
    assertThat(slices.getFirst().ports()).isEmpty();
    thenReconcilingAgainDoesNothing();
  }

  @Test
  void theEmptySliceIsReplacedOnceThereAreEndpointsAndComesBack() {
    reconcile();
    pods.add(pod("web-1", "10.244.0.5", "True"));
    reconcile();
    assertThat(slices).hasSize(1);
    assertThat(slices.getFirst().endpoints()).hasSize(1);
    pods.clear();
    reconcile();
    assertThat(slices).hasSize(1);
    assertThat(slices.getFirst().endpoints()).isEmpty();
    thenReconcilingAgainDoesNothing();
  }

  @Test
  void namedPortsThatDifferByPodMakeSeparateSlices() {
    service = Yaml.read(Service.class, WEB.replace("targetPort: 8080", "targetPort: web"));
    pods.add(named("a", "10.244.0.1", 8080));
    pods.add(named("b", "10.244.0.2", 9090));
    reconcile();
    assertThat(slices).hasSize(2);
    assertThat(slices.stream().map(slice -> slice.ports().getFirst().port()))
        .containsExactlyInAnyOrder(8080, 9090);
    thenReconcilingAgainDoesNothing();
  }

  @Test
  void dualStackServicesGetSlicesOfBothFamilies() {
    service = service.withSpec(service.spec().withIpFamilies(List.of("IPv4", "IPv6")));
    pods.add(
        Yaml.read(
            Pod.class,
            """
            metadata: {name: a, namespace: default}
            status: {podIPs: [{ip: 10.244.0.1}, {ip: "fd00::1"}]}
            """));
    reconcile();
    assertThat(
            slices.stream()
                .map(slice -> slice.addressType() + slice.endpoints().getFirst().addresses()))
        .containsExactly("IPv4[10.244.0.1]", "IPv6[fd00::1]");
    service = service.withSpec(service.spec().withIpFamilies(List.of("IPv6")));
    reconcile();
    assertThat(slices.stream().map(EndpointSlice::addressType)).containsExactly("IPv6");
  }

  @Test
  void aSliceHoldsAtMostAHundredEndpointsAndFewSlicesChange() {
    IntStream.range(0, 250)
        .forEach(i -> pods.add(pod("p%03d".formatted(i), "10.244.1." + i, "True")));
    reconcile();
    assertThat(slices.stream().map(slice -> slice.endpoints().size()))
        .containsExactlyInAnyOrder(100, 100, 50);
    // one goes and one comes: only the slice with the gap is written
    pods.removeFirst();
    pods.add(pod("new", "10.244.2.1", "True"));
    reconcile();
    assertThat(plan.changes()).hasSize(1);
    assertThat(slices.stream().mapToInt(slice -> slice.endpoints().size()).sum()).isEqualTo(250);
    // three more go together into the one with room
    IntStream.range(0, 3).forEach(i -> pods.add(pod("more" + i, "10.244.3." + i, "True")));
    reconcile();
    assertThat(plan.changes()).hasSize(1);
    assertThat(slices).hasSize(3);
    thenReconcilingAgainDoesNothing();
  }

  @Test
  void headlessServicesAreLabelledAndNameTheirPods() {
    service =
        Yaml.read(
            Service.class,
            "{metadata: {name: db, namespace: default}, spec: {clusterIP: None, selector: {a:"
                + " b}}}");
    pods.add(
        Yaml.read(
            Pod.class,
            """
            metadata: {name: db-0, namespace: default}
            spec: {hostname: db-0, subdomain: db}
            status: {podIPs: [{ip: 10.244.0.1}]}
            """));
    reconcile();
    assertThat(slices.getFirst().labels()).containsEntry("service.kubernetes.io/headless", "");
    assertThat(slices.getFirst().endpoints().getFirst().hostname()).isEqualTo("db-0");
  }

  @Test
  void servicesWithoutSelectorAndExternalNamesAreLeftAlone() {
    service = Yaml.read(Service.class, "{metadata: {name: x}, spec: {clusterIP: 10.96.0.1}}");
    reconcile();
    assertThat(plan.changes()).isEmpty();
    service =
        Yaml.read(
            Service.class, "{metadata: {name: x}, spec: {type: ExternalName, selector: {a: b}}}");
    reconcile();
    assertThat(plan.changes()).isEmpty();
  }

  private void reconcile() {
    plan = decide();
    for (var change : plan.changes()) {
      switch (change) {
        case Change.Create(EndpointSlice slice) ->
            slices.add(
                slice.withMetadata(
                    slice.metadata().withName("slice-" + slices.size()).withGenerateName("web-")));
        case Change.Update(EndpointSlice after, String subresource) ->
            slices.replaceAll(slice -> slice.name().equals(after.name()) ? after : slice);
        case Change.Delete delete ->
            slices.removeIf(slice -> slice.name().equals(delete.object().name()));
        default -> throw new AssertionError("unexpected " + change);
      }
    }
  }

  private Plan decide() {
    var view =
        new EndpointSliceView(service, List.copyOf(pods), List.copyOf(slices), Map.of("n1", "z1"));
    return new EndpointSliceReconciler().reconcile(view, NOW);
  }

  private void thenReconcilingAgainDoesNothing() {
    assertThat(decide().changes()).isEmpty();
  }

  private static Pod pod(String name, String ip, String ready) {
    return Yaml.read(
        Pod.class,
        """
        metadata: {name: %s, namespace: default}
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: %s}], conditions: [{type: Ready, status: "%s"}]}
        """
            .formatted(name, ip, ready));
  }

  private static Pod named(String name, String ip, int port) {
    return Yaml.read(
        Pod.class,
        """
        metadata: {name: %s, namespace: default}
        spec: {containers: [{name: c, ports: [{name: web, containerPort: %d, protocol: TCP}]}]}
        status: {podIPs: [{ip: %s}]}
        """
            .formatted(name, port, ip));
  }

  private static Pod terminating(Pod pod) {
    return pod.withMetadata(pod.metadata().withDeletionTimestamp(NOW));
  }
}
