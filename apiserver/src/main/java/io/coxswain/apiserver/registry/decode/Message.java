package io.coxswain.apiserver.registry.decode;

import io.coxswain.api.schema.Schema.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schema prepared for reading protobuf: what stands under each field number. */
sealed interface Message {

  /** A message with fields, by number. */
  record Fields(String typeName, Map<Integer, Field> byNumber) implements Message {}

  /** Fields that occur any number of times. */
  record Repeated(Message element) implements Message {}

  /** Repeated entries of a key (1) and a value (2). */
  record Entries(Message value) implements Message {}

  /** A message that holds nothing but a list (1): what Go calls {@code ExtraValue}. */
  record Listed(Message element) implements Message {}

  record Scalar(Kind kind) implements Message {}

  /**
   * A message that holds a schema or something else instead, which are told apart in JSON by
   * looking: upstream's JSONSchemaPropsOrArray, -OrBool and -OrStringArray.
   *
   * @param number of the schema
   * @param otherNumber of what else there may be
   */
  record SchemaOr(Fields schema, int number, Message other, int otherNumber) implements Message {}

  /** A message that holds JSON text (1): FieldsV1 and RawExtension. */
  record RawJson() implements Message {}

  RawJson RAW_JSON = new RawJson();

  /**
   * A field of a message.
   *
   * @param name null where the field's own fields belong to the message around it in JSON
   */
  record Field(@Nullable String name, Message message) {}
}
