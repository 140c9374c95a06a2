package io.coxswain.apiserver.registry.decode;

import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.ReferenceSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Prepares schemas for reading protobuf, each once. Safe for concurrent use. */
final class Messages {
  private final Map<ObjectSchema, Message.Fields> done = new IdentityHashMap<>();

  synchronized Message.Fields of(ObjectSchema schema) {
    var known = done.get(schema);
    if (known != null) {
      return known;
    }
    Map<Integer, Message.Field> fields = new HashMap<>();
    var message = new Message.Fields(Shape.simpleName(schema), fields);
    done.put(schema, message);
    for (var property : schema.fields().values()) {
      if (property.number() == 0) {
        continue; // apiVersion and kind stand in the envelope
      }
      var target = fields;
      for (var number : property.within()) {
        target = inlined(target, number, message.typeName());
      }
      var unioned = SchemaUnions.of(message, property);
      var field =
          new Message.Field(
              property.name().intern(), unioned == null ? message(property.schema()) : unioned);
      if (target.put(property.number(), field) != null) {
        throw new IllegalStateException(
            schema.name() + " has two fields of number " + property.number());
      }
    }
    return message;
  }

  /** The fields of a message whose fields belong to the object around it in JSON. */
  private static Map<Integer, Message.Field> inlined(
      Map<Integer, Message.Field> outer, int number, String typeName) {
    var field =
        outer.computeIfAbsent(
            number,
            ignored -> new Message.Field(null, new Message.Fields(typeName, new HashMap<>())));
    if (field.name() == null && field.message() instanceof Message.Fields inner) {
      return inner.byNumber();
    }
    throw new IllegalStateException(typeName + " has two fields of number " + number);
  }

  private Message message(Schema schema) {
    return switch (schema) {
      case ObjectSchema object -> of(object);
      case ListSchema list -> new Message.Repeated(message(list.element()));
      case MapSchema map ->
          new Message.Entries(
              map.value() instanceof ListSchema list
                  ? new Message.Listed(message(list.element()))
                  : message(map.value()));
      case ScalarSchema scalar -> new Message.Scalar(scalar.kind());
      case AnySchema ignored -> Message.RAW_JSON;
      case ReferenceSchema reference -> named(reference.name());
    };
  }

  /** A type inside itself was begun before it is met again. */
  private Message named(String name) {
    for (var entry : done.entrySet()) {
      if (entry.getKey().name().equals(name)) {
        return entry.getValue();
      }
    }
    throw new IllegalStateException("no schema " + name);
  }
}
