package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds whole documents. */
final class OpenApiDocuments {
  private OpenApiDocuments() {}

  /** The document of one group and version. */
  static ObjectNode v3(Kinds kinds, List<ResourceType> types, String serverVersion) {
    var document = Json.mapper().createObjectNode();
    document.put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", serverVersion);
    var schemas = new SchemaWriter(Dialect.V3);
    var paths = paths(kinds, types, schemas);
    document.putObject("paths").setAll(paths.paths());
    document.putObject("components").putObject("schemas").setAll(schemas.definitions());
    return document;
  }

  /** One document of everything. */
  static ObjectNode v2(Kinds kinds, List<ResourceType> types, String serverVersion) {
    var document = Json.mapper().createObjectNode();
    document.put("swagger", "2.0");
    document.putObject("info").put("title", "Kubernetes").put("version", serverVersion);
    var schemas = new SchemaWriter(Dialect.V2);
    var paths = paths(kinds, types, schemas);
    document.putObject("paths").setAll(paths.paths());
    document.putObject("definitions").setAll(schemas.definitions());
    return document;
  }

  /**
   * Adds another server's paths below a prefix, and its definitions. Those both have are taken to
   * be the same: the common ones of meta/v1.
   */
  static void merge(ObjectNode document, JsonNode other, String prefix) {
    var paths = document.withObject("paths");
    for (var path : other.path("paths").properties()) {
      if (path.getKey().startsWith(prefix)) {
        paths.set(path.getKey(), path.getValue());
      }
    }
    var definitions = document.withObject("definitions");
    other
        .path("definitions")
        .properties()
        .forEach(entry -> definitions.putIfAbsent(entry.getKey(), entry.getValue()));
  }

  private static PathWriter paths(Kinds kinds, List<ResourceType> types, SchemaWriter schemas) {
    var paths = new PathWriter(kinds, schemas);
    for (var type : types) {
      if (!type.plural().isEmpty()) {
        paths.write(type);
      }
    }
    for (var type : kinds.all()) {
      if (schemas.definitions().containsKey(type.schema().name())) {
        var definition = schemas.define(type.schema());
        SchemaWriter.markKind(definition, type.group(), type.version(), type.kind());
      }
    }
    return paths;
  }
}
