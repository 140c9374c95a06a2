package io.coxswain.api.schema;

import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes {@link Schema}s of the structural schemas of custom resources, for what reads the shape of
 * objects alone: server-side apply, OpenAPI paths, {@code explain}. Value validation stays with the
 * structural schema.
 */
public final class CustomSchemas {
  private static final Schema METADATA =
      new SchemaReader().read(io.coxswain.api.meta.v1.ObjectMeta.class);

  private CustomSchemas() {}

  /** The schema of the objects of a kind, with apiVersion, kind and metadata. */
  public static ObjectSchema root(String name, Structural structural) {
    return object(name, structural, true);
  }

  private static ObjectSchema object(String name, Structural structural, boolean resource) {
    Map<String, Property> fields = new LinkedHashMap<>();
    if (resource) {
      fields.put("apiVersion", typed("apiVersion", text(), "Group and version of the schema."));
      fields.put("kind", typed("kind", text(), "Name of the object's type, in CamelCase."));
      fields.put("metadata", typed("metadata", METADATA, "Name, labels and the like."));
    }
    structural
        .properties()
        .forEach(
            (field, child) -> {
              if (!fields.containsKey(field)) {
                var required = structural.required().contains(field);
                fields.put(
                    field,
                    new Property(
                        field,
                        of(child),
                        child.doc(),
                        0,
                        List.of(),
                        required,
                        false,
                        true,
                        child.defaultValue()));
              }
            });
    return new ObjectSchema(
        name,
        structural.doc(),
        Collections.unmodifiableMap(fields),
        structural.preserveUnknownFields());
  }

  private static Property typed(String name, Schema schema, String doc) {
    return new Property(name, schema, doc, 0, List.of(), false, false, false, null);
  }

  private static Schema text() {
    return new ScalarSchema(Kind.STRING, Set.of());
  }

  /** The shape of one node. */
  static Schema of(Structural structural) {
    if (structural.intOrString()) {
      return new ScalarSchema(Kind.INT_OR_STRING, Set.of());
    }
    return switch (structural.type()) {
      case "object" -> {
        var additional = structural.additional();
        if (additional != null) {
          yield new MapSchema(of(additional));
        }
        if (structural.anyAdditional()) {
          yield new MapSchema(new AnySchema());
        }
        yield object("", structural, structural.embeddedResource());
      }
      case "array" -> {
        var items = structural.items();
        yield new ListSchema(
            items == null ? new AnySchema() : of(items),
            structural.listType(),
            List.copyOf(structural.listMapKeys()),
            null,
            false,
            false);
      }
      case "string" ->
          new ScalarSchema(structural.format().equals("byte") ? Kind.BYTES : Kind.STRING, Set.of());
      case "integer" ->
          new ScalarSchema(structural.format().equals("int32") ? Kind.INT32 : Kind.INT64, Set.of());
      case "number" -> new ScalarSchema(Kind.DOUBLE, Set.of());
      case "boolean" -> new ScalarSchema(Kind.BOOLEAN, Set.of());
      default -> new AnySchema();
    };
  }
}
