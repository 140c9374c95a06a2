package io.coxswain.apiserver.registry.decode;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.coxswain.api.Json;
import io.coxswain.api.schema.Schema.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Writes the bytes of one object, the counterpart of {@link ProtobufReader}. Absent fields are not
 * written; whoever reads the bytes takes them for zero values, as after JSON.
 */
final class ProtobufWriter {
  private ProtobufWriter() {}

  /** A message with the fields that an object has. */
  static ByteString message(JsonNode object, Message.Fields message) {
    return bytes(out -> fields(out, object, message));
  }

  /** Something that writes; only a stream into memory is ever written to. */
  @FunctionalInterface
  interface Content {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  static ByteString bytes(Content content) {
    var bytes = ByteString.newOutput();
    try {
      var out = CodedOutputStream.newInstance(bytes);
      content.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  private static void fields(CodedOutputStream out, JsonNode object, Message.Fields message)
      throws IOException {
    for (var entry : message.byNumber().entrySet()) {
      int number = entry.getKey();
      var field = entry.getValue();
      if (field.name() != null) {
        var value = object.get(field.name());
        if (value != null && !value.isNull()) {
          value(out, number, value, field.message());
        }
      } else if (field.message() instanceof Message.Fields inlined) {
        var inside = message(object, inlined);
        if (!inside.isEmpty()) {
          out.writeBytes(number, inside);
        }
      }
    }
  }

  private static void value(CodedOutputStream out, int number, JsonNode value, Message message)
      throws IOException {
    switch (message) {
      case Message.Scalar scalar -> scalar(out, number, value, scalar.kind());
      case Message.Fields fields -> out.writeBytes(number, message(value, fields));
      case Message.Repeated repeated -> {
        for (var element : value) {
          value(out, number, element, repeated.element());
        }
      }
      case Message.Entries entries -> {
        for (var entry : value.properties()) {
          out.writeBytes(number, bytes(inner -> entry(inner, entry, entries.value())));
        }
      }
      case Message.Listed listed ->
          out.writeBytes(
              number,
              bytes(
                  inner -> {
                    for (var element : value) {
                      value(inner, 1, element, listed.element());
                    }
                  }));
      case Message.SchemaOr either ->
          out.writeBytes(number, bytes(inner -> schemaOr(inner, value, either)));
      case Message.RawJson ignored ->
          out.writeBytes(number, bytes(inner -> inner.writeByteArray(1, Json.bytes(value))));
    }
  }

  /** Beside a schema Go writes that there may be more; a boolean is always written. */
  private static void schemaOr(CodedOutputStream out, JsonNode value, Message.SchemaOr either)
      throws IOException {
    var orBoolean = either.other() instanceof Message.Scalar;
    if (value.isObject()) {
      if (orBoolean) {
        out.writeBool(either.otherNumber(), true);
      }
      value(out, either.number(), value, either.schema());
    } else {
      value(out, either.otherNumber(), value, either.other());
    }
  }

  private static void entry(
      CodedOutputStream out, Map.Entry<String, JsonNode> entry, Message message)
      throws IOException {
    out.writeString(1, entry.getKey());
    if (!entry.getValue().isNull()) {
      value(out, 2, entry.getValue(), message);
    }
  }

  private static void scalar(CodedOutputStream out, int number, JsonNode value, Kind kind)
      throws IOException {
    switch (kind) {
      case STRING -> out.writeString(number, value.asString(""));
      case BOOLEAN -> out.writeBool(number, value.asBoolean(false));
      case INT32 -> out.writeInt32(number, value.asInt(0));
      case INT64 -> out.writeInt64(number, value.asLong(0));
      case DOUBLE -> out.writeDouble(number, value.asDouble(0));
      case BYTES -> out.writeByteArray(number, Base64.getDecoder().decode(value.asString("")));
      case TIME, MICRO_TIME -> out.writeBytes(number, time(value.asString("")));
      case QUANTITY -> out.writeBytes(number, bytes(q -> q.writeString(1, value.asString(""))));
      case INT_OR_STRING -> out.writeBytes(number, intOrString(value));
    }
  }

  private static ByteString time(String text) {
    Instant instant = OffsetDateTime.parse(text).toInstant();
    return bytes(
        out -> {
          out.writeInt64(1, instant.getEpochSecond());
          out.writeInt32(2, instant.getNano());
        });
  }

  private static ByteString intOrString(JsonNode value) {
    return bytes(
        out -> {
          out.writeInt64(1, value.isString() ? 1 : 0);
          if (value.isString()) {
            out.writeString(3, value.asString(""));
          } else {
            out.writeInt32(2, value.asInt(0));
          }
        });
  }
}
