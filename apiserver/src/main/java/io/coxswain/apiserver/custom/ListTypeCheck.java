package io.coxswain.apiserver.custom;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Checks {@code x-kubernetes-map-type}, {@code x-kubernetes-list-type} and list map keys. */
final class ListTypeCheck {
  private static final Set<String> MAP_TYPES = Set.of("atomic", "granular");
  private static final Set<String> LIST_TYPES = Set.of("atomic", "set", "map");

  private final Value schema;
  private final Value listType;
  private final Value keys;
  private final Value items;
  private final Errors errors;

  private ListTypeCheck(Value schema, Errors errors) {
    this.schema = schema;
    this.errors = errors;
    listType = schema.get("x-kubernetes-list-type");
    keys = schema.get("x-kubernetes-list-map-keys");
    items = schema.get("items");
  }

  static void check(Value schema, Errors errors) {
    new ListTypeCheck(schema, errors).check();
  }

  private void check() {
    var mapType = schema.get("x-kubernetes-map-type");
    if (mapType.exists()) {
      hasType("object", "must be object if x-kubernetes-map-type is specified");
      if (!MAP_TYPES.contains(mapType.text())) {
        errors.notSupported(mapType, List.of("atomic", "granular"));
      }
    }
    if (listType.exists()
        && hasType("array", "must be array if x-kubernetes-list-type is specified")
        && listType.is("set")) {
      setItems();
    }
    if (listType.exists() && !LIST_TYPES.contains(listType.text())) {
      errors.notSupported(listType, List.of("atomic", "set", "map"));
    }
    if (keys.size() > 0 && !listType.is("map")) {
      var rule = "must be map if x-kubernetes-list-map-keys is non-empty";
      if (listType.exists()) {
        errors.invalid(listType, rule);
      } else {
        errors.required(listType, rule);
      }
    }
    if (listType.is("map")) {
      mapItems();
    }
    if (items.node().isObject() && (listType.is("set") || listType.is("map"))) {
      values();
    }
  }

  private boolean hasType(String wanted, String rule) {
    var type = schema.get("type");
    if (type.text().isEmpty()) {
      errors.required(type, rule);
    } else if (!type.is(wanted)) {
      errors.invalid(type, rule);
    }
    return type.is(wanted);
  }

  private void setItems() {
    var rule = "must be atomic as item of a list with x-kubernetes-list-type=set";
    var inner = items.get("x-kubernetes-list-type");
    if (items.get("type").is("array") && inner.exists() && !inner.is("atomic")) {
      errors.invalid(inner, rule);
    }
    var map = items.get("x-kubernetes-map-type");
    if (items.get("type").is("object") && !map.is("atomic")) {
      errors.invalid(Value.at(map.path(), inner.node()), rule); // upstream shows the list type here
    }
  }

  private void mapItems() {
    if (keys.size() == 0) {
      errors.required(keys, "must not be empty if x-kubernetes-list-type is map");
    }
    if (!items.exists()) {
      errors.required(items, "must have a schema if x-kubernetes-list-type is map");
      return;
    }
    if (items.node().isArray()) {
      errors.invalid(
          Value.at(items.path(), GoSchema.schema(schema.node()).path("Items")),
          "must only have a single schema if x-kubernetes-list-type is map");
      return;
    }
    var type = items.get("type");
    if (!type.is("object")) {
      errors.invalid(
          type, type.text(), "must be object if parent array's x-kubernetes-list-type is map");
      return;
    }
    var seen = new HashSet<String>();
    for (var key : keys.items()) {
      var property = property(key.text());
      if (!property.exists()) {
        errors.invalid(keys, "entries must all be names of item properties");
      } else if (property.get("type").is("array") || property.get("type").is("object")) {
        errors.invalid(
            Value.at(property.get("type").path(), JsonNodeFactory.instance.stringNode(type.text())),
            "must be a scalar type if parent array's x-kubernetes-list-type is map");
      }
      if (!seen.add(key.text())) {
        errors.invalid(keys, "must not contain duplicate entries");
      }
    }
  }

  /** Elements that are found again by what they are or hold must have it. */
  private void values() {
    if (items.get("nullable").isTrue()) {
      errors.forbidden(
          items.get("nullable"),
          "cannot be nullable when x-kubernetes-list-type is " + listType.text());
    }
    if (!listType.is("map")) {
      return;
    }
    var required = new HashSet<String>();
    items.get("required").items().forEach(name -> required.add(name.text()));
    var rule = "this property is in x-kubernetes-list-map-keys, so it ";
    for (var key : keys.items()) {
      var property = property(key.text());
      if (!property.exists()) {
        continue;
      }
      if (!required.contains(key.text()) && !property.get("default").exists()) {
        errors.required(
            property.get("default"), rule + "must have a default or be a required property");
      }
      if (property.get("nullable").isTrue()) {
        errors.forbidden(property.get("nullable"), rule + "cannot be nullable");
      }
    }
  }

  private Value property(String name) {
    return items.get("properties").entry(name);
  }
}
