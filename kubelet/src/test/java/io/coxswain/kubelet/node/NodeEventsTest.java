package io.coxswain.kubelet.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.NodeStatus;
import io.coxswain.api.core.v1.NodeStatus.NodeCondition;
import io.coxswain.api.core.v1.NodeStatusBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NodeEventsTest {
  @Test
  void aNewNodeTellsOfItsPressuresAndOfReadinessWhenItComes() {
    var registered = status("MemoryPressure=False", "DiskPressure=False", "Ready=False");
    assertThat(NodeEvents.reasons(status(), registered))
        .containsExactly("NodeHasSufficientMemory", "NodeHasNoDiskPressure");
    var ready = status("MemoryPressure=False", "DiskPressure=False", "Ready=True");
    assertThat(NodeEvents.reasons(registered, ready)).containsExactly("NodeReady");
    assertThat(NodeEvents.reasons(ready, ready)).isEmpty();
  }

  @Test
  void pressureAndLossOfReadinessAreTold() {
    var well = status("MemoryPressure=False", "PIDPressure=False", "Ready=True", "Own=False");
    var unwell = status("MemoryPressure=True", "PIDPressure=True", "Ready=False", "Own=True");
    assertThat(NodeEvents.reasons(well, unwell))
        .containsExactly("NodeHasInsufficientMemory", "NodeHasInsufficientPID", "NodeNotReady");
  }

  private static NodeStatus status(String... conditions) {
    return NodeStatusBuilder.builder()
        .conditions(
            Arrays.stream(conditions)
                .map(text -> text.split("="))
                .map(pair -> new NodeCondition(pair[0], pair[1], null, null, null, null))
                .toList())
        .build();
  }
}
