package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Checks every field whose schema allows only certain values. It comes last: where upstream words
 * or places an error of its own, the kind's validation has reported the field already.
 */
public final class EnumValidation {
  /** Types in which no field is restricted are not walked again. */
  private final Map<Schema, Boolean> restricted = new IdentityHashMap<>();

  public void validate(Value value, Schema schema, Errors errors) {
    if (!value.exists() || !isRestricted(schema)) {
      return;
    }
    switch (schema) {
      case ObjectSchema object -> {
        for (var entry : value.properties()) {
          var property = object.field(entry.getKey());
          if (property != null && isRestricted(property.schema())) {
            validate(value.get(entry.getKey()), property.schema(), errors);
          }
        }
      }
      case ListSchema list -> value.items().forEach(item -> validate(item, list.element(), errors));
      case MapSchema map -> value.entries().forEach(entry -> validate(entry, map.value(), errors));
      case ScalarSchema scalar -> {
        if (value.isText()
            && !value.text().isEmpty()
            && !scalar.allowed().contains(value.text())
            && !errors.complainOf(value)) {
          errors.notSupported(value, scalar.allowed());
        }
      }
      case Schema.AnySchema ignored -> {}
      case Schema.ReferenceSchema ignored -> {}
    }
  }

  private synchronized boolean isRestricted(Schema schema) {
    var known = restricted.get(schema);
    if (known != null) {
      return known;
    }
    var result =
        switch (schema) {
          case ObjectSchema object ->
              object.fields().values().stream()
                  .anyMatch(property -> isRestricted(property.schema()));
          case ListSchema list -> isRestricted(list.element());
          case MapSchema map -> isRestricted(map.value());
          case ScalarSchema scalar -> !scalar.allowed().isEmpty();
          case Schema.AnySchema ignored -> false;
          case Schema.ReferenceSchema ignored -> false;
        };
    restricted.put(schema, result);
    return result;
  }
}
