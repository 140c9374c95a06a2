package io.coxswain.apiserver.discovery;

import io.coxswain.api.Json;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What another server says of its resources (APIResourceList), in the aggregated form. */
final class OtherResources {
  private OtherResources() {}

  static void version(ObjectNode entry, JsonNode resources, boolean current) {
    var found = new LinkedHashMap<String, ObjectNode>();
    var below = new LinkedHashMap<String, ArrayNode>();
    for (var resource : resources) {
      var name = resource.path("name").asString("");
      var slash = name.indexOf('/');
      if (slash < 0) {
        found.put(name, resource(resource));
      } else {
        var list =
            below.computeIfAbsent(
                name.substring(0, slash), ignored -> Json.mapper().createArrayNode());
        var one = list.addObject().put("subresource", name.substring(slash + 1));
        responseKind(one, resource);
        copy(resource, "verbs", one, "verbs");
      }
    }
    var list = entry.putArray("resources");
    found.forEach(
        (name, resource) -> {
          if (below.get(name) instanceof ArrayNode subresources) {
            resource.set("subresources", subresources);
          }
          list.add(resource);
        });
    entry.put("freshness", current ? "Current" : "Stale");
  }

  private static ObjectNode resource(JsonNode resource) {
    var entry = Json.mapper().createObjectNode();
    entry.put("resource", resource.path("name").asString(""));
    responseKind(entry, resource);
    entry
        .put("scope", resource.path("namespaced").asBoolean(false) ? "Namespaced" : "Cluster")
        .put("singularResource", resource.path("singularName").asString(""));
    for (var field : List.of("verbs", "shortNames", "categories")) {
      copy(resource, field, entry, field);
    }
    return entry;
  }

  private static void responseKind(ObjectNode entry, JsonNode resource) {
    entry
        .putObject("responseKind")
        .put("group", resource.path("group").asString(""))
        .put("version", resource.path("version").asString(""))
        .put("kind", resource.path("kind").asString(""));
  }

  private static void copy(JsonNode from, String field, ObjectNode to, String name) {
    if (from.get(field) instanceof ArrayNode list) {
      to.set(name, list);
    }
  }
}
