package io.coxswain.apiserver.registry.decode;

import com.google.protobuf.ByteString;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Objects, lists and watch events in upstream's {@code application/vnd.kubernetes.protobuf}: the
 * counterpart of what {@link Decoder#protobuf} reads. Safe for concurrent use.
 */
public final class ProtobufEncoder {
  private static final ByteString MAGIC = ByteString.copyFrom(new byte[] {'k', '8', 's', 0});
  private static final Set<String> IN_THE_ENVELOPE = Set.of("apiVersion", "kind");
  private static final String METADATA = "meta.k8s.io/v1";

  private final Messages messages = new Messages();
  private final Map<ObjectSchema, Boolean> numbered =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final ObjectSchema partial;
  private final Message.Fields listMeta;

  /** Makes an encoder; nothing is prepared before it is needed. */
  public ProtobufEncoder() {
    partial = onlyMetadata(Kinds.builtIn().all().getFirst().schema());
    listMeta = messages.of(Kinds.status());
  }

  private static ObjectSchema onlyMetadata(ObjectSchema kind) {
    var metadata = kind.fields().get("metadata");
    if (metadata == null) {
      throw new IllegalStateException(kind.name() + " has no metadata");
    }
    return new ObjectSchema("PartialObjectMetadata", "", Map.of("metadata", metadata), false);
  }

  /**
   * What a tree is encoded by: the schema of its kind or of its items; null where there is no
   * protobuf for it, as for custom resources.
   */
  public @Nullable ObjectSchema schemaOf(JsonNode tree, Kinds kinds) {
    var apiVersion = tree.path("apiVersion").asString("");
    var kind = tree.path("kind").asString("");
    if (kind.equals("Status")) {
      return Kinds.status();
    }
    if (apiVersion.equals(METADATA)) {
      return kind.startsWith("PartialObjectMetadata") ? partial : null;
    }
    var single = isList(tree) ? kind.substring(0, kind.length() - "List".length()) : kind;
    return kinds
        .byApiVersion(apiVersion, single)
        .filter(this::encodes)
        .map(ResourceType::schema)
        .orElse(null);
  }

  private static boolean isList(JsonNode tree) {
    return tree.path("items").isArray() && tree.path("kind").asString("").endsWith("List");
  }

  /** Whether every field of a kind has its number. */
  public boolean encodes(ResourceType type) {
    return type.type() != null && isNumbered(type.schema());
  }

  private boolean isNumbered(ObjectSchema schema) {
    var known = numbered.putIfAbsent(schema, true); // true while types that contain themselves
    if (known != null) {
      return known;
    }
    var all =
        schema.fields().values().stream()
            .allMatch(
                property ->
                    IN_THE_ENVELOPE.contains(property.name())
                        || property.number() > 0 && isNumbered(property));
    numbered.put(schema, all);
    return all;
  }

  private boolean isNumbered(Property property) {
    Schema schema = property.schema();
    while (true) {
      switch (schema) {
        case ListSchema list -> schema = list.element();
        case MapSchema map -> schema = map.value();
        case ObjectSchema object -> {
          return isNumbered(object);
        }
        default -> {
          return true;
        }
      }
    }
  }

  /** A tree, object or list, in its envelope. */
  public byte[] encode(JsonNode tree, ObjectSchema schema) {
    var apiVersion = tree.path("apiVersion").asString("");
    var kind = tree.path("kind").asString("");
    if (!isList(tree)) {
      return envelope(apiVersion, kind, message(tree, schema)).toByteArray();
    }
    var items = tree.path("items").valueStream().map(item -> message(item, schema));
    return list(apiVersion, kind, tree.path("metadata"), items.collect(Collectors.toList()));
  }

  /** The bytes of an object without an envelope, as they stand in lists. */
  public ByteString message(JsonNode object, ObjectSchema schema) {
    return ProtobufWriter.message(object, messages.of(schema));
  }

  /** A list: its metadata (1) and items (2). */
  public byte[] list(String apiVersion, String kind, JsonNode metadata, List<ByteString> items) {
    var content =
        ProtobufWriter.bytes(
            out -> {
              var position = listMeta.byNumber().get(1);
              if (position != null && position.message() instanceof Message.Fields fields) {
                out.writeBytes(1, ProtobufWriter.message(metadata, fields));
              }
              for (var item : items) {
                out.writeBytes(2, item);
              }
            });
    return envelope(apiVersion, kind, content).toByteArray();
  }

  /** A runtime.Unknown: type (1) with version (1) and kind (2), and the object (2). */
  public ByteString envelope(String apiVersion, String kind, ByteString object) {
    return MAGIC.concat(
        ProtobufWriter.bytes(
            out -> {
              out.writeBytes(
                  1,
                  ProtobufWriter.bytes(
                      type -> {
                        type.writeString(1, apiVersion);
                        type.writeString(2, kind);
                      }));
              out.writeBytes(2, object);
            }));
  }

  /**
   * One frame of a watch: four bytes of length, and a WatchEvent with its type (1) and, as raw
   * bytes (1) inside, the object in its envelope (2).
   */
  public byte[] frame(String type, ByteString object) {
    var event =
        ProtobufWriter.bytes(
            out -> {
              out.writeString(1, type);
              out.writeBytes(2, ProtobufWriter.bytes(raw -> raw.writeBytes(1, object)));
            });
    var frame = ByteBuffer.allocate(4 + event.size()).putInt(event.size());
    event.copyTo(frame);
    return frame.array();
  }
}
