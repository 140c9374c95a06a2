package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Structural;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds whole documents. */
final class OpenApiDocuments {
  private OpenApiDocuments() {}

  /** The document of one group and version. */
  static ObjectNode v3(Kinds kinds, List<ResourceType> types, String serverVersion) {
    var writing = new Writing(Dialect.V3, kinds);
    writing.resources(types);
    return writing.v3(serverVersion);
  }

  /**
   * The document of paths that lead to others; null where there are none: {@code api}, {@code
   * apis}, {@code apis/GROUP}, {@code version}.
   */
  static @Nullable ObjectNode v3(Kinds kinds, String path, String serverVersion) {
    var writing = new Writing(Dialect.V3, kinds);
    switch (path) {
      case "api" -> writing.discovery.core();
      case "apis" -> writing.discovery.groups();
      case "version" -> writing.discovery.serverVersion();
      default -> {
        var group = path.substring(path.indexOf('/') + 1);
        if (!path.startsWith("apis/") || !builtInGroups(kinds).contains(group)) {
          return null;
        }
        writing.discovery.group(group);
      }
    }
    return writing.v3(serverVersion);
  }

  /** The paths for which there are such documents. */
  static List<String> leading(Kinds kinds) {
    var paths = new ArrayList<>(List.of("api", "apis", "version"));
    builtInGroups(kinds).forEach(group -> paths.add("apis/" + group));
    return paths;
  }

  /** One document of everything. */
  static ObjectNode v2(Kinds kinds, List<ResourceType> types, String serverVersion) {
    var writing = new Writing(Dialect.V2, kinds);
    writing.discovery.core();
    writing.discovery.groups();
    writing.discovery.serverVersion();
    builtInGroups(kinds).forEach(writing.discovery::group);
    writing.resources(types);
    return writing.v2(serverVersion);
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

  private static SortedSet<String> builtInGroups(Kinds kinds) {
    var groups = new TreeSet<String>();
    for (var type : kinds.all()) {
      if (type.custom() == null && !type.plural().isEmpty() && !type.group().isEmpty()) {
        groups.add(type.group());
      }
    }
    return groups;
  }

  /** A document in the making. */
  private static final class Writing {
    private final Kinds kinds;
    private final SchemaWriter schemas;
    private final PathItems paths = new PathItems();
    private final DiscoveryPaths discovery;

    Writing(Dialect dialect, Kinds kinds) {
      this.kinds = kinds;
      schemas = new SchemaWriter(dialect, customSchemas(kinds));
      discovery = new DiscoveryPaths(schemas, paths);
    }

    private static Map<String, Structural> customSchemas(Kinds kinds) {
      var found = new HashMap<String, Structural>();
      for (var type : kinds.all()) {
        var custom = type.custom();
        if (custom != null) {
          found.put(type.schema().name(), custom.structural());
        }
      }
      return found;
    }

    void resources(List<ResourceType> types) {
      var writer = new PathWriter(kinds, schemas, paths);
      var versions = new HashSet<String>();
      for (var type : types) {
        if (!type.plural().isEmpty()) {
          writer.write(type);
          if (type.custom() == null && versions.add(type.basePath())) {
            discovery.version(type.group(), type.version());
          }
        }
      }
      for (var type : kinds.all()) {
        if (schemas.definitions().containsKey(type.schema().name())) {
          var definition = schemas.define(type.schema());
          SchemaWriter.markKind(definition, type.group(), type.version(), type.kind());
        }
      }
    }

    private ObjectNode begin(String field, String format, String serverVersion) {
      var document = Json.mapper().createObjectNode();
      document.put(field, format);
      document.putObject("info").put("title", "Kubernetes").put("version", serverVersion);
      document.set("paths", paths.tree(schemas.dialect()));
      return document;
    }

    ObjectNode v3(String serverVersion) {
      var document = begin("openapi", "3.0.0", serverVersion);
      var components = document.putObject("components");
      components.putObject("schemas").setAll(schemas.definitions());
      bearerToken(components.putObject("securitySchemes"));
      return document;
    }

    ObjectNode v2(String serverVersion) {
      var document = begin("swagger", "2.0", serverVersion);
      document.putObject("definitions").setAll(schemas.definitions());
      bearerToken(document.putObject("securityDefinitions"));
      document.putArray("security").addObject().putArray("BearerToken");
      return document;
    }

    private static void bearerToken(ObjectNode schemes) {
      schemes
          .putObject("BearerToken")
          .put("description", "A token in the authorization header, after Bearer.")
          .put("type", "apiKey")
          .put("name", "authorization")
          .put("in", "header");
    }
  }
}
