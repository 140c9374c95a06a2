package io.coxswain.kubectl.stream;

import io.coxswain.client.transport.Upgrade;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdyRstStreamFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdyStreamStatus;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The client's end of a SPDY/3.1 connection. Netty frames and compresses headers; bytes move on
 * blocking sockets. One thread calls {@link #read}; any thread may open and write streams, guarded
 * by {@code encoder}.
 */
final class SpdySession implements AutoCloseable {
  private final Upgrade.RawConnection connection;
  private final EmbeddedChannel decoder =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
  private final EmbeddedChannel encoder =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
  private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();
  private int nextId = 1;

  /** Receives what the server sends on a stream; called on the reading thread. */
  interface Receiver {
    void data(byte[] bytes) throws IOException;

    void end();
  }

  SpdySession(Upgrade.RawConnection connection) {
    this.connection = connection;
  }

  /** One stream of the session. */
  final class Stream {
    private final int id;
    private final Receiver receiver;

    private Stream(int id, Receiver receiver) {
      this.id = id;
      this.receiver = receiver;
    }

    void write(byte[] bytes, int length) throws IOException {
      send(new DefaultSpdyDataFrame(id, Unpooled.copiedBuffer(bytes, 0, length)));
    }

    /** Tells the server that nothing more will be written. */
    void finish() throws IOException {
      var last = new DefaultSpdyDataFrame(id);
      last.setLast(true);
      send(last);
    }

    void reset() throws IOException {
      streams.remove(id);
      send(new DefaultSpdyRstStreamFrame(id, SpdyStreamStatus.CANCEL));
    }
  }

  Stream open(Map<String, String> headers, Receiver receiver) throws IOException {
    synchronized (encoder) {
      var stream = new Stream(nextId, receiver);
      nextId += 2;
      streams.put(stream.id, stream);
      var frame = new DefaultSpdySynStreamFrame(stream.id, 0, (byte) 0);
      headers.forEach((name, value) -> frame.headers().add(name, value));
      send(frame);
      return stream;
    }
  }

  private void send(SpdyFrame frame) throws IOException {
    synchronized (encoder) {
      encoder.writeOutbound(frame);
      OutputStream out = connection.output();
      for (ByteBuf bytes = encoder.readOutbound(); bytes != null; bytes = encoder.readOutbound()) {
        bytes.readBytes(out, bytes.readableBytes());
        bytes.release();
      }
      out.flush();
    }
  }

  /** Reads until the connection ends. */
  void read() throws IOException {
    var buffer = new byte[32 * 1024];
    for (var count = connection.input().read(buffer);
        count >= 0;
        count = connection.input().read(buffer)) {
      decoder.writeInbound(Unpooled.copiedBuffer(buffer, 0, count));
      for (Object frame = decoder.readInbound(); frame != null; frame = decoder.readInbound()) {
        try {
          receive(frame);
        } finally {
          ReferenceCountUtil.release(frame);
        }
      }
    }
    streams.values().forEach(stream -> stream.receiver.end());
  }

  private void receive(Object frame) throws IOException {
    switch (frame) {
      case SpdyDataFrame data -> {
        var stream = streams.get(data.streamId());
        if (stream != null) {
          var bytes = new byte[data.content().readableBytes()];
          data.content().readBytes(bytes);
          if (bytes.length > 0) {
            stream.receiver.data(bytes);
          }
          if (data.isLast()) {
            stream.receiver.end();
          }
        }
      }
      case SpdyRstStreamFrame reset -> {
        var stream = streams.remove(reset.streamId());
        if (stream != null) {
          stream.receiver.end();
        }
      }
      // Pings with odd numbers are answers to ours; the server's own are even.
      case SpdyPingFrame ping when ping.id() % 2 == 0 -> send(new DefaultSpdyPingFrame(ping.id()));
      default -> {}
    }
  }

  @Override
  public void close() throws IOException {
    decoder.finishAndReleaseAll();
    encoder.finishAndReleaseAll();
    connection.close();
  }
}
