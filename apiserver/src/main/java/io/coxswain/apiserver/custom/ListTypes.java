package io.coxswain.apiserver.custom;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Elements of sets and keys of lists of type map occur once; embedded objects name their kind. */
final class ListTypes {
  private ListTypes() {}

  static void validate(
      ObjectNode object, @Nullable ObjectNode old, Structural schema, Errors errors) {
    object(Value.root(object), old, schema, true, errors);
  }

  private static void value(Value value, @Nullable JsonNode old, Structural schema, Errors errors) {
    if (old != null && old.equals(value.node())) {
      return;
    }
    if (value.node().isObject()) {
      object(value, old, schema, false, errors);
    } else if (value.node().isArray()) {
      list(value, old, schema, errors);
    }
  }

  private static void object(
      Value value, @Nullable JsonNode old, Structural schema, boolean root, Errors errors) {
    if (schema.embeddedResource() && !root) {
      for (var field : new String[] {"apiVersion", "kind"}) {
        if (value.get(field).text().isEmpty()) {
          errors.required(value.get(field), "must not be empty");
        }
      }
    }
    for (var entry : value.properties()) {
      var name = entry.getKey();
      var known = schema.property(name);
      var child = known == null ? schema.additional() : known;
      if (child != null) {
        value(value.get(name), old == null ? null : old.get(name), child, errors);
      }
    }
  }

  private static void list(Value value, @Nullable JsonNode old, Structural schema, Errors errors) {
    var items = schema.items();
    if (items == null) {
      return;
    }
    var seen = new HashSet<JsonNode>();
    for (var item : value.items()) {
      var key =
          switch (schema.listType()) {
            case SET -> item.node();
            case MAP -> key(item.node(), schema);
            case ATOMIC -> null;
          };
      if (key != null && !seen.add(key)) {
        errors.duplicate(item, key.isString() ? Json.text(key) : key.toString());
      }
      var before =
          schema.listType() == ListType.MAP && old != null
              ? ListKeys.find(old, item.node(), schema.listMapKeys())
              : null;
      value(item, before, items, errors);
    }
  }

  private static JsonNode key(JsonNode item, Structural schema) {
    var key = Json.mapper().createObjectNode();
    for (var name : schema.listMapKeys()) {
      var part = item.get(name);
      if (part != null) {
        key.set(name, part);
      }
    }
    return key;
  }
}
