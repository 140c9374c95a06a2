package io.coxswain.kubectl.describe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What was fetched besides the object itself.
 *
 * @param lists other objects by resource name: {@code events}, {@code pods}, {@code replicasets},
 *     {@code endpointslices}, {@code resourcequotas}, {@code limitranges}, {@code secrets}, {@code
 *     services}
 */
public record Related(Map<String, List<JsonNode>> lists, Instant now) {

  /** Could the server be asked for it? */
  boolean known(String resource) {
    return lists.containsKey(resource);
  }

  List<JsonNode> of(String resource) {
    return lists.getOrDefault(resource, List.of());
  }
}
