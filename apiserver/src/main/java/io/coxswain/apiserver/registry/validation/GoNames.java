package io.coxswain.apiserver.registry.validation;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Values as errors show those that upstream holds in types whose JSON has the names of Go fields.
 */
public final class GoNames {
  private GoNames() {}

  /** The value with capitals. */
  static JsonNode of(JsonNode value) {
    if (value.isArray()) {
      var items = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> items.add(of(item)));
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    var named = JsonNodeFactory.instance.objectNode();
    for (var entry : value.properties()) {
      named.set(capital(entry.getKey()), of(entry.getValue()));
    }
    return named;
  }

  /** The value with these fields in this order; what is missing is written as nothing. */
  public static JsonNode of(Value value, String... fields) {
    var named = JsonNodeFactory.instance.objectNode();
    for (var field : fields) {
      named.set(
          capital(field),
          value.has(field) ? of(value.get(field).node()) : JsonNodeFactory.instance.nullNode());
    }
    return named;
  }

  private static String capital(String field) {
    if (field.startsWith("seLinux")) {
      return "SEL" + field.substring(3);
    }
    return Character.toUpperCase(field.charAt(0)) + field.substring(1);
  }
}
