package io.coxswain.api.apply;

import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an object of a kind is before anything is set: upstream compares a new object with it, so
 * its structs count as there already and their creator does not own the structs themselves.
 */
public final class EmptyObjects {
  private EmptyObjects() {}

  public static ObjectNode of(ObjectSchema schema) {
    var empty = JsonNodeFactory.instance.objectNode();
    for (var property : schema.fields().values()) {
      if (property.struct() && property.schema() instanceof ObjectSchema nested) {
        empty.set(property.name(), of(nested));
      } else if (property.required() && isContainer(property.schema())) {
        empty.putNull(property.name()); // always written, and null as long as nothing is in it
      }
    }
    return empty;
  }

  private static boolean isContainer(Schema schema) {
    return schema instanceof ListSchema
        || schema instanceof MapSchema
        || schema instanceof ObjectSchema;
  }
}
