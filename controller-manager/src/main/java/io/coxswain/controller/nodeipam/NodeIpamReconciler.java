package io.coxswain.controller.nodeipam;

import io.coxswain.api.core.v1.Node;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives every node without pod CIDRs one subnet of each cluster CIDR (upstream's RangeAllocator):
 * one range for a single family, two for dual stack.
 */
public final class NodeIpamReconciler implements Reconciler<NodeIpamView> {
  private final List<Range> ranges;

  /** A cluster CIDR and the prefix length of each node's part. */
  public record Range(String clusterCidr, int nodeMaskSize) {
    public static final int DEFAULT_MASK_V4 = 24;
    public static final int DEFAULT_MASK_V6 = 64;

    /** The range with upstream's mask of the family. */
    public static Range withDefaultMask(String clusterCidr) {
      return new Range(clusterCidr, clusterCidr.contains(":") ? DEFAULT_MASK_V6 : DEFAULT_MASK_V4);
    }
  }

  /**
   * @throws IllegalArgumentException where a range is malformed or its mask does not suit it
   */
  public NodeIpamReconciler(List<Range> ranges) {
    this.ranges = List.copyOf(ranges);
    ranges().forEach(PodCidrs::isV6);
  }

  private List<PodCidrs> ranges() {
    return ranges.stream()
        .map(range -> new PodCidrs(range.clusterCidr(), range.nodeMaskSize()))
        .toList();
  }

  @Override
  public Plan reconcile(NodeIpamView view, Instant now) {
    var free = ranges();
    for (var node : view.nodes()) {
      for (var cidr : cidrsOf(node)) {
        free.forEach(range -> range.take(cidr));
      }
    }
    var changes = new ArrayList<Change>();
    view.nodes().stream()
        .filter(node -> cidrsOf(node).isEmpty() && node.metadata().deletionTimestamp() == null)
        .sorted(Comparator.comparing(Node::name))
        .forEach(node -> changes.add(allocate(node, free)));
    return Plan.of(changes);
  }

  private static Change allocate(Node node, List<PodCidrs> free) {
    var cidrs = new ArrayList<String>();
    for (var range : free) {
      var next = range.takeNext();
      if (next.isEmpty()) {
        return Change.RecordEvent.normal(
            node, "CIDRNotAvailable", "Node " + node.name() + " status is now: CIDRNotAvailable");
      }
      cidrs.add(next.get());
    }
    var spec = node.spec().withPodCIDR(cidrs.getFirst()).withPodCIDRs(cidrs);
    return new Change.Update(node.withSpec(spec));
  }

  private static List<String> cidrsOf(Node node) {
    var spec = node.spec();
    if (!spec.podCIDRs().isEmpty()) {
      return spec.podCIDRs();
    }
    var single = spec.podCIDR();
    return single == null || single.isEmpty() ? List.of() : List.of(single);
  }
}
