package io.coxswain.controller.servicecidrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.networking.v1.IPAddress;
import io.coxswain.api.networking.v1.ServiceCIDR;
import io.coxswain.controller.Yaml;
import io.coxswain.testkit.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ServiceCidrControllerTest {
  private static ServiceCIDR range(String name, String cidr, String metadata) {
    return Yaml.read(
        ServiceCIDR.class,
        "{metadata: {name: %s%s}, spec: {cidrs: [%s]}}".formatted(name, metadata, cidr));
  }

  private static ServiceCIDR ending(String name, String cidr) {
    return range(
        name,
        cidr,
        ", deletionTimestamp: '2026-03-01T10:00:00Z',"
            + " finalizers: [networking.k8s.io/service-cidr-finalizer]");
  }

  private static IPAddress address(String address) {
    return Yaml.read(IPAddress.class, "{metadata: {name: '%s'}}".formatted(address));
  }

  private static ServiceCIDR only(Scenario scenario, String name) {
    return scenario.api().all(ServiceCIDR.class).stream()
        .filter(range -> range.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNewRangeIsHeldAndReady() {
    try (var scenario = Scenario.of(ServiceCidrWiring.controller())) {
      var range = range("more", "10.1.0.0/24", "");
      scenario.given(range).whenReconciled(range).thenReconcilingAgainDoesNothing();
      var after = only(scenario, "more");
      assertThat(after.metadata().finalizers())
          .containsExactly("networking.k8s.io/service-cidr-finalizer");
      assertThat(after.status().conditions())
          .singleElement()
          .satisfies(
              ready -> {
                assertThat(ready.type()).isEqualTo("Ready");
                assertThat(ready.status()).isEqualTo("True");
                assertThat(ready.message()).isEqualTo("Kubernetes Service CIDR is ready");
              });
    }
  }

  @Test
  void aRangeStaysWhileAddressesNeedIt() {
    try (var scenario = Scenario.of(ServiceCidrWiring.controller())) {
      var range = ending("more", "10.1.0.0/24");
      scenario
          .given(range, address("10.1.0.7"))
          .andTimePasses(Duration.ofMinutes(1))
          .whenReconciled(range);
      assertThat(only(scenario, "more").status().conditions())
          .singleElement()
          .satisfies(
              ready -> {
                assertThat(ready.status()).isEqualTo("False");
                assertThat(ready.reason()).isEqualTo("Terminating");
              });

      // another range that has the address frees this one
      scenario.given(range("wider", "10.1.0.0/16", "")).whenReconciled(range);
      assertThat(scenario.api().all(ServiceCIDR.class))
          .extracting(ServiceCIDR::name)
          .containsExactly("wider");
    }
  }

  @Test
  void aRangeThatNobodyNeedsGoesAfterAMoment() {
    try (var scenario = Scenario.of(ServiceCidrWiring.controller())) {
      var range = ending("more", "fd00:1::/112");
      scenario
          .given(range, address("10.1.0.7"), address("fd00:2::1"))
          .whenReconciled(range)
          .thenChangesNothing()
          .thenLooksAgainAfter(Duration.ofSeconds(10))
          .andTimePasses(Duration.ofSeconds(10))
          .whenReconciled(range);
      assertThat(scenario.api().all(ServiceCIDR.class)).isEmpty();
    }
  }
}
