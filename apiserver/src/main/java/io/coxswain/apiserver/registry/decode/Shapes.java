package io.coxswain.apiserver.registry.decode;

import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.Schema.ReferenceSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Prepares schemas for decoding, each once. Safe for concurrent use. */
final class Shapes {
  private final Map<ObjectSchema, Shape.ObjectShape> done = new IdentityHashMap<>();

  synchronized Shape.ObjectShape of(ObjectSchema schema) {
    var known = done.get(schema);
    if (known != null) {
      return known;
    }
    Map<String, Shape.Field> fields = new HashMap<>();
    List<Shape.Field> filled = new ArrayList<>();
    var name = Shape.simpleName(schema);
    var shape = new Shape.ObjectShape(name, fields, filled, schema.preserveUnknownFields());
    done.put(schema, shape);
    for (var property : schema.fields().values()) {
      var field =
          new Shape.Field(
              property.name().intern(),
              shape(shape, property),
              property.writeEmpty() || property.struct() || keepsEmpty(property.schema()),
              !property.required() && ZeroValues.omitted(name, property),
              property.struct(),
              property.defaultValue());
      fields.put(field.name(), field);
      if (field.defaultValue() != null || field.struct()) {
        filled.add(field);
      }
    }
    return shape;
  }

  private Shape shape(Shape.ObjectShape owner, Property property) {
    var either = SchemaUnions.of(owner, property);
    return either == null ? shape(property.schema()) : either;
  }

  private Shape shape(Schema schema) {
    return switch (schema) {
      case ObjectSchema object -> of(object);
      case ListSchema list -> new Shape.ListShape(shape(list.element()));
      case MapSchema map -> new Shape.MapShape(shape(map.value()));
      case ScalarSchema scalar -> new Shape.ScalarShape(scalar.kind());
      case AnySchema ignored -> Shape.ANY;
      case ReferenceSchema reference -> named(reference.name());
    };
  }

  /** A type inside itself was begun before it is met again. */
  private Shape named(String name) {
    return done.keySet().stream()
        .filter(schema -> schema.name().equals(name))
        .findFirst()
        .<Shape>map(done::get)
        .orElse(Shape.ANY);
  }

  /** A present object means something even when nothing is set in it: {@code emptyDir: {}}. */
  private static boolean keepsEmpty(Schema schema) {
    return !(schema instanceof ListSchema) && !(schema instanceof MapSchema);
  }
}
