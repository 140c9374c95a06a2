package io.coxswain.api.apply;

import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.ReferenceSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How finely values are owned, as a schema says. What no schema describes is deduced from the
 * value: objects are owned entry by entry, everything else as a whole. Used by one thread.
 */
final class Typing {
  /** The type of values without a schema. */
  static final ObjectSchema DEDUCED = new ObjectSchema("", "", Map.of(), true);

  private final ObjectSchema root;
  private final Map<String, ObjectSchema> named = new HashMap<>();

  Typing(ObjectSchema root) {
    this.root = root;
  }

  /** How a value is taken apart. */
  enum Grain {
    /** Owned as one. */
    LEAF,
    /** An object, field by field or entry by entry. */
    OBJECT,
    /** A list, by its keys or values. */
    LIST
  }

  static Grain grain(Schema schema, @Nullable JsonNode value) {
    return switch (schema) {
      case ObjectSchema object when object == DEDUCED ->
          value != null && value.isObject() ? Grain.OBJECT : Grain.LEAF;
      case ObjectSchema object -> object.atomic() ? Grain.LEAF : Grain.OBJECT;
      case MapSchema map -> map.atomic() ? Grain.LEAF : Grain.OBJECT;
      case ListSchema list -> list.type() == ListType.ATOMIC ? Grain.LEAF : Grain.LIST;
      case ScalarSchema ignored -> Grain.LEAF;
      case AnySchema ignored -> Grain.LEAF;
      case ReferenceSchema reference ->
          throw new IllegalStateException(reference.name() + " was not resolved");
    };
  }

  /** The schema of a field or entry; null where there may be none. */
  @Nullable Schema entry(Schema schema, String name) {
    return switch (schema) {
      case ObjectSchema object -> {
        var property = object.field(name);
        yield property != null
            ? resolve(property.schema())
            : object.preserveUnknownFields() ? DEDUCED : null;
      }
      case MapSchema map -> resolve(map.value());
      default -> null;
    };
  }

  /** The schema of a field or entry of a checked value. */
  Schema below(Schema schema, String name) {
    var found = entry(schema, name);
    return found == null ? DEDUCED : found;
  }

  Schema element(ListSchema list) {
    return resolve(list.element());
  }

  /** Whether the schema names the field; entries of maps and unknown fields are not named. */
  static boolean names(Schema schema, String field) {
    return schema instanceof ObjectSchema object && object.field(field) != null;
  }

  private Schema resolve(Schema schema) {
    if (!(schema instanceof ReferenceSchema reference)) {
      return schema;
    }
    if (named.isEmpty()) {
      collect(root, new IdentityHashMap<>());
    }
    var found = named.get(reference.name());
    return found == null ? DEDUCED : found;
  }

  private void collect(Schema schema, IdentityHashMap<Schema, Schema> seen) {
    switch (schema) {
      case ObjectSchema object -> {
        if (seen.put(object, object) == null) {
          named.putIfAbsent(object.name(), object);
          object.fields().values().forEach(field -> collect(field.schema(), seen));
        }
      }
      case ListSchema list -> collect(list.element(), seen);
      case MapSchema map -> collect(map.value(), seen);
      default -> {
        // leaves hold no types
      }
    }
  }
}
