package io.coxswain.controller.endpointslicemirroring;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.controller.Yaml;
import io.coxswain.testkit.Scenario;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MirroringControllerTest {
  private static final String TWO =
      "[{addresses: [{ip: 10.1.2.3, hostname: h}, {ip: 'fd00::1'}], notReadyAddresses:"
          + " [{ip: 10.1.2.4}], ports: [{name: http, port: 80, protocol: TCP}]}]";

  private static Service service(String spec) {
    return Yaml.read(
        Service.class, "{metadata: {name: web, namespace: default, uid: s}, spec: " + spec + "}");
  }

  private static Endpoints endpoints(String labels, String subsets) {
    return Yaml.read(
        Endpoints.class,
        "{metadata: {name: web, namespace: default, uid: e, labels: "
            + labels
            + ", annotations: {note: n, 'kubectl.kubernetes.io/last-applied-configuration': x}},"
            + " subsets: "
            + subsets
            + "}");
  }

  private static String images(Scenario scenario) {
    return scenario.api().all(EndpointSlice.class).stream()
        .map(
            slice ->
                slice.addressType()
                    + slice.ports().stream().map(port -> port.port()).toList()
                    + slice.endpoints().stream()
                        .map(e -> e.addresses().getFirst() + "=" + e.conditions().ready())
                        .toList())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @Test
  void eachFamilyOfASubsetIsASlice() {
    try (var scenario = Scenario.of(MirroringWiring.controller())) {
      var written = endpoints("{team: a}", TWO);
      scenario.given(service("{ports: [{port: 80}]}"), written).whenReconciled(written);
      assertThat(images(scenario))
          .isEqualTo("IPv4[80][10.1.2.3=true, 10.1.2.4=false] IPv6[80][fd00::1=true]");
      var slice = scenario.api().all(EndpointSlice.class).getFirst();
      assertThat(slice.labels())
          .containsEntry("team", "a")
          .containsEntry("kubernetes.io/service-name", "web")
          .containsEntry(
              "endpointslice.kubernetes.io/managed-by", "endpointslicemirroring-controller.k8s.io");
      assertThat(slice.metadata().annotations()).containsOnlyKeys("note");
      assertThat(slice.metadata().ownerReferences().getFirst().uid()).isEqualTo("e");
      assertThat(slice.endpoints().getFirst().hostname()).isEqualTo("h");
      scenario.whenReconciled(written).thenReconcilingAgainDoesNothing();
    }
  }

  @Test
  void changesAreFollowedInTheSameSlice() {
    try (var scenario = Scenario.of(MirroringWiring.controller())) {
      var one = "[{addresses: [{ip: 10.1.2.3}], ports: [{port: 80}]}]";
      var written = endpoints("{}", one);
      scenario.given(service("{ports: [{port: 80}]}"), written).whenReconciled(written);
      var name = scenario.api().all(EndpointSlice.class).getFirst().name();
      var moved =
          endpoints("{}", one.replace("10.1.2.3", "10.2.3.4").replace("port: 80", "port: 9090"));
      scenario.given(moved).whenReconciled(moved);
      assertThat(images(scenario)).isEqualTo("IPv4[9090][10.2.3.4=true]");
      assertThat(scenario.api().all(EndpointSlice.class).getFirst().name()).isEqualTo(name);
      scenario.thenReconcilingAgainDoesNothing();
      var empty = endpoints("{}", "[]");
      scenario.given(empty).whenReconciled(empty);
      assertThat(images(scenario)).isEmpty();
    }
  }

  @Test
  void whatIsNoneOfItsBusinessHasNoImage() {
    for (var skipped :
        List.of(
            List.of(service("{selector: {a: b}, ports: [{port: 80}]}"), endpoints("{}", TWO)),
            List.of(endpoints("{}", TWO)),
            List.of(
                service("{ports: [{port: 80}]}"),
                endpoints("{endpointslice.kubernetes.io/skip-mirror: 'true'}", TWO)))) {
      try (var scenario = Scenario.of(MirroringWiring.controller())) {
        scenario
            .given(skipped.toArray(io.coxswain.api.KubernetesObject[]::new))
            .whenReconciled(skipped.getLast());
        assertThat(images(scenario)).isEmpty();
      }
    }
  }

  @Test
  void aThousandAddressesOfASubsetAreMirrored() {
    try (var scenario = Scenario.of(MirroringWiring.controller())) {
      var many =
          IntStream.range(0, 1001)
              .mapToObj(i -> "{ip: 10.1." + i / 250 + "." + i % 250 + "}")
              .collect(Collectors.joining(",", "[{ports: [{port: 80}], addresses: [", "]}]"));
      var written = endpoints("{}", many);
      scenario.given(service("{ports: [{port: 80}]}"), written).whenReconciled(written);
      assertThat(scenario.api().all(EndpointSlice.class).getFirst().endpoints()).hasSize(1000);
      scenario.thenRecords(
          "TooManyAddressesToMirror",
          "A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. 1"
              + " addresses were skipped");
    }
  }
}
