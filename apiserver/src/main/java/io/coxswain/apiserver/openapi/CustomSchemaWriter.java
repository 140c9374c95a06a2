package io.coxswain.apiserver.openapi;

import io.coxswain.api.schema.Structural;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the schemas of custom kinds for version 3: as their definition says them, bounds, rules
 * and all, with the fields that objects have by being objects.
 */
final class CustomSchemaWriter {
  private final SchemaWriter schemas;

  CustomSchemaWriter(SchemaWriter schemas) {
    this.schemas = schemas;
  }

  /** Writes the schema of a kind's objects. */
  void write(ObjectNode target, Structural root) {
    if (root.source() instanceof ObjectNode source) {
      target.setAll(source.deepCopy());
    }
    target.put("type", "object");
    embedded(target, root);
    resource(target);
  }

  /** Goes on to the objects inside; nodes of the two trees stand side by side. */
  private void embedded(ObjectNode target, Structural structural) {
    if (structural.embeddedResource()) {
      resource(target);
    }
    structural
        .properties()
        .forEach((name, child) -> below(target.path("properties").get(name), child));
    if (structural.items() != null) {
      below(target.get("items"), structural.items());
    }
    if (structural.additional() != null) {
      below(target.get("additionalProperties"), structural.additional());
    }
  }

  private void below(@Nullable JsonNode target, Structural child) {
    if (target instanceof ObjectNode node) {
      embedded(node, child);
    }
  }

  private void resource(ObjectNode target) {
    var properties = target.withObject("properties");
    properties
        .putObject("apiVersion")
        .put("description", "Group and version of this object's schema.")
        .put("type", "string");
    properties
        .putObject("kind")
        .put("description", "Name of this object's type, in CamelCase.")
        .put("type", "string");
    schemas.objectMeta(
        properties.putObject("metadata").put("description", "Name, labels and so on."));
  }
}
