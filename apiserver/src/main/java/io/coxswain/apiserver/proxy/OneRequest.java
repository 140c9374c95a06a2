package io.coxswain.apiserver.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A GET of the API server's own, answered whole. One event loop owns the connection. */
public final class OneRequest extends ChannelInboundHandlerAdapter {
  private static final int LONGEST = 16 * 1024 * 1024;

  private final KubeletTarget target;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final ByteBuf body = Unpooled.buffer();
  private int code;

  /** What came back. */
  public record Answer(int code, byte[] body) {}

  private OneRequest(KubeletTarget target) {
    this.target = target;
  }

  /** Asks; the future fails where there is no answer, and ends the connection when cancelled. */
  public static CompletableFuture<Answer> get(
      EventLoop loop, OutboundTls tls, String host, int port, String path) {
    var request = new OneRequest(KubeletTarget.extension(host, port, path, tls));
    KubeletDialer.connectTo(
        loop, request.target, request, request::send, request.answer::completeExceptionally);
    return request.answer;
  }

  private void send(Channel channel) {
    answer.whenComplete((ignored, failure) -> channel.close());
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, target.path(), Unpooled.EMPTY_BUFFER);
    request
        .headers()
        .set("Host", target.authority())
        .set("Connection", "close")
        .set("Accept", "application/json")
        .set("User-Agent", "kube-aggregator");
    var tls = target.tls();
    if (tls != null) {
      tls.identify(request.headers());
    }
    channel.writeAndFlush(request);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpResponse response) {
        code = response.status().code();
      }
      if (message instanceof HttpContent content) {
        if (body.readableBytes() + content.content().readableBytes() > LONGEST) {
          answer.completeExceptionally(new IOException("the answer is longer than " + LONGEST));
          return;
        }
        body.writeBytes(content.content());
        if (message instanceof LastHttpContent) {
          answer.complete(new Answer(code, ByteBufUtil.getBytes(body)));
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    answer.completeExceptionally(new IOException("EOF"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    answer.completeExceptionally(cause);
  }
}
