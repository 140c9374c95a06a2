package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.Structural;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills in the defaults of a structural schema where a value is absent, or null without being
 * nullable.
 */
final class Defaulting {
  private Defaulting() {}

  /** Fills an object in place; whether anything changed. */
  static boolean fill(JsonNode node, Structural schema) {
    var changed = false;
    if (node instanceof ObjectNode object) {
      for (var property : schema.properties().entrySet()) {
        changed |= property(object, property.getKey(), property.getValue());
      }
      var additional = schema.additional();
      if (additional != null) {
        for (var name : List.copyOf(object.propertyNames())) {
          changed |= present(object, name, additional);
        }
      }
    } else if (node.isArray() && schema.items() != null) {
      for (var element : node) {
        changed |= fill(element, schema.items());
      }
    }
    return changed;
  }

  private static boolean property(ObjectNode object, String name, Structural schema) {
    if (object.has(name)) {
      return present(object, name, schema);
    }
    var value = schema.defaultValue();
    if (value == null || value.isNull()) {
      return false;
    }
    set(object, name, schema, value);
    return true;
  }

  /** A null that may not be one gives way to the default, or to nothing. */
  private static boolean present(ObjectNode object, String name, Structural schema) {
    var found = object.get(name);
    if (!found.isNull()) {
      return fill(found, schema);
    }
    if (schema.nullable()) {
      return false;
    }
    var value = schema.defaultValue();
    if (value == null || value.isNull()) {
      object.remove(name);
    } else {
      set(object, name, schema, value);
    }
    return true;
  }

  private static void set(ObjectNode object, String name, Structural schema, JsonNode value) {
    var copy = value.deepCopy();
    fill(copy, schema);
    object.set(name, copy);
  }
}
