package io.coxswain.apiserver.registry.service;

import io.coxswain.api.Json;
import io.coxswain.apiserver.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The ranges that services get their addresses from: the configured ones first, then those of
 * ServiceCIDRs that are ready and not being deleted (KEP-1880).
 */
final class ServiceRanges {
  private static final String OBJECTS = "/registry/servicecidrs/";

  private final Store store;
  private final List<IpRange> configured;

  ServiceRanges(Store store, List<String> configured) {
    this.store = store;
    this.configured = configured.stream().map(IpRange::parse).toList();
  }

  /** The families of the cluster, the first one services' usual; objects add none. */
  List<String> families() {
    return configured.stream().map(IpRange::family).toList();
  }

  List<IpRange> now() {
    var ranges = new LinkedHashMap<String, IpRange>();
    configured.forEach(range -> ranges.put(range.toString(), range));
    for (var stored : store.range(OBJECTS, null, 0, 0).items()) {
      var object = Json.tree(stored.value());
      if (isUsable(object)) {
        add(object.path("spec").path("cidrs"), ranges);
      }
    }
    return List.copyOf(ranges.values());
  }

  private static boolean isUsable(JsonNode object) {
    return !object.path("metadata").has("deletionTimestamp")
        && object
            .path("status")
            .path("conditions")
            .valueStream()
            .anyMatch(
                condition ->
                    condition.path("type").asString("").equals("Ready")
                        && condition.path("status").asString("").equals("True"));
  }

  private static void add(JsonNode cidrs, Map<String, IpRange> ranges) {
    for (var cidr : cidrs) {
      ranges.computeIfAbsent(cidr.asString(""), IpRange::parse);
    }
  }
}
