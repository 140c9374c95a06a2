package io.coxswain.scheduler.nodes;

import static io.coxswain.scheduler.Yaml.podInfo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PodRequestsTest {
  @Test
  void containersAddUpAndOverheadComesOnTop() {
    var pod =
        podInfo(
            "p",
            """
            overhead: {cpu: 10m, memory: 1Mi}
            containers:
            - {name: a, resources: {requests: {cpu: 100m, memory: 1Mi, example.com/gpu: "1"}}}
            - {name: b, resources: {requests: {cpu: 200m, memory: 2Mi, ephemeral-storage: 1Ki}}}
            """);
    assertThat(pod.requests())
        .isEqualTo(new Resources(310, 4 << 20, 1024, Map.of("example.com/gpu", 1L)));
  }

  @Test
  void theLargestInitContainerCountsWhereItExceedsTheSum() {
    var pod =
        podInfo(
            "p",
            """
            initContainers:
            - {name: i1, resources: {requests: {cpu: 400m, memory: 1Mi}}}
            - {name: i2, resources: {requests: {cpu: 100m, memory: 9Mi}}}
            containers:
            - {name: a, resources: {requests: {cpu: 100m, memory: 2Mi}}}
            - {name: b, resources: {requests: {cpu: 200m, memory: 2Mi}}}
            """);
    assertThat(pod.requests()).isEqualTo(new Resources(400, 9 << 20, 0, Map.of()));
  }

  @Test
  void sidecarsRunBesideLaterInitContainersAndBesideContainers() {
    var pod =
        podInfo(
            "p",
            """
            initContainers:
            - {name: before, resources: {requests: {cpu: 450m}}}
            - {name: sidecar, restartPolicy: Always, resources: {requests: {cpu: 100m}}}
            - {name: after, resources: {requests: {cpu: 400m}}}
            containers:
            - {name: a, resources: {requests: {cpu: 300m}}}
            """);
    // before: 450; after: 100 + 400; running: 100 + 300
    assertThat(pod.requests().milliCpu()).isEqualTo(500);
  }

  @Test
  void podLevelRequestsReplaceTheSum() {
    var pod =
        podInfo(
            "p",
            """
            resources: {requests: {cpu: "2"}}
            containers:
            - {name: a, resources: {requests: {cpu: 300m, memory: 1Mi}}}
            """);
    assertThat(pod.requests()).isEqualTo(new Resources(2000, 1 << 20, 0, Map.of()));
  }

  @Test
  void containersWithoutRequestsAreAssumedToUseALittle() {
    var pod = podInfo("p", "containers: [{name: a}, {name: b}]");
    assertThat(pod.requests().isNone()).isTrue();
    assertThat(pod.nonZeroRequests()).isEqualTo(new Resources(200, 400L << 20, 0, Map.of()));
  }
}
