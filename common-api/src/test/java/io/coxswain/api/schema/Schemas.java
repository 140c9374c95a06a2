package io.coxswain.api.schema;

import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import java.util.Collection;
import java.util.TreeMap;

/** All object schemas that the built-in kinds reach. */
final class Schemas {
  private Schemas() {}

  static Collection<ObjectSchema> all() {
    var found = new TreeMap<String, ObjectSchema>();
    Kinds.builtIn().all().forEach(type -> collect(type.schema(), found));
    collect(Kinds.status(), found);
    collect(Kinds.deleteOptions(), found);
    return found.values();
  }

  private static void collect(Schema schema, TreeMap<String, ObjectSchema> found) {
    switch (schema) {
      case ObjectSchema object -> {
        if (found.putIfAbsent(object.name(), object) == null) {
          object.fields().values().forEach(field -> collect(field.schema(), found));
        }
      }
      case ListSchema list -> collect(list.element(), found);
      case MapSchema map -> collect(map.value(), found);
      default -> {
        // leaves
      }
    }
  }
}
