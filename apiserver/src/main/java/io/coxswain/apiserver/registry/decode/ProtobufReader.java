package io.coxswain.apiserver.registry.decode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.coxswain.api.Json;
import io.coxswain.api.schema.Schema.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the bytes of one object. As in every protobuf reader, fields of unknown numbers are passed
 * over, messages that occur twice are merged, and of scalars that occur twice the last one counts.
 */
final class ProtobufReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEPTH = 100;

  /** A value takes two bytes and up; without a bound a body could grow a hundredfold in memory. */
  private static final int VALUES = 1_000_000;

  private final CodedInputStream in;
  private int depth;
  private int values;

  ProtobufReader(byte[] bytes) throws IOException {
    in = stream(bytes, 0);
  }

  /** A stream that knows its end, so that a message can't claim to go on behind it. */
  static CodedInputStream stream(byte[] bytes, int from) throws IOException {
    var in = CodedInputStream.newInstance(bytes, from, bytes.length - from);
    in.pushLimit(bytes.length - from);
    return in;
  }

  static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("unexpected end of group");
    }
  }

  /** Reads all there is into an object. */
  void readInto(ObjectNode object, Message.Fields message) throws IOException {
    for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
      var field = message.byNumber().get(WireFormat.getTagFieldNumber(tag));
      if (field == null) {
        skip(in, tag);
      } else if (field.name() != null) {
        object.set(field.name(), value(field.message(), tag, object.get(field.name())));
      } else if (field.message() instanceof Message.Fields inlined) {
        var end = open(tag);
        readInto(object, inlined);
        close(end);
      }
    }
  }

  private JsonNode value(Message message, int tag, @Nullable JsonNode before) throws IOException {
    if (++values > VALUES) {
      throw new InvalidProtocolBufferException("more than " + VALUES + " values");
    }
    return switch (message) {
      case Message.Scalar scalar -> scalar(scalar.kind(), tag);
      case Message.Fields fields -> {
        var end = open(tag);
        var object = before instanceof ObjectNode known ? known : NODES.objectNode();
        readInto(object, fields);
        close(end);
        yield object;
      }
      case Message.Repeated repeated -> {
        var list = before instanceof ArrayNode known ? known : NODES.arrayNode();
        element(repeated.element(), tag, list);
        yield list;
      }
      case Message.Entries entries -> {
        var map = before instanceof ObjectNode known ? known : NODES.objectNode();
        entry(entries.value(), tag, map);
        yield map;
      }
      case Message.Listed listed -> {
        var end = open(tag);
        var list = NODES.arrayNode();
        for (var inner = in.readTag(); inner != 0; inner = in.readTag()) {
          if (WireFormat.getTagFieldNumber(inner) == 1) {
            element(listed.element(), inner, list);
          } else {
            skip(in, inner);
          }
        }
        close(end);
        yield list;
      }
      case Message.SchemaOr either -> schemaOr(either, tag);
      case Message.RawJson ignored -> rawJson(tag);
    };
  }

  /** As Go writes it in JSON: a list that has elements counts, then a schema, then a boolean. */
  private JsonNode schemaOr(Message.SchemaOr either, int tag) throws IOException {
    var end = open(tag);
    JsonNode schema = null;
    JsonNode other = null;
    for (var inner = in.readTag(); inner != 0; inner = in.readTag()) {
      var number = WireFormat.getTagFieldNumber(inner);
      if (number == either.number()) {
        schema = value(either.schema(), inner, schema);
      } else if (number == either.otherNumber()) {
        other = value(either.other(), inner, other);
      } else {
        skip(in, inner);
      }
    }
    close(end);
    if (schema != null && !(other instanceof ArrayNode)) {
      return schema;
    }
    return other != null
        ? other
        : either.other() instanceof Message.Scalar ? NODES.booleanNode(false) : NODES.nullNode();
  }

  /** One element, or many in one field: numbers may come packed. */
  private void element(Message element, int tag, ArrayNode list) throws IOException {
    var packed =
        WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
            && element instanceof Message.Scalar scalar
            && wireType(scalar.kind()) != WireFormat.WIRETYPE_LENGTH_DELIMITED;
    if (!packed) {
      list.add(value(element, tag, null));
      return;
    }
    var kind = ((Message.Scalar) element).kind();
    var end = open(tag);
    while (in.getBytesUntilLimit() > 0) {
      list.add(value(element, wireType(kind), null));
    }
    close(end);
  }

  private void entry(Message message, int tag, ObjectNode map) throws IOException {
    var end = open(tag);
    var key = "";
    JsonNode value = null;
    for (var inner = in.readTag(); inner != 0; inner = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(inner)) {
        case 1 -> {
          expect(inner, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          key = in.readStringRequireUtf8();
        }
        case 2 -> value = value(message, inner, value);
        default -> skip(in, inner);
      }
    }
    close(end);
    map.set(key, value == null ? absent(message) : value);
  }

  /** What an entry without a value holds. */
  private static JsonNode absent(Message message) {
    return switch (message) {
      case Message.Scalar scalar ->
          switch (scalar.kind()) {
            case STRING, BYTES -> NODES.stringNode("");
            case INT32, INT64, DOUBLE, INT_OR_STRING -> NODES.numberNode(0);
            case BOOLEAN -> NODES.booleanNode(false);
            case QUANTITY -> NODES.stringNode("0");
            case TIME, MICRO_TIME -> NODES.nullNode();
          };
      case Message.Fields ignored -> NODES.objectNode();
      case Message.Entries ignored -> NODES.objectNode();
      case Message.Repeated ignored -> NODES.arrayNode();
      case Message.Listed ignored -> NODES.arrayNode();
      case Message.SchemaOr ignored -> NODES.nullNode();
      case Message.RawJson ignored -> NODES.nullNode();
    };
  }

  private JsonNode scalar(Kind kind, int tag) throws IOException {
    expect(tag, wireType(kind));
    return switch (kind) {
      case STRING -> NODES.stringNode(in.readStringRequireUtf8());
      case BOOLEAN -> NODES.booleanNode(in.readBool());
      case INT32 -> NODES.numberNode(in.readInt32());
      case INT64 -> integer(in.readInt64());
      case DOUBLE -> NODES.numberNode(in.readDouble());
      case BYTES -> ProtobufScalars.base64(in.readByteArray());
      case TIME, MICRO_TIME, QUANTITY, INT_OR_STRING -> {
        var end = open(tag);
        var value = ProtobufScalars.read(in, kind);
        close(end);
        yield value;
      }
    };
  }

  /** As the JSON parser has it: in the smaller of the two types. */
  private static JsonNode integer(long value) {
    return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
  }

  private JsonNode rawJson(int tag) throws IOException {
    var end = open(tag);
    byte[] json = {};
    for (var inner = in.readTag(); inner != 0; inner = in.readTag()) {
      if (WireFormat.getTagFieldNumber(inner) == 1) {
        expect(inner, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        json = in.readByteArray();
      } else {
        skip(in, inner);
      }
    }
    close(end);
    if (json.length == 0) {
      return NODES.nullNode();
    }
    try {
      return Json.tree(json);
    } catch (JacksonException e) {
      throw new InvalidProtocolBufferException("raw JSON: " + e.getOriginalMessage());
    }
  }

  /** Goes into a message; what it returns closes it again. */
  private int open(int tag) throws IOException {
    expect(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    if (++depth > DEPTH) {
      throw new InvalidProtocolBufferException("messages are nested deeper than " + DEPTH);
    }
    return in.pushLimit(in.readRawVarint32());
  }

  private void close(int end) {
    in.popLimit(end);
    depth--;
  }

  private static int wireType(Kind kind) {
    return switch (kind) {
      case BOOLEAN, INT32, INT64 -> WireFormat.WIRETYPE_VARINT;
      case DOUBLE -> WireFormat.WIRETYPE_FIXED64;
      case STRING, BYTES, TIME, MICRO_TIME, QUANTITY, INT_OR_STRING ->
          WireFormat.WIRETYPE_LENGTH_DELIMITED;
    };
  }

  static void expect(int tag, int wireType) throws InvalidProtocolBufferException {
    if (WireFormat.getTagWireType(tag) != wireType) {
      throw new InvalidProtocolBufferException(
          "wrong wireType = "
              + WireFormat.getTagWireType(tag)
              + " for field "
              + WireFormat.getTagFieldNumber(tag));
    }
  }
}
