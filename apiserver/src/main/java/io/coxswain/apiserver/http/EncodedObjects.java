package io.coxswain.apiserver.http;

import com.google.protobuf.ByteString;
import io.coxswain.api.Json;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.decode.ProtobufEncoder;
import io.coxswain.apiserver.watch.Entry;
import io.coxswain.apiserver.watch.Reader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Protobuf of what the watch cache holds as JSON, made when it is first asked for and kept for a
 * while: a generation is given up when the next one has grown as large. Safe for concurrent use.
 */
final class EncodedObjects {
  private static final long GENERATION_BYTES = 8L << 20;

  private final ProtobufEncoder encoder;
  private volatile Generation young = new Generation();
  private volatile Generation old = new Generation();

  /** Objects by their JSON, of which the cache holds one array for each. */
  private static final class Generation {
    private final Map<byte[], ByteString> objects = new ConcurrentHashMap<>();
    private long bytes;
  }

  EncodedObjects(ProtobufEncoder encoder) {
    this.encoder = encoder;
  }

  byte[] get(ResourceType type, Entry entry) {
    return envelope(type, entry).toByteArray();
  }

  private ByteString envelope(ResourceType type, Entry entry) {
    return encoder.envelope(type.apiVersion(), type.kind(), message(type, entry));
  }

  byte[] list(ResourceType type, Reader.Answer.Many list, JsonNode metadata) {
    var items = list.entries().stream().map(entry -> message(type, entry)).toList();
    return encoder.list(type.apiVersion(), type.listKind(), metadata, items);
  }

  byte[] frame(ResourceType type, WatchFrames.Kind kind, Entry entry) {
    return encoder.frame(kind.name(), envelope(type, entry));
  }

  private ByteString message(ResourceType type, Entry entry) {
    var known = young.objects.get(entry.json());
    if (known == null) {
      known = old.objects.get(entry.json());
      var message = known == null ? encoder.message(Json.tree(entry.json()), type.schema()) : known;
      remember(entry.json(), message);
      return message;
    }
    return known;
  }

  private synchronized void remember(byte[] json, ByteString message) {
    if (young.bytes > GENERATION_BYTES) {
      old = young;
      young = new Generation();
    }
    young.objects.put(json, message);
    young.bytes += message.size() + json.length;
  }
}
