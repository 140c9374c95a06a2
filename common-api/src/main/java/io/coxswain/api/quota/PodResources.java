package io.coxswain.api.quota;

import io.coxswain.api.Quantity;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What a pod as a whole asks for. */
public final class PodResources {
  private static final Set<String> COMPUTE =
      Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

  private PodResources() {}

  /**
   * Requests or limits of a pod: what runs together adds up, what runs before it may be more
   * (upstream's PodRequests and PodLimits).
   *
   * @param part {@code requests} or {@code limits}
   */
  public static Map<String, Quantity> effective(JsonNode pod, String part) {
    var spec = pod.path("spec");
    Map<String, Quantity> together = new TreeMap<>();
    for (var container : spec.path("containers")) {
      together = Amounts.plus(together, part(container, part));
    }
    Map<String, Quantity> sidecars = new TreeMap<>();
    Map<String, Quantity> before = new TreeMap<>();
    for (var container : spec.path("initContainers")) {
      if (container.path("restartPolicy").asString("").equals("Always")) {
        sidecars = Amounts.plus(sidecars, part(container, part));
        before = Amounts.max(before, sidecars);
      } else {
        before = Amounts.max(before, Amounts.plus(sidecars, part(container, part)));
      }
    }
    var total = Amounts.max(Amounts.plus(together, sidecars), before);
    total.putAll(Amounts.of(spec.path("resources").path(part)));
    var overhead = Amounts.of(spec.path("overhead"));
    return part.equals("requests")
        ? Amounts.plus(total, overhead)
        : Amounts.plus(total, Amounts.only(overhead, total.keySet()));
  }

  /** Names of containers that leave out what a quota counts, by resource. */
  public static Map<String, Set<String>> unspecified(JsonNode pod, Iterable<String> counted) {
    var missing = new TreeMap<String, Set<String>>();
    for (var name : counted) {
      if (!COMPUTE.contains(name)) {
        continue;
      }
      var limits = name.startsWith("limits.");
      var resource = name.substring(name.indexOf('.') + 1);
      var part = limits ? "limits" : "requests";
      if (pod.path("spec").path("resources").path(part).has(resource)) {
        continue;
      }
      for (var list : new String[] {"containers", "initContainers"}) {
        for (var container : pod.path("spec").path(list)) {
          if (!container.path("resources").path(part).has(resource)) {
            missing
                .computeIfAbsent(name, ignored -> new TreeSet<>())
                .add(container.path("name").asString(""));
          }
        }
      }
    }
    return missing;
  }

  /** Whether no container asks for cpu or memory. */
  static boolean isBestEffort(JsonNode pod) {
    for (var list : new String[] {"containers", "initContainers"}) {
      for (var container : pod.path("spec").path(list)) {
        for (var part : new String[] {"requests", "limits"}) {
          var resources = container.path("resources").path(part);
          if (resources.has("cpu") || resources.has("memory")) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static Map<String, Quantity> part(JsonNode container, String part) {
    return Amounts.of(container.path("resources").path(part));
  }
}
