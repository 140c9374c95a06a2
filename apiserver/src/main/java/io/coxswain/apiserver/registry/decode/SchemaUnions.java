package io.coxswain.apiserver.registry.decode;

import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.apiserver.registry.decode.Message.SchemaOr;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a CustomResourceDefinition's schemas that hold a schema or something else: free
 * JSON in the record, and messages of their own in protobuf (apiextensions/v1 generated.proto).
 */
final class SchemaUnions {
  private static final String SCHEMAS = "JSONSchemaProps";

  private SchemaUnions() {}

  /** What such a field holds in JSON; null for all others. */
  static @Nullable Shape of(Shape.ObjectShape owner, Property property) {
    if (!owner.typeName().equals(SCHEMAS)) {
      return null;
    }
    return switch (property.name()) {
      case "items", "additionalProperties", "additionalItems" -> new Shape.SchemaOrShape(owner);
      case "dependencies" -> new Shape.MapShape(new Shape.SchemaOrShape(owner));
      default -> null;
    };
  }

  /** How such a field is encoded in protobuf; null for all others. */
  static @Nullable Message of(Message.Fields owner, Property property) {
    if (!owner.typeName().equals(SCHEMAS)) {
      return null;
    }
    return switch (property.name()) {
      case "items" -> new SchemaOr(owner, 1, new Message.Repeated(owner), 2);
      case "additionalProperties", "additionalItems" ->
          new SchemaOr(owner, 2, new Message.Scalar(Kind.BOOLEAN), 1);
      case "dependencies" ->
          new Message.Entries(
              new SchemaOr(owner, 1, new Message.Repeated(new Message.Scalar(Kind.STRING)), 2));
      default -> null;
    };
  }
}
