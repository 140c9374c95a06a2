package io.coxswain.kubelet.server.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A Netty channel as two blocking streams, for connections that have left HTTP. The event loop puts
 * what arrives into a queue and reads no further while nobody takes it.
 */
public final class NettyDuplex extends ChannelInboundHandlerAdapter {
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final Channel channel;
  private final LinkedBlockingQueue<ByteBuffer> arrived = new LinkedBlockingQueue<>();

  private NettyDuplex(Channel channel) {
    this.channel = channel;
  }

  /**
   * Replaces every handler but TLS. Call it on the channel's event loop, after the 101 response has
   * been written and flushed.
   */
  public static Duplex takeOver(Channel channel) {
    var bridge = new NettyDuplex(channel);
    channel.config().setAutoRead(false);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(bridge);
    var others = new ArrayList<ChannelHandler>();
    for (var entry : pipeline) {
      if (!(entry.getValue() instanceof SslHandler) && entry.getValue() != bridge) {
        others.add(entry.getValue());
      }
    }
    others.forEach(pipeline::remove); // the HTTP codec hands on what it has read too much
    channel.read();
    return new Duplex(bridge.input(), bridge.output(), () -> channel.close());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof ByteBuf bytes && bytes.isReadable()) {
        var copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy);
        arrived.add(ByteBuffer.wrap(copy));
      } else {
        context.read();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    arrived.add(END);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    arrived.add(END);
    context.close();
  }

  private InputStream input() {
    return new InputStream() {
      private ByteBuffer current = ByteBuffer.allocate(0);

      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (current == END) {
          return -1;
        }
        if (!current.hasRemaining()) {
          current = next();
          if (current == END) {
            return -1;
          }
        }
        var count = Math.min(length, current.remaining());
        current.get(target, offset, count);
        return count;
      }
    };
  }

  private ByteBuffer next() throws InterruptedIOException {
    try {
      var waiting = arrived.poll();
      if (waiting == null) {
        channel.read();
        waiting = arrived.take();
      }
      return waiting;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          var written = channel.writeAndFlush(Unpooled.copiedBuffer(bytes, offset, length)).await();
          if (!written.isSuccess()) {
            throw new IOException(written.cause());
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException();
        }
      }
    };
  }
}
