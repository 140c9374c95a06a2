package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.Schema.ReferenceSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import io.coxswain.api.schema.SchemaReader;
import io.coxswain.api.schema.Structural;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes schemas as named definitions, each once, with all that they refer to. Types upstream has a
 * name for (times, quantities) are definitions too.
 */
final class SchemaWriter {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final String MAP_TYPE = "x-kubernetes-map-type";
  static final String PATCH = META + "Patch";
  private static final String TIME = META + "Time";
  private static final String MICRO_TIME = META + "MicroTime";
  private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
  private static final String INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

  private static final ObjectSchema OBJECT_META = new SchemaReader().read(ObjectMeta.class);

  /**
   * Where a schema stands.
   *
   * @param builtIn false inside custom kinds
   * @param free the type of values that may be anything
   */
  private record Place(boolean builtIn, FreeType free) {}

  private final Dialect dialect;
  private final Map<String, Structural> custom;
  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  /** Writes for a version of OpenAPI; custom kinds have theirs by the name of their schema. */
  SchemaWriter(Dialect dialect, Map<String, Structural> custom) {
    this.dialect = dialect;
    this.custom = Map.copyOf(custom);
  }

  Dialect dialect() {
    return dialect;
  }

  /** Everything written so far, by name. */
  Map<String, ObjectNode> definitions() {
    return definitions;
  }

  /** Makes sure that an object schema is defined, and returns its definition. */
  ObjectNode define(ObjectSchema schema) {
    var known = definitions.get(schema.name());
    if (known != null) {
      return known;
    }
    var definition = Json.mapper().createObjectNode();
    definitions.put(schema.name(), definition);
    var structural = custom.get(schema.name());
    if (structural != null && dialect == Dialect.V3) {
      new CustomSchemaWriter(this).write(definition, structural);
    } else {
      object(definition, schema, structural == null);
    }
    return definition;
  }

  /** Makes a field one of ObjectMeta, which is defined. */
  void objectMeta(ObjectNode target) {
    define(OBJECT_META);
    dialect.refer(target, OBJECT_META.name());
  }

  /** A reference to an object schema, which is defined. */
  ObjectNode reference(ObjectSchema schema) {
    define(schema);
    return dialect.reference(schema.name());
  }

  /** Marks a definition as the body of a kind; one type may be the body of several. */
  static void markKind(ObjectNode definition, String group, String version, String kind) {
    var marks = definition.withArray("x-kubernetes-group-version-kind");
    marks.addObject().put("group", group).put("kind", kind).put("version", version);
  }

  /** The definition of patches: any object. */
  ObjectNode patch() {
    return leaf(
        PATCH, "A change to an object, in the format the Content-Type names.", "object", "");
  }

  private void object(ObjectNode target, ObjectSchema schema, boolean builtIn) {
    if (!schema.doc().isEmpty()) {
      target.put("description", schema.doc());
    }
    target.put("type", "object");
    var required = schema.fields().values().stream().filter(Property::required).toList();
    if (!required.isEmpty()) {
      var names = target.putArray("required");
      required.forEach(property -> names.add(property.name()));
    }
    if (!schema.fields().isEmpty()) {
      var properties = target.putObject("properties");
      for (var property : schema.fields().values()) {
        var node = properties.putObject(property.name());
        property(node, property, new Place(builtIn, FreeType.of(schema, property)));
        if (!builtIn) {
          putDefault(node, property.defaultValue());
          continue;
        }
        PublishedEnums.correct(schema, property, node);
        if (dialect == Dialect.V3) {
          putDefault(node, PublishedDefaults.of(schema, property));
        }
      }
    }
    if (schema.preserveUnknownFields()) {
      target.put("x-kubernetes-preserve-unknown-fields", true);
    }
    if (schema.atomic() || schema.granular()) {
      target.put(MAP_TYPE, "atomic");
    }
  }

  private static void putDefault(ObjectNode target, @Nullable JsonNode value) {
    if (value != null) {
      target.set("default", value);
    }
  }

  private void property(ObjectNode target, Property property, Place place) {
    if (!property.doc().isEmpty()) {
      target.put("description", property.doc());
    }
    write(target, property.schema(), place);
    if (!property.patchStrategy().isEmpty()) {
      target.put("x-kubernetes-patch-strategy", property.patchStrategy());
    }
  }

  private void element(ObjectNode target, Schema schema, Place place) {
    write(target, schema, place);
    if (place.builtIn && dialect == Dialect.V3) {
      putDefault(target, PublishedDefaults.ofElement(schema));
    }
  }

  private void write(ObjectNode target, Schema schema, Place place) {
    switch (schema) {
      case ObjectSchema object when object.name().isEmpty() ->
          object(target, object, place.builtIn);
      case ObjectSchema object -> {
        define(object);
        dialect.refer(target, object.name());
        if (object.granular()) {
          target.put(MAP_TYPE, "granular");
        }
      }
      case ReferenceSchema reference -> dialect.refer(target, reference.name());
      case ListSchema list -> list(target, list, place);
      case MapSchema map -> {
        target.put("type", "object");
        element(target.putObject("additionalProperties"), map.value(), place);
        if (map.atomic()) {
          target.put(MAP_TYPE, "atomic");
        }
      }
      case ScalarSchema scalar -> scalar(target, scalar);
      case AnySchema any when place.builtIn -> {
        leaf(place.free.name(), place.free.doc(), place.free.type(), "");
        dialect.refer(target, place.free.name());
      }
      case AnySchema any -> target.put("x-kubernetes-preserve-unknown-fields", true);
    }
  }

  private void list(ObjectNode target, ListSchema list, Place place) {
    target.put("type", "array");
    element(target.putObject("items"), list.element(), place);
    target.put(
        "x-kubernetes-list-type",
        switch (list.type()) {
          case ATOMIC -> "atomic";
          case SET -> "set";
          case MAP -> "map";
        });
    if (list.type() == ListType.MAP) {
      var keys = target.putArray("x-kubernetes-list-map-keys");
      list.keys().forEach(keys::add);
    }
    if (list.mergeKey() != null) {
      target.put("x-kubernetes-patch-merge-key", list.mergeKey());
    }
    if (list.mergeKey() != null || list.mergePatch()) {
      target.put("x-kubernetes-patch-strategy", list.retainKeys() ? "merge,retainKeys" : "merge");
    }
  }

  private void scalar(ObjectNode target, ScalarSchema scalar) {
    switch (scalar.kind()) {
      case STRING -> type(target, "string", "");
      case INT32 -> type(target, "integer", "int32");
      case INT64 -> type(target, "integer", "int64");
      case DOUBLE -> type(target, "number", "double");
      case BOOLEAN -> type(target, "boolean", "");
      case BYTES -> type(target, "string", "byte");
      case TIME -> {
        leaf(TIME, "A point in time, RFC 3339 with whole seconds.", "string", "date-time");
        dialect.refer(target, TIME);
      }
      case MICRO_TIME -> {
        leaf(MICRO_TIME, "A point in time, RFC 3339 with microseconds.", "string", "date-time");
        dialect.refer(target, MICRO_TIME);
      }
      case QUANTITY -> {
        either(QUANTITY, "A number with an optional suffix such as m, k, Mi or Gi.", "", "number");
        dialect.refer(target, QUANTITY);
      }
      case INT_OR_STRING -> {
        either(INT_OR_STRING, "A number, a percentage or a name.", "int-or-string", "integer");
        dialect.refer(target, INT_OR_STRING);
      }
    }
    if (!scalar.allowed().isEmpty()) {
      var allowed = target.putArray("enum");
      scalar.allowed().stream().sorted().forEach(allowed::add); // errors have an order of their own
    }
  }

  private ObjectNode leaf(String name, String doc, String type, String format) {
    return definitions.computeIfAbsent(
        name,
        key -> {
          var definition = Json.mapper().createObjectNode().put("description", doc);
          type(definition, type, format);
          return definition;
        });
  }

  /** A value that is a string or a number; version 2 can only say string. */
  private void either(String name, String doc, String format, String other) {
    var definition = leaf(name, doc, "string", format);
    if (dialect == Dialect.V3 && !definition.has("oneOf")) {
      definition.remove("type");
      var choices = definition.putArray("oneOf");
      choices.addObject().put("type", "string");
      choices.addObject().put("type", other);
    }
  }

  private static void type(ObjectNode target, String type, String format) {
    if (!type.isEmpty()) {
      target.put("type", type);
    }
    if (!format.isEmpty()) {
      target.put("format", format);
    }
  }
}
