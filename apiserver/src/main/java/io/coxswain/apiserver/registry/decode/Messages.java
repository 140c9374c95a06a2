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
    Map<Integer, Map<Integer, Message.Field>> inlined = new HashMap<>();
    for (var property : schema.fields().values()) {
      if (property.number() == 0) {
        continue; // apiVersion and kind stand in the envelope
      }
      var target = fields;
      if (property.within() != 0) {
        target = inlined.computeIfAbsent(property.within(), ignored -> new HashMap<>());
      }
      var field = new Message.Field(property.name().intern(), message(property.schema()));
      if (target.put(property.number(), field) != null) {
        throw new IllegalStateException(
            schema.name() + " has two fields of number " + property.number());
      }
    }
    inlined.forEach(
        (number, own) ->
            fields.put(
                number, new Message.Field(null, new Message.Fields(message.typeName(), own))));
    return message;
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
