package io.coxswain.cluster.embedded;

import java.time.Duration;
import java.util.Set;

/**
 * What an {@link EmbeddedCluster} consists of.
 *
 * @param nodes simulated nodes; their pods run, become ready and end without any container
 * @param podStart how long a simulated pod takes to start
 * @param without components that are left out: {@code controller-manager}, {@code scheduler}
 * @param patience how long to wait until the cluster is usable
 */
public record EmbeddedOptions(
    int nodes, Duration podStart, Set<String> without, Duration patience) {
  private static final Set<String> OPTIONAL = Set.of("controller-manager", "scheduler");

  public EmbeddedOptions {
    without = Set.copyOf(without);
    if (nodes < 0) {
      throw new IllegalArgumentException("nodes must not be negative: " + nodes);
    }
    for (var name : without) {
      if (!OPTIONAL.contains(name)) {
        throw new IllegalArgumentException(
            "without: " + name + " is none of controller-manager, scheduler");
      }
    }
  }

  /** A whole control plane and one simulated node. */
  public static EmbeddedOptions defaults() {
    return new EmbeddedOptions(1, Duration.ZERO, Set.of(), Duration.ofMinutes(1));
  }

  /** Nothing but the API server: for tests that play the controllers themselves. */
  public static EmbeddedOptions apiServerOnly() {
    return defaults().withNodes(0).without("controller-manager", "scheduler");
  }

  public EmbeddedOptions withNodes(int count) {
    return new EmbeddedOptions(count, podStart, without, patience);
  }

  public EmbeddedOptions withPodStart(Duration duration) {
    return new EmbeddedOptions(nodes, duration, without, patience);
  }

  public EmbeddedOptions without(String... components) {
    return new EmbeddedOptions(nodes, podStart, Set.of(components), patience);
  }

  public EmbeddedOptions withPatience(Duration duration) {
    return new EmbeddedOptions(nodes, podStart, without, duration);
  }
}
