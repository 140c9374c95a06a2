package io.coxswain.controller.ttlafterfinished;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.controller.Yaml;
import io.coxswain.testkit.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TtlAfterFinishedControllerTest {
  @Test
  void endedJobsGoWhenTheirTimeIsOver() {
    try (var scenario = Scenario.of(TtlAfterFinishedWiring.controller())) {
      var job =
          Yaml.read(
              Job.class,
              """
              metadata: {name: once, namespace: default}
              spec: {ttlSecondsAfterFinished: 60, template: {spec: {containers: []}}}
              status:
                conditions:
                - {type: Complete, status: "True", lastTransitionTime: "%s"}
              """
                  .formatted(scenario.clock().instant()));
      scenario
          .given(job)
          .whenReconciled(job)
          .thenChangesNothing()
          .thenLooksAgainAfter(Duration.ofSeconds(60))
          .andTimePasses(Duration.ofSeconds(60))
          .whenReconciled(job)
          .thenDeletes(Job.class, "once");
    }
  }

  @Test
  void runningJobsStay() {
    try (var scenario = Scenario.of(TtlAfterFinishedWiring.controller())) {
      var job =
          Yaml.read(
              Job.class,
              """
              metadata: {name: once, namespace: default}
              spec: {ttlSecondsAfterFinished: 0, template: {spec: {containers: []}}}
              """);
      scenario.given(job).whenReconciled(job).thenChangesNothing();
    }
  }
}
