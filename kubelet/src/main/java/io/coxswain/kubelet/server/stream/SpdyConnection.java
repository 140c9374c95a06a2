package io.coxswain.kubelet.server.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyGoAwayFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The server's end of SPDY/3.1 as Kubernetes clients speak it: the client opens streams, both sides
 * half-close them with FIN, and neither uses windows. Netty's codec translates frames; one thread
 * ({@link #run}) reads, any may write.
 */
final class SpdyConnection implements Closeable {
  private static final int CHUNK = 32 << 10;

  private final Duplex duplex;
  private final Consumer<Stream> opened;
  private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();
  private final EmbeddedChannel decoder =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));

  /** Guarded by itself: header compression has a state that must follow the order on the wire. */
  private final EmbeddedChannel encoder =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));

  private int lastStream;

  /** {@code opened} is called on the reading thread for each stream, and must not block. */
  SpdyConnection(Duplex duplex, Consumer<Stream> opened) {
    this.duplex = duplex;
    this.opened = opened;
  }

  /** One stream the client opened; header names are lower case. */
  final class Stream {
    private final int id;
    private final Map<String, String> headers;
    private final StreamBuffer input = new StreamBuffer();
    private boolean finished;

    private Stream(int id, Map<String, String> headers) {
      this.id = id;
      this.headers = headers;
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    StreamBuffer input() {
      return input;
    }

    /** Writes data; closing sends FIN. */
    OutputStream output() {
      return new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          for (var from = offset; from < offset + length; from += CHUNK) {
            var count = Math.min(CHUNK, offset + length - from);
            send(new DefaultSpdyDataFrame(id, Unpooled.copiedBuffer(bytes, from, count)));
          }
        }

        @Override
        public void close() throws IOException {
          finish();
        }
      };
    }

    private void finish() throws IOException {
      synchronized (this) {
        if (finished) {
          return;
        }
        finished = true;
      }
      var last = new DefaultSpdyDataFrame(id);
      last.setLast(true);
      send(last);
    }
  }

  /** Reads until the peer is done or breaks the protocol; then every stream is at its end. */
  void run() throws IOException {
    var bytes = new byte[CHUNK];
    try {
      for (var count = duplex.input().read(bytes); count >= 0; count = duplex.input().read(bytes)) {
        decoder.writeInbound(Unpooled.copiedBuffer(bytes, 0, count));
        for (Object frame = decoder.readInbound(); frame != null; frame = decoder.readInbound()) {
          try {
            handle(frame);
          } finally {
            ReferenceCountUtil.release(frame);
          }
        }
      }
    } finally {
      streams.values().forEach(stream -> stream.input().end());
      decoder.finishAndReleaseAll();
    }
  }

  private void handle(Object frame) throws IOException {
    switch (frame) {
      case SpdySynStreamFrame syn -> open(syn);
      case SpdyDataFrame data -> {
        var stream = streams.get(data.streamId());
        if (stream != null) {
          var bytes = new byte[data.content().readableBytes()];
          data.content().readBytes(bytes);
          stream.input().add(bytes);
          if (data.isLast()) {
            stream.input().end();
          }
        }
      }
      case SpdyRstStreamFrame reset -> {
        var stream = streams.remove(reset.streamId());
        if (stream != null) {
          stream.input().end();
        }
      }
      case SpdyPingFrame ping -> send(new DefaultSpdyPingFrame(ping.id()));
      default -> {} // settings, windows and goaway ask for nothing here
    }
  }

  private void open(SpdySynStreamFrame syn) throws IOException {
    var headers = new TreeMap<String, String>();
    for (var entry : syn.headers()) {
      headers.put(
          entry.getKey().toString().toLowerCase(java.util.Locale.ROOT),
          entry.getValue().toString());
    }
    var stream = new Stream(syn.streamId(), headers);
    lastStream = syn.streamId();
    streams.put(syn.streamId(), stream);
    var reply = new DefaultSpdySynReplyFrame(syn.streamId());
    // Netty leaves an empty header block out entirely, and Go's library then waits for it forever
    reply.headers().set("streamtype", stream.header("streamtype"));
    send(reply);
    if (syn.isLast()) {
      stream.input().end();
    }
    opened.accept(stream);
  }

  /** Forgets a stream that both sides are done with. */
  void forget(Stream stream) {
    streams.remove(stream.id);
    stream.input().close();
  }

  private void send(Object frame) throws IOException {
    synchronized (encoder) {
      encoder.writeOutbound(frame);
      for (ByteBuf bytes = encoder.readOutbound(); bytes != null; bytes = encoder.readOutbound()) {
        try {
          bytes.readBytes(duplex.output(), bytes.readableBytes());
        } finally {
          bytes.release();
        }
      }
      duplex.output().flush();
    }
  }

  /** Says goodbye and closes the connection. */
  @Override
  public void close() throws IOException {
    try {
      send(new DefaultSpdyGoAwayFrame(lastStream));
    } finally {
      duplex.close();
    }
  }
}
