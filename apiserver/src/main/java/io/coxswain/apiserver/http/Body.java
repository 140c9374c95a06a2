package io.coxswain.apiserver.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer, pulled in pieces as the connection takes them. Used on its event loop.
 */
interface Body {
  int PIECE = 64 * 1024;

  /** Bytes in all; -1 where that is not known. */
  long length();

  /** The next piece; null at the end. */
  @Nullable ByteBuf next(ByteBufAllocator allocator);

  /** Frees what a body that is not read to its end holds. */
  default void close() {}

  /** A body of bytes that are already there. */
  static Body of(byte[] bytes) {
    return new Body() {
      private int at;

      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public @Nullable ByteBuf next(ByteBufAllocator allocator) {
        if (at == bytes.length) {
          return null;
        }
        var size = Math.min(PIECE, bytes.length - at);
        var piece = allocator.directBuffer(size).writeBytes(bytes, at, size);
        at += size;
        return piece;
      }
    };
  }
}
