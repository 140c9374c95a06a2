package io.coxswain.apiserver.custom;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parts of definitions as errors show them: upstream's internal types have no names for JSON, so
 * that all their fields are written, under their names in Go.
 */
final class GoSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private enum Form {
    TEXT,
    FLAG,
    /** Written as it is, nothing where it is missing. */
    VALUE,
    SCHEMA,
    SCHEMAS,
    SCHEMA_BY_NAME,
    SCHEMA_OR_LIST,
    SCHEMA_OR_FLAG,
    RULES
  }

  private record Field(String name, String go, Form form) {
    static Field of(String name, Form form) {
      return new Field(name, Character.toUpperCase(name.charAt(0)) + name.substring(1), form);
    }
  }

  /** The fields of a schema in upstream's order. */
  private static final List<Field> FIELDS =
      List.of(
          new Field("id", "ID", Form.TEXT),
          new Field("$schema", "Schema", Form.TEXT),
          new Field("$ref", "Ref", Form.VALUE),
          Field.of("description", Form.TEXT),
          Field.of("type", Form.TEXT),
          Field.of("nullable", Form.FLAG),
          Field.of("format", Form.TEXT),
          Field.of("title", Form.TEXT),
          Field.of("default", Form.VALUE),
          Field.of("maximum", Form.VALUE),
          Field.of("exclusiveMaximum", Form.FLAG),
          Field.of("minimum", Form.VALUE),
          Field.of("exclusiveMinimum", Form.FLAG),
          Field.of("maxLength", Form.VALUE),
          Field.of("minLength", Form.VALUE),
          Field.of("pattern", Form.TEXT),
          Field.of("maxItems", Form.VALUE),
          Field.of("minItems", Form.VALUE),
          Field.of("uniqueItems", Form.FLAG),
          Field.of("multipleOf", Form.VALUE),
          Field.of("enum", Form.VALUE),
          Field.of("maxProperties", Form.VALUE),
          Field.of("minProperties", Form.VALUE),
          Field.of("required", Form.VALUE),
          Field.of("items", Form.SCHEMA_OR_LIST),
          Field.of("allOf", Form.SCHEMAS),
          Field.of("oneOf", Form.SCHEMAS),
          Field.of("anyOf", Form.SCHEMAS),
          Field.of("not", Form.SCHEMA),
          Field.of("properties", Form.SCHEMA_BY_NAME),
          Field.of("additionalProperties", Form.SCHEMA_OR_FLAG),
          Field.of("patternProperties", Form.SCHEMA_BY_NAME),
          Field.of("dependencies", Form.VALUE),
          Field.of("additionalItems", Form.SCHEMA_OR_FLAG),
          Field.of("definitions", Form.SCHEMA_BY_NAME),
          Field.of("externalDocs", Form.VALUE),
          Field.of("example", Form.VALUE),
          new Field("x-kubernetes-preserve-unknown-fields", "XPreserveUnknownFields", Form.VALUE),
          new Field("x-kubernetes-embedded-resource", "XEmbeddedResource", Form.FLAG),
          new Field("x-kubernetes-int-or-string", "XIntOrString", Form.FLAG),
          new Field("x-kubernetes-list-map-keys", "XListMapKeys", Form.VALUE),
          new Field("x-kubernetes-list-type", "XListType", Form.VALUE),
          new Field("x-kubernetes-map-type", "XMapType", Form.VALUE),
          new Field("x-kubernetes-validations", "XValidations", Form.RULES));

  /** What the root may say where the status is a subresource, in upstream's order. */
  private static final List<String> AT_ROOT =
      List.of(
          "Description",
          "Type",
          "Format",
          "Title",
          "Maximum",
          "ExclusiveMaximum",
          "Minimum",
          "ExclusiveMinimum",
          "MaxLength",
          "MinLength",
          "Pattern",
          "MaxItems",
          "MinItems",
          "UniqueItems",
          "MultipleOf",
          "Required",
          "Items",
          "Properties",
          "ExternalDocs",
          "Example",
          "XPreserveUnknownFields",
          "XValidations");

  private static final Set<String> ALLOWED_AT_ROOT = Set.copyOf(AT_ROOT);
  static final String ROOT_RULE =
      "only ["
          + String.join(" ", AT_ROOT)
          + "] fields are allowed at the root of the schema if the status subresource is enabled";

  private GoSchema() {}

  /** The first field, in upstream's order, that is not for a root with a status, or empty. */
  static String firstNotForRoot(JsonNode schema) {
    for (var field : FIELDS) {
      if (isSet(schema.get(field.name()))
          && (!ALLOWED_AT_ROOT.contains(field.go())
              || field.go().equals("Type") && !schema.path("type").asString("").equals("object"))) {
        return field.name();
      }
    }
    return "";
  }

  private static boolean isSet(@Nullable JsonNode value) {
    return value != null
        && !value.isNull()
        && !(value.isString() && value.stringValue().isEmpty())
        && !(value.isArray() && value.isEmpty())
        && !(value.isBoolean() && !value.booleanValue());
  }

  static JsonNode schema(JsonNode schema) {
    var shown = JSON.objectNode();
    for (var field : FIELDS) {
      shown.set(field.go(), value(schema.get(field.name()), field.form()));
    }
    return shown;
  }

  /** A rule of {@code x-kubernetes-validations}. */
  static JsonNode rule(JsonNode rule) {
    var shown = JSON.objectNode();
    shown.put("Rule", rule.path("rule").asString(""));
    shown.put("Message", rule.path("message").asString(""));
    shown.put("MessageExpression", rule.path("messageExpression").asString(""));
    shown.set("Reason", orNull(rule.get("reason")));
    shown.put("FieldPath", rule.path("fieldPath").asString(""));
    shown.set("OptionalOldSelf", orNull(rule.get("optionalOldSelf")));
    return shown;
  }

  /**
   * The versions of a definition.
   *
   * @param hoisted fields that all versions share, which upstream has at the top instead
   */
  static JsonNode versions(JsonNode versions, Set<String> hoisted) {
    var shown = JSON.arrayNode();
    for (var version : versions) {
      var one = shown.addObject();
      one.put("Name", version.path("name").asString(""));
      one.put("Served", version.path("served").asBoolean(false));
      one.put("Storage", version.path("storage").asBoolean(false));
      one.put("Deprecated", version.path("deprecated").asBoolean(false));
      one.set("DeprecationWarning", orNull(version.get("deprecationWarning")));
      part(
          one,
          version,
          "schema",
          "Schema",
          hoisted,
          schema -> wrap("OpenAPIV3Schema", value(schema.get("openAPIV3Schema"), Form.SCHEMA)));
      part(one, version, "subresources", "Subresources", hoisted, GoSchema::subresources);
      part(
          one,
          version,
          "additionalPrinterColumns",
          "AdditionalPrinterColumns",
          hoisted,
          GoSchema::columns);
      part(one, version, "selectableFields", "SelectableFields", hoisted, GoSchema::selectable);
    }
    return shown;
  }

  private static void part(
      ObjectNode shown,
      JsonNode version,
      String field,
      String go,
      Set<String> hoisted,
      UnaryOperator<JsonNode> form) {
    var value = version.get(field);
    var absent = value == null || value.isNull() || hoisted.contains(field);
    shown.set(go, absent ? JSON.nullNode() : form.apply(value));
  }

  private static JsonNode subresources(JsonNode value) {
    var shown = JSON.objectNode();
    shown.set("Status", value.has("status") ? JSON.objectNode() : JSON.nullNode());
    var scale = value.get("scale");
    if (scale == null) {
      shown.set("Scale", JSON.nullNode());
    } else {
      shown
          .putObject("Scale")
          .put("SpecReplicasPath", scale.path("specReplicasPath").asString(""))
          .put("StatusReplicasPath", scale.path("statusReplicasPath").asString(""))
          .set("LabelSelectorPath", orNull(scale.get("labelSelectorPath")));
    }
    return shown;
  }

  private static JsonNode columns(JsonNode value) {
    var shown = JSON.arrayNode();
    for (var column : value) {
      shown
          .addObject()
          .put("Name", column.path("name").asString(""))
          .put("Type", column.path("type").asString(""))
          .put("Format", column.path("format").asString(""))
          .put("Description", column.path("description").asString(""))
          .put("Priority", column.path("priority").asInt(0))
          .put("JSONPath", column.path("jsonPath").asString(""));
    }
    return shown;
  }

  private static JsonNode selectable(JsonNode value) {
    var shown = JSON.arrayNode();
    value.forEach(field -> shown.addObject().put("JSONPath", field.path("jsonPath").asString("")));
    return shown;
  }

  private static JsonNode value(@Nullable JsonNode value, Form form) {
    if (value == null || value.isNull()) {
      return switch (form) {
        case TEXT -> JSON.stringNode("");
        case FLAG -> JSON.booleanNode(false);
        default -> JSON.nullNode();
      };
    }
    return switch (form) {
      case TEXT, FLAG, VALUE -> value;
      case SCHEMA -> schema(value);
      case SCHEMAS -> each(value, GoSchema::schema);
      case RULES -> each(value, GoSchema::rule);
      case SCHEMA_BY_NAME -> byName(value);
      case SCHEMA_OR_LIST -> {
        var shown = wrap("Schema", value.isObject() ? schema(value) : JSON.nullNode());
        shown.set("JSONSchemas", value.isArray() ? each(value, GoSchema::schema) : JSON.nullNode());
        yield shown;
      }
      case SCHEMA_OR_FLAG -> {
        var allows = value.isObject() || value.asBoolean(false);
        var shown = wrap("Allows", JSON.booleanNode(allows));
        shown.set("Schema", value.isObject() ? schema(value) : JSON.nullNode());
        yield shown;
      }
    };
  }

  private static JsonNode byName(JsonNode schemas) {
    var sorted = new TreeMap<String, JsonNode>();
    schemas.properties().forEach(entry -> sorted.put(entry.getKey(), schema(entry.getValue())));
    var shown = JSON.objectNode();
    sorted.forEach(shown::set);
    return shown;
  }

  private static JsonNode each(JsonNode list, UnaryOperator<JsonNode> form) {
    var shown = JSON.arrayNode();
    list.forEach(item -> shown.add(form.apply(item)));
    return shown;
  }

  private static ObjectNode wrap(String field, JsonNode value) {
    var shown = JSON.objectNode();
    shown.set(field, value);
    return shown;
  }

  private static JsonNode orNull(@Nullable JsonNode value) {
    return value == null ? JSON.nullNode() : value;
  }
}
