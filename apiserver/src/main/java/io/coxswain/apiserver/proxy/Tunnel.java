package io.coxswain.apiserver.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.apiserver.http.Exchange;
import io.coxswain.apiserver.http.Failures;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Set;

/**
 * An upgraded connection (WebSocket or SPDY/3.1) passed on to a kubelet. Until the kubelet has
 * answered 101 nothing of the client's but its request goes there, so that no other request can
 * follow under the API server's identity. One event loop owns both connections.
 */
final class Tunnel extends ChannelInboundHandlerAdapter {
  private static final int LONGEST_ERROR = 64 * 1024;

  /** What tells who the client is stays here. */
  private static final Set<String> KEPT_HERE =
      Set.of("host", "authorization", "content-length", "transfer-encoding", "expect", "cookie");

  private final Exchange exchange;
  private final ByteBuf error = Unpooled.buffer();
  private int code;
  private boolean answered;

  private Tunnel(Exchange exchange) {
    this.exchange = exchange;
  }

  static void open(KubeletDialer dialer, Exchange exchange, KubeletTarget target) {
    var tunnel = new Tunnel(exchange);
    exchange.connection().channel().config().setAutoRead(false);
    dialer.connect(
        exchange.connection().loop(),
        target,
        tunnel,
        channel -> tunnel.request(channel, target),
        cause -> tunnel.refuse(LogStream.describe(target, cause)));
  }

  private void request(Channel kubelet, KubeletTarget target) {
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(exchange.method()),
            target.path(),
            Unpooled.EMPTY_BUFFER);
    exchange
        .headers()
        .forEach(
            (name, value) -> {
              if (!KEPT_HERE.contains(name)
                  && !OutboundTls.isIdentity(name)
                  && !name.startsWith("impersonate-")) {
                request.headers().set(name, value);
              }
            });
    request.headers().set("Host", target.authority());
    var tls = target.tls();
    if (tls != null) {
      tls.identify(request.headers());
    }
    if (!exchange.method().equals("GET")) {
      request.headers().set("Content-Length", "0");
    }
    kubelet.writeAndFlush(request);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpResponse response) {
      code = response.status().code();
      if (code == 101) {
        ReferenceCountUtil.release(message);
        connect(ctx, response);
        return;
      }
    }
    try {
      if (message instanceof HttpContent content && code != 101) {
        var room = LONGEST_ERROR - error.readableBytes();
        error.writeBytes(content.content(), Math.min(room, content.content().readableBytes()));
        if (message instanceof LastHttpContent) {
          refuse(error.toString(UTF_8).strip());
          ctx.close();
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void connect(ChannelHandlerContext ctx, HttpResponse response) {
    answered = true;
    var client = exchange.connection().channel();
    var kubelet = ctx.channel();
    if (!client.isActive()) {
      ctx.close();
      return;
    }
    exchange.connection().upgrade(exchange, response.headers(), new Relay(kubelet));
    kubelet.pipeline().addLast(new Relay(client));
    kubelet.pipeline().remove(this);
    kubelet.pipeline().remove(HttpClientCodec.class);
    client.config().setAutoRead(true);
    client.read();
  }

  private void refuse(String text) {
    if (answered) {
      return;
    }
    answered = true;
    exchange.connection().channel().config().setAutoRead(true);
    exchange.fail(
        switch (code) {
          case 400 -> Failures.badRequest(text);
          case 404 -> Failures.notFound(exchange.info());
          default -> Failures.internal(text);
        });
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    refuse("the kubelet closed the connection");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  /** Passes bytes to the other side at its pace, and its end. */
  private static final class Relay extends ChannelInboundHandlerAdapter {
    private final Channel other;

    private Relay(Channel other) {
      this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof ByteBuf) {
        other.write(message);
        if (!other.isWritable()) {
          ctx.channel().config().setAutoRead(false);
        }
      } else {
        ReferenceCountUtil.release(message); // the end of the message that asked for the upgrade
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      other.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (ctx.channel().isWritable()) {
        other.config().setAutoRead(true);
      }
      ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
