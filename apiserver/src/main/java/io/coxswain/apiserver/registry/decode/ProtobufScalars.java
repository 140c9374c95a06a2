package io.coxswain.apiserver.registry.decode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.schema.Schema.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Leaves that are messages in protobuf and plain values in JSON. */
final class ProtobufScalars {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private ProtobufScalars() {}

  static JsonNode base64(byte[] bytes) {
    return NODES.stringNode(Base64.getEncoder().encodeToString(bytes));
  }

  /** A well-known message up to the stream's limit. */
  static JsonNode read(CodedInputStream in, Kind kind) throws IOException {
    return switch (kind) {
      case TIME, MICRO_TIME -> time(in, kind);
      case QUANTITY -> quantity(in);
      case INT_OR_STRING -> intOrString(in);
      default -> throw new IllegalArgumentException(kind + " is no message");
    };
  }

  /** Seconds (1) and nanoseconds (2); nothing at all is Go's zero time, which JSON writes null. */
  private static JsonNode time(CodedInputStream in, Kind kind) throws IOException {
    if (in.getBytesUntilLimit() == 0) {
      return NODES.nullNode();
    }
    var seconds = 0L;
    var nanos = 0;
    for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> {
          ProtobufReader.expect(tag, WireFormat.WIRETYPE_VARINT);
          seconds = in.readInt64();
        }
        case 2 -> {
          ProtobufReader.expect(tag, WireFormat.WIRETYPE_VARINT);
          nanos = in.readInt32();
        }
        default -> ProtobufReader.skip(in, tag);
      }
    }
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > 999_999_999) {
      throw new InvalidProtocolBufferException("time outside of the years 0 to 9999");
    }
    var instant = Instant.ofEpochSecond(seconds, kind == Kind.TIME ? 0 : nanos);
    return NODES.stringNode(
        kind == Kind.TIME ? instant.toString() : new MicroTime(instant).toString());
  }

  /** The text (1). */
  private static JsonNode quantity(CodedInputStream in) throws IOException {
    var text = "";
    for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1) {
        ProtobufReader.expect(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        text = in.readStringRequireUtf8();
      } else {
        ProtobufReader.skip(in, tag);
      }
    }
    return NODES.stringNode(text);
  }

  /** Which of the two (1; 0 is the number), number (2) and text (3). */
  private static JsonNode intOrString(CodedInputStream in) throws IOException {
    var type = 0L;
    var number = 0;
    var text = "";
    for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> {
          ProtobufReader.expect(tag, WireFormat.WIRETYPE_VARINT);
          type = in.readInt64();
        }
        case 2 -> {
          ProtobufReader.expect(tag, WireFormat.WIRETYPE_VARINT);
          number = in.readInt32();
        }
        case 3 -> {
          ProtobufReader.expect(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          text = in.readStringRequireUtf8();
        }
        default -> ProtobufReader.skip(in, tag);
      }
    }
    if (type != 0 && type != 1) {
      throw new InvalidProtocolBufferException("impossible IntOrString.Type");
    }
    return type == 0 ? NODES.numberNode(number) : NODES.stringNode(text);
  }
}
