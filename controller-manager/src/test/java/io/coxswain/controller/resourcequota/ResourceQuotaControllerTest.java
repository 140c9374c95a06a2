package io.coxswain.controller.resourcequota;

import static io.coxswain.controller.Samples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.ResourceQuota;
import io.coxswain.controller.Yaml;
import io.coxswain.testkit.FakeClock;
import io.coxswain.testkit.Scenario;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResourceQuotaControllerTest {
  private static ResourceQuota quota(String status) {
    return Yaml.read(
        ResourceQuota.class,
        """
        metadata: {name: q, namespace: default}
        spec: {hard: {pods: "5", "count/secrets": "5", "count/things.example.com": "3"}}
        status: %s
        """
            .formatted(status));
  }

  @Test
  void aNewQuotaIsCountedAtOnce() {
    var clock = FakeClock.at("2026-03-01T10:00:00Z");
    try (var scenario = Scenario.of(ResourceQuotaWiring.controller(clock))) {
      var quota = quota("{}");
      var ended = pod("c", Map.of(), "n");
      scenario
          .given(quota, pod("a", Map.of(), "n"), pod("b", Map.of(), "n"))
          .given(ended.withStatus(ended.status().withPhase("Failed")))
          .whenReconciled(quota)
          .then(
              ResourceQuota.class,
              "q",
              counted -> {
                assertThat(counted.status().hard()).isEqualTo(counted.spec().hard());
                assertThat(counted.status().used())
                    .containsEntry("pods", Quantity.of("2"))
                    .containsEntry("count/secrets", Quantity.of("0"))
                    .containsEntry("count/things.example.com", Quantity.of("0"));
              })
          .thenReconcilingAgainDoesNothing();
    }
  }

  @Test
  void wrongUsageIsPutRightWhenTheQuotaHasBeenQuiet() {
    var clock = FakeClock.at("2026-03-01T10:00:00Z");
    try (var scenario = Scenario.of(ResourceQuotaWiring.controller(clock))) {
      var hard = "{pods: \"5\", \"count/secrets\": \"5\", \"count/things.example.com\": \"3\"}";
      var quota =
          quota(
              "{hard: "
                  + hard
                  + ", used: {pods: \"4\", \"count/secrets\": \"0\","
                  + " \"count/things.example.com\": \"2\"}}");
      scenario
          .given(quota, pod("a", Map.of(), "n"))
          .whenReconciled(quota)
          .thenChangesNothing()
          .thenLooksAgainAfter(Duration.ofSeconds(5));
      clock.advance(Duration.ofSeconds(5));
      scenario
          .whenReconciled(quota)
          .then(
              ResourceQuota.class,
              "q",
              counted ->
                  assertThat(counted.status().used())
                      .containsEntry("pods", Quantity.of("1"))
                      .containsEntry("count/things.example.com", Quantity.of("2")))
          .thenThereAre(Pod.class, 1);
    }
  }
}
