package io.coxswain.apiserver.custom;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Whether a schema is structural: every field has a type outside of the logical junctors, which add
 * value validation only (the page "Specifying a structural schema"). Violations come sorted, as
 * upstream's do.
 */
final class StructuralCheck {
  private static final List<String> NESTED_EMPTY =
      List.of(
          "type", "title", "description", "x-kubernetes-list-map-keys", "x-kubernetes-validations");
  private static final List<String> NESTED_UNDEFINED =
      List.of(
          "additionalProperties",
          "default",
          "externalDocs",
          "x-kubernetes-list-type",
          "x-kubernetes-map-type");
  private static final List<String> NESTED_FALSE =
      List.of(
          "nullable",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-embedded-resource",
          "x-kubernetes-int-or-string");

  private final Errors errors = new Errors();

  private enum Level {
    ROOT("at the root"),
    ITEM("for specified array items"),
    FIELD("for specified object fields");

    private final String place;

    Level(String place) {
      this.place = place;
    }
  }

  private StructuralCheck() {}

  static void check(Value schema, Errors errors) {
    var check = new StructuralCheck();
    check.node(schema, Level.ROOT);
    check.complete(schema, schema);
    check.errors.list().stream()
        .sorted(Comparator.comparing(FieldError::toString))
        .forEach(errors::add);
  }

  private void node(Value schema, Level level) {
    if (schema.get("type").is("array") && !schema.get("items").exists()) {
      errors.required(schema.get("items"), "must be specified");
    }
    if (schema.get("items").node().isObject()) {
      node(schema.get("items"), Level.ITEM);
    }
    properties(schema).forEach(child -> node(child, Level.FIELD));
    var additional = schema.get("additionalProperties");
    if (additional.exists() && level == Level.ROOT) {
      errors.forbidden(additional, "must not be used at the root");
    }
    if (additional.node().isObject()) {
      node(additional, Level.FIELD);
    }
    extensions(schema);
    junctors(schema, level, isIntOrString(schema), isIntOrString(first(schema, "allOf")));
    type(schema, level);
    metadata(schema, level);
  }

  private void extensions(Value schema) {
    if (!schema.get("x-kubernetes-int-or-string").isTrue()) {
      return;
    }
    for (var other :
        List.of("x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource")) {
      if (schema.get(other).isTrue()) {
        errors.invalid(schema.get(other), "must be false if x-kubernetes-int-or-string is true");
      }
    }
  }

  private void type(Value schema, Level level) {
    var type = schema.get("type");
    var embedded = schema.get("x-kubernetes-embedded-resource").isTrue();
    if (embedded && !type.is("object")) {
      var rule = "must be object if x-kubernetes-embedded-resource is true";
      if (type.text().isEmpty()) {
        errors.required(type, rule);
      } else {
        errors.invalid(type, rule);
      }
    } else if (type.text().isEmpty()
        && !schema.get("x-kubernetes-int-or-string").isTrue()
        && !schema.get("x-kubernetes-preserve-unknown-fields").isTrue()) {
      errors.required(type, "must not be empty " + level.place);
    }
    if (embedded && schema.get("additionalProperties").exists()) {
      errors.forbidden(
          schema.get("additionalProperties"),
          "must not be used if x-kubernetes-embedded-resource is set");
    }
    if (level == Level.ROOT && !type.text().isEmpty() && !type.is("object")) {
      errors.invalid(type, "must be object at the root");
    }
    if (embedded
        && !schema.get("x-kubernetes-preserve-unknown-fields").isTrue()
        && schema.get("properties").size() == 0) {
      errors.required(
          schema.get("properties"),
          "must not be empty if x-kubernetes-embedded-resource is true without"
              + " x-kubernetes-preserve-unknown-fields");
    }
  }

  private void metadata(Value schema, Level level) {
    if (level != Level.ROOT && !schema.get("x-kubernetes-embedded-resource").isTrue()) {
      return;
    }
    for (var name : List.of("kind", "apiVersion")) {
      var type = property(schema, name).get("type");
      if (property(schema, name).exists() && !type.is("string")) {
        errors.invalid(type, type.text(), "must be string");
      }
    }
    var metadata = property(schema, "metadata");
    if (metadata.exists() && !metadata.get("type").is("object")) {
      errors.invalid(metadata.get("type"), metadata.get("type").text(), "must be object");
    }
    if (metadata.exists() && level == Level.ROOT && saysMoreThanNames(metadata)) {
      errors.forbidden(
          metadata,
          "must not specify anything other than name and generateName, but metadata is implicitly"
              + " specified");
    }
  }

  private static boolean saysMoreThanNames(Value metadata) {
    for (var entry : metadata.properties()) {
      if (!Set.of("type", "properties", "default").contains(entry.getKey())) {
        return true;
      }
    }
    for (var entry : metadata.get("properties").properties()) {
      if (!Set.of("name", "generateName").contains(entry.getKey())) {
        return true;
      }
    }
    return false;
  }

  private void junctors(Value schema, Level level, boolean skipAnyOf, boolean skipFirstAllOf) {
    if (!skipAnyOf) {
      schema.get("anyOf").items().forEach(nested -> nested(nested, level, false));
    }
    var first = true;
    for (var nested : schema.get("allOf").items()) {
      nested(nested, level, first && skipFirstAllOf);
      first = false;
    }
    schema.get("oneOf").items().forEach(nested -> nested(nested, level, false));
    if (schema.get("not").exists()) {
      nested(schema.get("not"), level, false);
    }
    var pattern = schema.get("pattern");
    var wrong = pattern.text().isEmpty() ? null : Bounds.patternError(pattern.text());
    if (wrong != null) {
      errors.invalid(pattern, "must be a valid regular expression, but isn't: " + wrong);
    }
  }

  private void nested(Value schema, Level level, boolean skipAnyOf) {
    junctors(schema, level, skipAnyOf, false);
    if (schema.get("items").node().isObject()) {
      nested(schema.get("items"), level, false);
    }
    properties(schema).forEach(child -> nested(child, Level.FIELD, false));
    for (var field : NESTED_EMPTY) {
      if (schema.get(field).size() > 0 || !schema.get(field).text().isEmpty()) {
        errors.forbidden(schema.get(field), "must be empty to be structural");
      }
    }
    for (var field : NESTED_UNDEFINED) {
      if (schema.has(field)) {
        errors.forbidden(schema.get(field), "must be undefined to be structural");
      }
    }
    for (var field : NESTED_FALSE) {
      if (schema.get(field).isTrue()) {
        errors.forbidden(schema.get(field), "must be false to be structural");
      }
    }
    if (property(schema, "metadata").exists()) {
      errors.forbidden(property(schema, "metadata"), "must not be specified in a nested context");
    }
  }

  /** Every field and list that a junctor speaks of must be specified outside of it, too. */
  private void complete(Value schema, Value here) {
    for (var junctor : List.of("anyOf", "allOf", "oneOf")) {
      here.get(junctor).items().forEach(nested -> specified(schema, nested));
    }
    if (here.get("not").exists()) {
      specified(schema, here.get("not"));
    }
    if (schema == here) {
      properties(schema).forEach(child -> complete(child, child));
      for (var child : List.of("items", "additionalProperties")) {
        if (schema.get(child).node().isObject()) {
          complete(schema.get(child), schema.get(child));
        }
      }
    }
  }

  private void specified(Value schema, Value nested) {
    complete(schema, nested);
    if (nested.get("items").node().isObject()) {
      if (schema.get("items").exists()) {
        specified(schema.get("items"), nested.get("items"));
      } else {
        errors.required(
            schema.get("items"), "because it is defined in " + nested.get("items").path());
      }
    }
    for (var child : properties(nested)) {
      var outer = property(schema, child.key());
      if (outer.exists()) {
        specified(outer, child);
      } else {
        errors.required(outer, "because it is defined in " + child.path());
      }
    }
  }

  private static List<Value> properties(Value schema) {
    return schema.get("properties").entries();
  }

  private static Value property(Value schema, String name) {
    return properties(schema).stream()
        .filter(child -> child.key().equals(name))
        .findFirst()
        .orElseGet(
            () -> {
              var path = schema.path();
              return Value.at(
                  (path.isEmpty() ? "" : path + ".") + "properties[" + name + "]",
                  schema.in("properties", name).node());
            });
  }

  private static Value first(Value schema, String field) {
    var items = schema.get(field).items();
    return items.isEmpty() ? schema.get(field) : items.getFirst();
  }

  /** {@code anyOf: [{type: integer}, {type: string}]}, the one place where types may be nested. */
  private static boolean isIntOrString(Value schema) {
    JsonNode anyOf = schema.get("anyOf").node();
    return anyOf.size() == 2
        && anyOf.get(0).toString().equals("{\"type\":\"integer\"}")
        && anyOf.get(1).toString().equals("{\"type\":\"string\"}");
  }
}
