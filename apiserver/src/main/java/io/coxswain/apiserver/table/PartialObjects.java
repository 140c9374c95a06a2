package io.coxswain.apiserver.table;

import io.coxswain.api.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects reduced to their metadata (meta.k8s.io PartialObjectMetadata). */
public final class PartialObjects {
  private PartialObjects() {}

  /** The metadata of an object, or of each object of a list. */
  public static ObjectNode of(JsonNode objectOrList) {
    if (!isList(objectOrList)) {
      return start("PartialObjectMetadata", objectOrList);
    }
    var list = start("PartialObjectMetadataList", objectOrList);
    var items = list.putArray("items");
    objectOrList.get("items").forEach(item -> items.add(start("PartialObjectMetadata", item)));
    return list;
  }

  static boolean isList(JsonNode objectOrList) {
    return objectOrList.path("items").isArray()
        && objectOrList.path("kind").asString("").endsWith("List");
  }

  private static ObjectNode start(String kind, JsonNode source) {
    var partial = Json.mapper().createObjectNode();
    partial.put("kind", kind).put("apiVersion", "meta.k8s.io/v1");
    var metadata = source.path("metadata");
    partial.set("metadata", metadata.isObject() ? metadata : Json.mapper().createObjectNode());
    return partial;
  }
}
