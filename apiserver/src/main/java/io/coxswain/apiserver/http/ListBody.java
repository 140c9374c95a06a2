package io.coxswain.apiserver.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.watch.Entry;
import io.coxswain.apiserver.watch.Reader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A list whose items are the cached bytes of its objects, joined piece by piece. */
final class ListBody implements Body {
  private final byte[] head;
  private final ObjectNode metadata;
  private final List<Entry> entries;
  private final long length;
  private int index = -1; // -1 is the head
  private int offset;

  ListBody(ResourceType type, Reader.Answer.Many list) {
    metadata = metadata(list);
    head =
        "{\"kind\":\"%s\",\"apiVersion\":\"%s\",\"metadata\":%s,\"items\":["
            .formatted(type.listKind(), type.apiVersion(), metadata)
            .getBytes(UTF_8);
    entries = list.entries();
    var sum = (long) head.length + 2 + Math.max(0, entries.size() - 1);
    for (var entry : entries) {
      sum += entry.json().length;
    }
    length = sum;
  }

  private static ObjectNode metadata(Reader.Answer.Many list) {
    var metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("resourceVersion", Long.toString(list.revision()));
    if (!list.continueToken().isEmpty()) {
      metadata.put("continue", list.continueToken());
      if (list.remaining() >= 0) {
        metadata.put("remainingItemCount", list.remaining());
      }
    }
    return metadata;
  }

  /** The list's own metadata. */
  ObjectNode metadata() {
    return metadata;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public @Nullable ByteBuf next(ByteBufAllocator allocator) {
    if (index > entries.size()) {
      return null;
    }
    var piece = allocator.directBuffer((int) Math.min(length, PIECE));
    while (index <= entries.size() && piece.readableBytes() < PIECE - 2) {
      if (index == entries.size()) {
        piece.writeByte(']').writeByte('}');
        index++;
        return piece;
      }
      var source = index < 0 ? head : entries.get(index).json();
      if (index > 0 && offset == 0) {
        piece.writeByte(',');
      }
      var size = Math.min(source.length - offset, PIECE - 2 - piece.readableBytes());
      piece.writeBytes(source, offset, size);
      offset += size;
      if (offset == source.length) {
        offset = 0;
        index++;
      }
    }
    return piece;
  }

  /** Writes the whole list, for representations that need its tree. */
  void copyTo(ByteArrayOutputStream target) {
    target.writeBytes(head);
    for (var i = 0; i < entries.size(); i++) {
      if (i > 0) {
        target.write(',');
      }
      target.writeBytes(entries.get(i).json());
    }
    target.write(']');
    target.write('}');
  }
}
