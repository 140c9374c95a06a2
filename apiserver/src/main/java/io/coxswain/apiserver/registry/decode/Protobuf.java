package io.coxswain.apiserver.registry.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.coxswain.api.schema.Schema.ObjectSchema;
import java.io.IOException;
import java.util.Arrays;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what upstream calls {@code application/vnd.kubernetes.protobuf}: four magic bytes, and a
 * runtime.Unknown with the kind and the object's own bytes. Safe for concurrent use.
 */
final class Protobuf {
  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final byte[] NOTHING = {};

  private final Messages messages = new Messages();

  /** The bytes carry no envelope, so there is no kind to speak of. */
  static final class NoEnvelope extends Exception {
    private static final long serialVersionUID = 1L;

    NoEnvelope(String message) {
      super(message, null, false, false);
    }
  }

  private record Envelope(String apiVersion, String kind, byte[] raw) {}

  /**
   * The tree of a body as JSON would have it, with zero values still in it.
   *
   * @throws NoEnvelope where the bytes do not begin as they must
   * @throws IOException where the object's bytes are malformed, too deep or too many
   */
  ObjectNode tree(byte[] body, ObjectSchema schema) throws NoEnvelope, IOException {
    var envelope = open(body);
    var tree = JsonNodeFactory.instance.objectNode();
    if (!envelope.apiVersion.isEmpty()) {
      tree.put("apiVersion", envelope.apiVersion);
    }
    if (!envelope.kind.isEmpty()) {
      tree.put("kind", envelope.kind);
    }
    new ProtobufReader(envelope.raw).readInto(tree, messages.of(schema));
    return tree;
  }

  private static Envelope open(byte[] body) throws NoEnvelope {
    if (body.length < MAGIC.length
        || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new NoEnvelope(
          "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
    }
    try {
      return unknown(body);
    } catch (IOException e) {
      throw new NoEnvelope(String.valueOf(e.getMessage()));
    }
  }

  /** A runtime.Unknown: type (1), object (2), encoding (3) and media type (4) of the object. */
  private static Envelope unknown(byte[] body) throws IOException {
    var in = ProtobufReader.stream(body, MAGIC.length);
    var apiVersion = "";
    var kind = "";
    var raw = NOTHING;
    for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (field(tag)) {
        case 1 -> {
          var rest = in.pushLimit(in.readRawVarint32());
          for (var inner = in.readTag(); inner != 0; inner = in.readTag()) {
            switch (field(inner)) {
              case 1 -> apiVersion = in.readStringRequireUtf8();
              case 2 -> kind = in.readStringRequireUtf8();
              default -> ProtobufReader.skip(in, inner);
            }
          }
          in.popLimit(rest);
        }
        case 2 -> raw = in.readByteArray();
        case 3 -> {
          var encoding = in.readStringRequireUtf8();
          if (!encoding.isEmpty()) {
            throw new InvalidProtocolBufferException("unsupported content encoding " + encoding);
          }
        }
        default -> ProtobufReader.skip(in, tag);
      }
    }
    return new Envelope(apiVersion, kind, raw);
  }

  /** The number of a field that is length-delimited; 0 for one that is not, which is skipped. */
  private static int field(int tag) {
    return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
        ? WireFormat.getTagFieldNumber(tag)
        : 0;
  }
}
