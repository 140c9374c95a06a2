package io.coxswain.apiserver.custom;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.coxswain.api.Json;
import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.cel.ReservedWords;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The CEL types of structural schemas. Fields whose type is unknown are not accessible, as upstream
 * documents for {@code x-kubernetes-preserve-unknown-fields}.
 */
public final class SchemaTypes {
  private static final Structural META =
      Structural.of(
          Json.tree(
              "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
                  + "\"generateName\":{\"type\":\"string\"}}}"));
  private static final Structural TEXT = Structural.of(Json.tree("{\"type\":\"string\"}"));

  private final Map<String, StructType> structs = new HashMap<>();

  /** Every object type met so far, by name. */
  Map<String, StructType> structs() {
    return structs;
  }

  /** The type of a schema; null where nothing is known of its values. */
  @Nullable CelType of(Structural schema, String name, boolean resource) {
    if (schema.intOrString()) {
      return SimpleType.DYN;
    }
    return switch (schema.type()) {
      case "object" -> object(schema, name, resource || schema.embeddedResource());
      case "array" -> {
        var items = schema.items();
        var element = items == null ? null : of(items, name + ".@idx", false);
        yield element == null ? null : ListType.create(element);
      }
      case "string" ->
          switch (schema.format()) {
            case "byte" -> SimpleType.BYTES;
            case "date", "date-time", "datetime" -> SimpleType.TIMESTAMP;
            case "duration" -> SimpleType.DURATION;
            default -> SimpleType.STRING;
          };
      case "integer" -> SimpleType.INT;
      case "number" -> SimpleType.DOUBLE;
      case "boolean" -> SimpleType.BOOL;
      default -> null;
    };
  }

  private @Nullable CelType object(Structural schema, String name, boolean resource) {
    var additional = schema.additional();
    if (additional != null) {
      var value = of(additional, name + ".@elem", false);
      return value == null ? null : MapType.create(SimpleType.STRING, value);
    }
    var fields = new LinkedHashMap<String, CelType>();
    for (var field : properties(schema, resource).entrySet()) {
      var escaped = escape(field.getKey());
      var type = of(field.getValue(), name + "." + field.getKey(), false);
      if (type != null && escaped != null) {
        fields.put(escaped, type);
      }
    }
    var struct =
        StructType.create(
            name,
            ImmutableSet.copyOf(fields.keySet()),
            field -> Optional.ofNullable(fields.get(field)));
    structs.put(name, struct);
    return struct;
  }

  /** The accessible properties; objects of the API have their kind and name besides. */
  static Map<String, Structural> properties(Structural schema, boolean resource) {
    if (!resource) {
      return schema.properties();
    }
    var all = new LinkedHashMap<>(schema.properties());
    all.put("apiVersion", TEXT);
    all.put("kind", TEXT);
    all.put("metadata", META);
    return all;
  }

  /** A property's name as expressions write it; null where they can't. */
  public static @Nullable String escape(String name) {
    if (ReservedWords.ALL.contains(name)) {
      return "__" + name + "__";
    }
    if (!name.matches("[A-Za-z_.\\-/][A-Za-z0-9_.\\-/]*")) {
      return null;
    }
    return name.replace("__", "__underscores__")
        .replace(".", "__dot__")
        .replace("-", "__dash__")
        .replace("/", "__slash__");
  }
}
