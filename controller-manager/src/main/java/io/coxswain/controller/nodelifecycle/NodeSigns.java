package io.coxswain.controller.nodelifecycle;

import io.coxswain.api.coordination.v1.Lease;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.NodeStatus.NodeCondition;
import io.coxswain.api.meta.v1.MicroTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when each node last gave a sign of life: what is compared are the node's own stamps,
 * what is remembered is our time of noticing that they changed. Safe for many threads.
 */
final class NodeSigns {
  private final Map<String, Sign> signs = new ConcurrentHashMap<>();

  private record Sign(@Nullable MicroTime renewed, @Nullable NodeCondition ready, Instant at) {}

  /** When the node's lease or Ready condition changed last; now, if it just did. */
  Instant lastSign(Node node, @Nullable Lease lease, Instant now) {
    var renewed = lease == null ? null : lease.spec().renewTime();
    var ready =
        node.status().conditions().stream()
            .filter(condition -> condition.type().equals("Ready"))
            // Unknown was written by us, not by the kubelet
            .filter(condition -> !condition.status().equals("Unknown"))
            .findFirst()
            .orElse(null);
    var sign =
        signs.compute(
            node.name(),
            (name, last) -> {
              var ours = last != null && ready == null ? last.ready() : ready;
              return last != null
                      && Objects.equals(last.renewed(), renewed)
                      && Objects.equals(last.ready(), ours)
                  ? last
                  : new Sign(renewed, ours, now);
            });
    return sign.at();
  }

  /** Whether it was ever asked about the node. */
  boolean knows(String node) {
    return signs.containsKey(node);
  }

  void forget(String node) {
    signs.remove(node);
  }
}
