package io.coxswain.apiserver.custom;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Checks what a schema may say at all: unsupported words, list and map types, defaults, rules. */
final class SchemaCheck {
  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "number", "object", "string");
  private static final List<String> UNSUPPORTED =
      List.of("id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref");
  private static final Set<String> META = Set.of("metadata", "kind", "apiVersion");

  private final Errors errors;

  private SchemaCheck(Errors errors) {
    this.errors = errors;
  }

  static void check(Value schema, Errors errors) {
    var before = errors.list().size();
    new SchemaCheck(errors).node(schema, true, "");
    if (errors.list().size() == before) {
      RuleCheck.check(schema, errors);
    }
  }

  /** {@code noDefaults} says where defaults are not allowed; empty where they are. */
  private void node(Value schema, boolean root, String noDefaults) {
    words(schema, noDefaults);
    mapType(schema);
    listType(schema);
    defaults(schema, noDefaults);
    if (schema.get("additionalProperties").node().isObject()) {
      node(schema.get("additionalProperties"), false, noDefaults);
    }
    for (var property : schema.get("properties").entries()) {
      node(
          property,
          false,
          root && META.contains(property.key()) ? "in top-level " + property.key() : noDefaults);
    }
    for (var list : List.of("allOf", "oneOf", "anyOf")) {
      schema.get(list).items().forEach(nested -> node(nested, false, noDefaults));
    }
    for (var child : List.of("not", "items")) {
      if (schema.get(child).node().isObject()) {
        node(schema.get(child), false, noDefaults);
      }
    }
  }

  private void words(Value schema, String noDefaults) {
    var type = schema.get("type");
    if (type.is("null")) {
      errors.forbidden(type, "type cannot be set to null, use nullable as an alternative");
    } else if (!type.text().isEmpty() && !TYPES.contains(type.text())) {
      errors.notSupported(type, TYPES);
    }
    if (schema.get("default").exists() && !noDefaults.isEmpty()) {
      errors.forbidden(schema.get("default"), "must not be set " + noDefaults);
    }
    for (var word : UNSUPPORTED) {
      if (schema.has(word)) {
        errors.forbidden(schema.get(word), word + " is not supported");
      }
    }
    if (schema.get("items").node().isArray()) {
      errors.forbidden(schema.get("items"), "items must be a schema object and not an array");
    }
    if (schema.get("uniqueItems").isTrue()) {
      errors.forbidden(
          schema.get("uniqueItems"),
          "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
    }
    var additional = schema.get("additionalProperties");
    if (additional.exists() && schema.get("properties").size() > 0 && !additional.isTrue()) {
      errors.forbidden(additional, "additionalProperties and properties are mutual exclusive");
    }
    var preserve = schema.get("x-kubernetes-preserve-unknown-fields");
    if (preserve.exists() && !preserve.isTrue()) {
      errors.invalid(preserve, "must be true or undefined");
    }
  }

  private void mapType(Value schema) {
    var mapType = schema.get("x-kubernetes-map-type");
    if (mapType.exists()) {
      requireType(schema, "object", "must be object if x-kubernetes-map-type is specified");
      if (!mapType.is("atomic") && !mapType.is("granular")) {
        errors.notSupported(mapType, List.of("atomic", "granular"));
      }
    }
  }

  private void requireType(Value schema, String wanted, String rule) {
    var type = schema.get("type");
    if (type.text().isEmpty()) {
      errors.required(type, rule);
    } else if (!type.is(wanted)) {
      errors.invalid(type, rule);
    }
  }

  private void listType(Value schema) {
    var listType = schema.get("x-kubernetes-list-type");
    var keys = schema.get("x-kubernetes-list-map-keys");
    if (listType.exists()) {
      requireType(schema, "array", "must be array if x-kubernetes-list-type is specified");
      if (!Set.of("atomic", "set", "map").contains(listType.text())) {
        errors.notSupported(listType, List.of("atomic", "set", "map"));
      }
    }
    if (!keys.items().isEmpty() && !listType.is("map")) {
      var rule = "must be map if x-kubernetes-list-map-keys is non-empty";
      if (listType.exists()) {
        errors.invalid(listType, rule);
      } else {
        errors.required(listType, rule);
      }
    }
    var items = schema.get("items");
    if (listType.is("set")) {
      setItems(items);
    } else if (listType.is("map")) {
      mapItems(schema, items, keys);
    }
    if ((listType.is("set") || listType.is("map")) && items.get("nullable").isTrue()) {
      errors.forbidden(
          items.get("nullable"),
          "cannot be nullable when x-kubernetes-list-type is " + listType.text());
    }
  }

  private void setItems(Value items) {
    var rule = "must be atomic as item of a list with x-kubernetes-list-type=set";
    var inner = items.get("x-kubernetes-list-type");
    if (items.get("type").is("array") && inner.exists() && !inner.is("atomic")) {
      errors.invalid(inner, rule);
    }
    var map = items.get("x-kubernetes-map-type");
    if (items.get("type").is("object") && !map.is("atomic")) {
      errors.invalid(map, rule);
    }
  }

  private void mapItems(Value schema, Value items, Value keys) {
    if (keys.items().isEmpty()) {
      errors.required(keys, "must not be empty if x-kubernetes-list-type is map");
    }
    if (!items.exists()) {
      errors.required(schema.get("items"), "must have a schema if x-kubernetes-list-type is map");
      return;
    }
    if (!items.get("type").is("object")) {
      errors.invalid(
          items.get("type"), "must be object if parent array's x-kubernetes-list-type is map");
      return;
    }
    var seen = new HashSet<String>();
    var required = new HashSet<String>();
    items.get("required").items().forEach(name -> required.add(name.text()));
    for (var key : keys.items()) {
      var property =
          items.get("properties").entries().stream()
              .filter(child -> child.key().equals(key.text()))
              .findFirst();
      if (property.isEmpty()) {
        errors.invalid(keys, "entries must all be names of item properties");
      } else {
        key(property.get(), required.contains(key.text()));
      }
      if (!seen.add(key.text())) {
        errors.invalid(keys, "must not contain duplicate entries");
      }
    }
  }

  private void key(Value property, boolean required) {
    if (property.get("type").is("array") || property.get("type").is("object")) {
      errors.invalid(
          property.get("type"),
          "must be a scalar type if parent array's x-kubernetes-list-type is map");
    }
    var rule = "this property is in x-kubernetes-list-map-keys, so it ";
    if (!required && !property.get("default").exists()) {
      errors.required(
          property.get("default"), rule + "must have a default or be a required property");
    }
    if (property.get("nullable").isTrue()) {
      errors.forbidden(property.get("nullable"), rule + "cannot be nullable");
    }
  }

  /** A default must be a value that the schema allows and keeps. */
  private void defaults(Value schema, String noDefaults) {
    var value = schema.get("default");
    if (!value.exists() || !noDefaults.isEmpty()) {
      return;
    }
    var structural = Structural.of(schema.node());
    var wrapped = Json.mapper().createObjectNode();
    wrapped.set("value", value.node().deepCopy());
    var holder =
        Structural.of(
            Json.mapper()
                .createObjectNode()
                .put("type", "object")
                .<ObjectNode>set(
                    "properties", Json.mapper().createObjectNode().set("value", schema.node())));
    for (var path : Pruning.pruned(wrapped, holder)) {
      errors.invalid(
          value, value.node().toString(), "must not have unknown field " + path.substring(6));
    }
    Defaulting.fill(wrapped, holder);
    var validation = new ValueValidation();
    validation.validate(wrapped.path("value"), null, structural);
    for (var error : validation.errors()) {
      var field = error.field().equals("<nil>") ? "" : "." + error.field();
      errors.add(new FieldError(error.type(), value.path() + field, error.body()));
    }
  }
}
