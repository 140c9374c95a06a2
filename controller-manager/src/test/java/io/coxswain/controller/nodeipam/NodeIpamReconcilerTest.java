package io.coxswain.controller.nodeipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.coxswain.api.core.v1.Node;
import io.coxswain.client.runtime.Plan;
import io.coxswain.controller.Plans;
import io.coxswain.controller.Yaml;
import io.coxswain.controller.nodeipam.NodeIpamReconciler.Range;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeIpamReconcilerTest {
  @Test
  void eachNodeGetsTheFirstFreeRangeOfBothFamilies() {
    var plan =
        reconcile(
            List.of(new Range("10.244.0.0/16", 24), new Range("fd00:10:244::/56", 64)),
            node("a", "10.244.0.0/24"),
            node("c", ""),
            node("b", ""));
    var nodes = Plans.updated(plan, Node.class);
    assertThat(nodes.stream().map(node -> node.name() + node.spec().podCIDRs()))
        .containsExactly(
            "b[10.244.1.0/24, fd00:10:244::/64]", "c[10.244.2.0/24, fd00:10:244:1::/64]");
    assertThat(nodes.getFirst().spec().podCIDR()).isEqualTo("10.244.1.0/24");
  }

  @Test
  void aGapIsFilledBeforeTheRangeGoesOn() {
    var plan =
        reconcile(
            List.of(Range.withDefaultMask("10.0.0.0/16")),
            node("a", "10.0.0.0/24"),
            node("b", "10.0.2.0/24"),
            node("c", ""));
    assertThat(Plans.updated(plan, Node.class).getFirst().spec().podCIDR())
        .isEqualTo("10.0.1.0/24");
  }

  @Test
  void whenNothingIsLeftAnEventSaysSo() {
    var plan =
        reconcile(List.of(new Range("10.0.0.0/24", 24)), node("a", "10.0.0.0/24"), node("b", ""));
    assertThat(Plans.updated(plan, Node.class)).isEmpty();
    assertThat(Plans.events(plan))
        .containsExactly("CIDRNotAvailable: Node b status is now: CIDRNotAvailable");
  }

  @Test
  void nodesThatHaveRangesAreLeftAlone() {
    assertThat(
            reconcile(List.of(new Range("10.0.0.0/16", 24)), node("a", "192.168.0.0/24")).changes())
        .isEmpty();
  }

  @Test
  void impossibleRangesAreRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NodeIpamReconciler(List.of(new Range("10.0.0.0/24", 16))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NodeIpamReconciler(List.of(new Range("example.com/24", 28))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NodeIpamReconciler(List.of(new Range("fd00::/8", 64))));
  }

  private static Plan reconcile(List<Range> ranges, Node... nodes) {
    return new NodeIpamReconciler(ranges)
        .reconcile(new NodeIpamView(List.of(nodes)), Instant.EPOCH);
  }

  private static Node node(String name, String cidr) {
    var spec = cidr.isEmpty() ? "{}" : "{podCIDR: %s, podCIDRs: [%s]}".formatted(cidr, cidr);
    return Yaml.read(Node.class, "{metadata: {name: %s}, spec: %s}".formatted(name, spec));
  }
}
