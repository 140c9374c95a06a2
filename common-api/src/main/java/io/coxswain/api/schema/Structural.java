package io.coxswain.api.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One node of the OpenAPI v3 schema that a CustomResourceDefinition brings, read once so that
 * pruning, defaulting, validation and CEL need not interpret JSON. It follows the wire format of
 * {@code JSONSchemaProps}; {@link CustomSchemas} makes the project's {@link Schema} of it.
 *
 * @param source the node as it was written
 * @param type {@code object}, {@code array}, {@code string}, {@code integer}, {@code number} or
 *     {@code boolean}; empty where none is said
 * @param additional the schema of values under free keys; null where there is none
 * @param anyAdditional {@code additionalProperties: true}
 * @param limits bounds on numbers, lengths and sizes
 * @param allowed the values of {@code enum}; empty for any
 */
public record Structural(
    JsonNode source,
    String type,
    String format,
    String doc,
    boolean nullable,
    boolean preserveUnknownFields,
    boolean embeddedResource,
    boolean intOrString,
    @Nullable JsonNode defaultValue,
    Map<String, Structural> properties,
    List<String> required,
    @Nullable Structural items,
    @Nullable Structural additional,
    boolean anyAdditional,
    ListType listType,
    List<String> listMapKeys,
    boolean atomicMap,
    Limits limits,
    List<JsonNode> allowed,
    List<Structural> allOf,
    List<Structural> anyOf,
    List<Structural> oneOf,
    @Nullable Structural not,
    List<Rule> rules) {

  /** Bounds of a value; null where there is none. Lengths are in characters. */
  public record Limits(
      @Nullable BigDecimal minimum,
      @Nullable BigDecimal maximum,
      boolean exclusiveMinimum,
      boolean exclusiveMaximum,
      @Nullable BigDecimal multipleOf,
      @Nullable Long minLength,
      @Nullable Long maxLength,
      @Nullable String pattern,
      @Nullable Long minItems,
      @Nullable Long maxItems,
      boolean uniqueItems,
      @Nullable Long minProperties,
      @Nullable Long maxProperties) {}

  /**
   * A CEL rule of {@code x-kubernetes-validations}.
   *
   * @param message empty where upstream's default message is used
   * @param messageExpression empty for none
   * @param reason empty for FieldValueInvalid
   * @param fieldPath empty for the place of the rule itself
   */
  public record Rule(
      String rule,
      String message,
      String messageExpression,
      String reason,
      String fieldPath,
      @Nullable Boolean optionalOldSelf) {}

  /** Reads a schema; fields of a wrong type count as absent, since decoding refused them. */
  public static Structural of(JsonNode source) {
    var additional = source.get("additionalProperties");
    var items = source.get("items");
    var not = source.get("not");
    return new Structural(
        source,
        text(source, "type"),
        text(source, "format"),
        text(source, "description"),
        flag(source, "nullable"),
        flag(source, "x-kubernetes-preserve-unknown-fields"),
        flag(source, "x-kubernetes-embedded-resource"),
        flag(source, "x-kubernetes-int-or-string"),
        source.get("default"),
        properties(source),
        texts(source.path("required")),
        items != null && items.isObject() ? of(items) : null,
        additional != null && additional.isObject() ? of(additional) : null,
        additional != null && additional.isBoolean() && additional.booleanValue(),
        listType(text(source, "x-kubernetes-list-type")),
        texts(source.path("x-kubernetes-list-map-keys")),
        text(source, "x-kubernetes-map-type").equals("atomic"),
        limits(source),
        nodes(source.path("enum")),
        schemas(source.path("allOf")),
        schemas(source.path("anyOf")),
        schemas(source.path("oneOf")),
        not != null && not.isObject() ? of(not) : null,
        rules(source.path("x-kubernetes-validations")));
  }

  /** The schema of a property; null where none is named so. */
  public @Nullable Structural property(String name) {
    return properties.get(name);
  }

  private static Map<String, Structural> properties(JsonNode source) {
    var properties = new LinkedHashMap<String, Structural>();
    for (var entry : source.path("properties").properties()) {
      properties.put(entry.getKey(), of(entry.getValue()));
    }
    return Collections.unmodifiableMap(properties);
  }

  private static Limits limits(JsonNode source) {
    return new Limits(
        decimal(source, "minimum"),
        decimal(source, "maximum"),
        flag(source, "exclusiveMinimum"),
        flag(source, "exclusiveMaximum"),
        decimal(source, "multipleOf"),
        whole(source, "minLength"),
        whole(source, "maxLength"),
        source.path("pattern").isString() ? source.path("pattern").stringValue() : null,
        whole(source, "minItems"),
        whole(source, "maxItems"),
        flag(source, "uniqueItems"),
        whole(source, "minProperties"),
        whole(source, "maxProperties"));
  }

  private static List<Rule> rules(JsonNode list) {
    var rules = new ArrayList<Rule>();
    for (var rule : list) {
      var optional = rule.get("optionalOldSelf");
      rules.add(
          new Rule(
              text(rule, "rule"),
              text(rule, "message"),
              text(rule, "messageExpression"),
              text(rule, "reason"),
              text(rule, "fieldPath"),
              optional == null || !optional.isBoolean() ? null : optional.booleanValue()));
    }
    return List.copyOf(rules);
  }

  private static ListType listType(String text) {
    return switch (text) {
      case "set" -> ListType.SET;
      case "map" -> ListType.MAP;
      default -> ListType.ATOMIC;
    };
  }

  private static List<Structural> schemas(JsonNode list) {
    var schemas = new ArrayList<Structural>();
    list.forEach(schema -> schemas.add(of(schema)));
    return List.copyOf(schemas);
  }

  private static List<JsonNode> nodes(JsonNode list) {
    var nodes = new ArrayList<JsonNode>();
    list.forEach(nodes::add);
    return List.copyOf(nodes);
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asString("")));
    return List.copyOf(texts);
  }

  private static String text(JsonNode source, String field) {
    var value = source.get(field);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  private static boolean flag(JsonNode source, String field) {
    var value = source.get(field);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  private static @Nullable BigDecimal decimal(JsonNode source, String field) {
    var value = source.get(field);
    return value != null && value.isNumber() ? value.decimalValue() : null;
  }

  private static @Nullable Long whole(JsonNode source, String field) {
    var value = source.get(field);
    return value != null && value.isNumber() ? value.longValue() : null;
  }
}
