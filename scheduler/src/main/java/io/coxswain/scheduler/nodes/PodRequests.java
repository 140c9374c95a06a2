package io.coxswain.scheduler.nodes;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.PodSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a pod asks of a node: the larger of what runs together and of the start-up peaks, plus
 * overhead (KEP-753 for sidecars, KEP-2837 for pod-level resources).
 */
public final class PodRequests {
  /** What a container without a CPU request is taken to use when nodes are compared. */
  static final long DEFAULT_MILLI_CPU = 100;

  /** What a container without a memory request is taken to use when nodes are compared. */
  static final long DEFAULT_MEMORY = 200L * 1024 * 1024;

  private static final Quantity DEFAULT_CPU_QUANTITY = Quantity.ofMillis(DEFAULT_MILLI_CPU);
  private static final Quantity DEFAULT_MEMORY_QUANTITY = Quantity.of(DEFAULT_MEMORY);

  private PodRequests() {}

  /** The requests as written. */
  public static Resources of(PodSpec spec) {
    return total(spec, UnaryOperator.identity());
  }

  /** The requests with upstream's assumption (100m, 200Mi) for containers that state none. */
  public static Resources nonZero(PodSpec spec) {
    return total(spec, PodRequests::withDefaults);
  }

  private static Resources total(PodSpec spec, UnaryOperator<Map<String, Quantity>> requests) {
    var running = Resources.NONE;
    for (var container : spec.containers()) {
      running = running.plus(requests(container, requests));
    }
    var sidecars = Resources.NONE;
    var peak = Resources.NONE;
    for (var container : spec.initContainers()) {
      var own = requests(container, requests);
      if ("Always".equals(container.restartPolicy())) {
        sidecars = sidecars.plus(own);
        peak = peak.max(sidecars);
      } else {
        peak = peak.max(sidecars.plus(own));
      }
    }
    var total = podLevel(spec, running.plus(sidecars).max(peak));
    return total.plus(Resources.of(spec.overhead()));
  }

  private static Resources requests(
      Container container, UnaryOperator<Map<String, Quantity>> change) {
    var resources = container.resources();
    return Resources.of(change.apply(resources == null ? Map.of() : resources.requests()));
  }

  private static Resources podLevel(PodSpec spec, Resources containers) {
    var podLevel = spec.resources();
    if (podLevel == null || podLevel.requests().isEmpty()) {
      return containers;
    }
    var stated = Resources.of(podLevel.requests());
    var scalars = new HashMap<>(containers.scalars());
    scalars.putAll(stated.scalars());
    return new Resources(
        podLevel.requests().containsKey("cpu") ? stated.milliCpu() : containers.milliCpu(),
        podLevel.requests().containsKey("memory") ? stated.memory() : containers.memory(),
        containers.ephemeralStorage(),
        scalars);
  }

  private static Map<String, Quantity> withDefaults(Map<String, Quantity> requests) {
    if (requests.containsKey("cpu") && requests.containsKey("memory")) {
      return requests;
    }
    var filled = new HashMap<>(requests);
    filled.putIfAbsent("cpu", DEFAULT_CPU_QUANTITY);
    filled.putIfAbsent("memory", DEFAULT_MEMORY_QUANTITY);
    return filled;
  }
}
