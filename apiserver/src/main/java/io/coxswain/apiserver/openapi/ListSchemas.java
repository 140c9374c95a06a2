package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** The definitions of lists: {@code PodList} for {@code Pod}. */
final class ListSchemas {
  private ListSchemas() {}

  /** A reference to the list of a resource, which is defined. */
  static ObjectNode reference(SchemaWriter schemas, ResourceType type) {
    var name = type.schema().name() + "List";
    if (!schemas.definitions().containsKey(name)) {
      schemas.definitions().put(name, define(schemas, type));
    }
    return schemas.dialect().reference(name);
  }

  private static ObjectNode define(SchemaWriter schemas, ResourceType type) {
    var definition = Json.mapper().createObjectNode();
    definition.put("description", "A list of objects of kind " + type.kind() + ".");
    definition.put("type", "object");
    definition.putArray("required").add("items");
    var properties = definition.putObject("properties");
    properties
        .putObject("apiVersion")
        .put("description", "Group and version of this list's schema.")
        .put("type", "string");
    var items = properties.putObject("items").put("description", "The objects.");
    items.put("type", "array");
    schemas.define(type.schema());
    var item = items.putObject("items");
    schemas.dialect().refer(item, type.schema().name());
    properties
        .putObject("kind")
        .put("description", "Name of this list's type, in CamelCase.")
        .put("type", "string");
    var metadata =
        properties
            .putObject("metadata")
            .put("description", "Where in time and where in the whole this list stands.");
    var listMeta = listMeta();
    schemas.define(listMeta);
    schemas.dialect().refer(metadata, listMeta.name());
    if (schemas.dialect() == Dialect.V3 && type.custom() == null) {
      item.putObject("default");
      metadata.putObject("default");
    }
    SchemaWriter.markKind(definition, type.group(), type.version(), type.listKind());
    return definition;
  }

  private static ObjectSchema listMeta() {
    Schema schema = Objects.requireNonNull(Kinds.status().field("metadata")).schema();
    return (ObjectSchema) schema;
  }
}
