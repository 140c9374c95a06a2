package io.coxswain.apiserver.custom;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A default must be a value that its schema keeps and allows (upstream's ValidateDefaults). */
final class DefaultCheck {
  static final Set<String> META = Set.of("metadata", "kind", "apiVersion");

  private final Errors errors;

  private DefaultCheck(Errors errors) {
    this.errors = errors;
  }

  static void check(Value schema, Errors errors) {
    new DefaultCheck(errors).node(schema, true, false);
  }

  private void node(Value schema, boolean root, boolean insideMeta) {
    var resource = root || schema.get("x-kubernetes-embedded-resource").isTrue();
    var meta = insideMeta && !resource;
    if (schema.get("default").exists()) {
      value(schema.get("default"), schema.node(), meta);
    }
    if (schema.get("items").node().isObject()) {
      node(schema.get("items"), false, meta);
    }
    for (var property : schema.get("properties").entries()) {
      node(property, false, meta || resource && META.contains(property.key()));
    }
  }

  private void value(Value value, JsonNode schema, boolean insideMeta) {
    if (!insideMeta && hasUnknownFields(value.node(), schema)) {
      errors.invalid(value, "must not have unknown fields");
    }
    var structural = Structural.of(schema);
    var validation = new ValueValidation();
    validation.validate(value.node(), null, structural);
    for (var error : validation.errors()) {
      var field = error.field().equals("<nil>") ? "" : "." + error.field();
      errors.add(new FieldError(error.type(), value.path() + field, error.body()));
    }
    var rules = Rules.of(structural, "selfType", structural.embeddedResource());
    if (validation.errors().isEmpty() && rules != null) {
      RuleValidation.validateDefault(value.path(), value.node(), rules, errors);
    }
  }

  private static boolean hasUnknownFields(JsonNode value, JsonNode schema) {
    var wrapped = Json.mapper().createObjectNode();
    wrapped.set("value", value.deepCopy());
    var holder = Json.mapper().createObjectNode().put("type", "object");
    holder.<ObjectNode>set("properties", Json.mapper().createObjectNode().set("value", schema));
    return !Pruning.pruned(wrapped, Structural.of(holder)).isEmpty();
  }
}
