package io.coxswain.apiserver.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Another body, compressed piece by piece at the fastest level (RFC 1952). */
final class GzipBody implements Body {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

  private final Body plain;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final CRC32 checksum = new CRC32();
  private boolean begun;
  private boolean ended;

  GzipBody(Body plain) {
    this.plain = plain;
  }

  @Override
  public long length() {
    return -1;
  }

  @Override
  public @Nullable ByteBuf next(ByteBufAllocator allocator) {
    if (ended) {
      return null;
    }
    var piece = allocator.directBuffer(PIECE);
    if (!begun) {
      begun = true;
      piece.writeBytes(HEADER);
    }
    var before = piece.readableBytes();
    while (piece.readableBytes() == before) { // small inputs may not fill a block yet
      var source = plain.next(allocator);
      if (source == null) {
        finish(piece);
        return piece;
      }
      compress(source, piece);
    }
    return piece;
  }

  private void compress(ByteBuf source, ByteBuf piece) {
    try {
      var bytes = source.nioBuffer();
      checksum.update(bytes.duplicate());
      deflater.setInput(bytes);
      drain(piece);
    } finally {
      source.release();
    }
  }

  private void finish(ByteBuf piece) {
    deflater.finish();
    drain(piece);
    piece.writeIntLE((int) checksum.getValue()).writeIntLE((int) deflater.getBytesRead());
    close();
  }

  private void drain(ByteBuf piece) {
    while (true) {
      piece.ensureWritable(4096);
      var target = piece.nioBuffer(piece.writerIndex(), piece.writableBytes());
      var size = deflater.deflate(target);
      if (size == 0) {
        return;
      }
      piece.writerIndex(piece.writerIndex() + size);
    }
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      deflater.end();
      plain.close();
    }
  }
}
