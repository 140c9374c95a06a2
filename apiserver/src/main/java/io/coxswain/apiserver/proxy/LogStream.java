package io.coxswain.apiserver.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.apiserver.http.Connection;
import io.coxswain.apiserver.http.Exchange;
import io.coxswain.apiserver.http.Failures;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * A container's log on its way from the kubelet to a client, at the client's pace. One event loop
 * owns both connections.
 */
final class LogStream extends ChannelInboundHandlerAdapter implements Connection.Outgoing {
  private static final int LONGEST_ERROR = 64 * 1024;

  private final Exchange exchange;
  private final Connection client;
  private final ByteBuf error = Unpooled.buffer();
  private @Nullable Channel kubelet;
  private int code;
  private boolean over;

  private LogStream(Exchange exchange) {
    this.exchange = exchange;
    this.client = exchange.connection();
  }

  static void open(KubeletDialer dialer, Exchange exchange, KubeletTarget target) {
    var stream = new LogStream(exchange);
    dialer.connect(
        exchange.connection().loop(),
        target,
        stream,
        channel -> stream.request(channel, target),
        cause -> exchange.fail(Failures.internal(describe(target, cause))));
  }

  static String describe(KubeletTarget target, Throwable cause) {
    return "error dialing backend: " + target.authority() + ": " + cause.getMessage();
  }

  private void request(Channel channel, KubeletTarget target) {
    kubelet = channel;
    exchange.onDisconnect(this::close);
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, target.path(), Unpooled.EMPTY_BUFFER);
    request.headers().set("Host", target.authority()).set("Connection", "close");
    channel.writeAndFlush(request);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpResponse response) {
        begin(response);
      }
      if (message instanceof HttpContent content && !over) {
        content(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpResponse response) {
    code = response.status().code();
    if (code == 200) {
      var type = response.headers().get("Content-Type", "text/plain");
      client.beginBytes(exchange, type);
      client.stream(this);
      client.flush();
    }
  }

  private void content(ChannelHandlerContext ctx, HttpContent content) {
    var last = content instanceof LastHttpContent;
    if (code != 200) {
      var room = LONGEST_ERROR - error.readableBytes();
      error.writeBytes(content.content(), Math.min(room, content.content().readableBytes()));
      if (last) {
        over = true;
        fail(error.toString(UTF_8).strip());
        ctx.close();
      }
      return;
    }
    if (content.content().isReadable()) {
      client.write(content.content().retain());
    }
    if (last) {
      over = true;
      client.end(exchange);
      ctx.close();
      return;
    }
    ctx.channel().config().setAutoRead(client.isWritable());
  }

  private void fail(String text) {
    exchange.fail(
        switch (code) {
          case 404 -> Failures.notFound(exchange.info());
          case 400 -> Failures.badRequest(text);
          default -> Failures.internal("the kubelet answered " + code + ": " + text);
        });
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!over && code == 200) {
      client.flush();
    }
  }

  @Override
  public void pump() {
    if (kubelet != null) {
      kubelet.config().setAutoRead(true);
    }
  }

  @Override
  public void close() {
    over = true;
    if (kubelet != null) {
      kubelet.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (over) {
      return;
    }
    over = true;
    if (code == 200) {
      client.channel().close(); // cut off in the middle: the client must notice
    } else {
      exchange.fail(Failures.internal("the kubelet closed the connection"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
