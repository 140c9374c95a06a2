package io.coxswain.kubelet.server.stream;

import io.coxswain.kubelet.runtime.ExecSession;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Upgrades requests of a Netty server and serves them on virtual threads. Call it on the channel's
 * event loop; request and channel are no longer the caller's then.
 */
public final class NettyStreams {
  private NettyStreams() {}

  /** exec and attach; {@code open} starts the command, on a virtual thread. */
  public static void command(
      ChannelHandlerContext context,
      HttpRequest request,
      CommandFlags flags,
      Supplier<ExecSession> open) {
    var negotiation = negotiate(Negotiation.Purpose.COMMAND, request);
    upgrade(context, negotiation, duplex -> RemoteCommand.serve(duplex, negotiation, flags, open));
  }

  /** port-forward; {@code pod} is what error messages call it. */
  public static void portForward(
      ChannelHandlerContext context, HttpRequest request, String pod, PortDialer dialer) {
    var negotiation = negotiate(Negotiation.Purpose.PORT_FORWARDING, request);
    upgrade(context, negotiation, duplex -> PortForward.serve(duplex, negotiation, pod, dialer));
  }

  private static Negotiation negotiate(Negotiation.Purpose purpose, HttpRequest request) {
    return Negotiation.of(purpose, name -> request.headers().getAll(name));
  }

  private static void upgrade(
      ChannelHandlerContext context, Negotiation negotiation, Consumer<Duplex> serve) {
    switch (negotiation) {
      case Negotiation.WebSocket(var protocol, var headers) -> switching(context, headers, serve);
      case Negotiation.Spdy(var protocol, var headers) -> switching(context, headers, serve);
      case Negotiation.Refused(var code, var message) -> {
        var body = Unpooled.copiedBuffer(message + "\n", StandardCharsets.UTF_8);
        var response =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code), body);
        response.headers().set("Content-Type", "text/plain; charset=utf-8");
        HttpUtil.setContentLength(response, body.readableBytes());
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
      }
    }
  }

  private static void switching(
      ChannelHandlerContext context, Map<String, String> headers, Consumer<Duplex> serve) {
    var response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
    headers.forEach(response.headers()::set);
    context.write(response);
    context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    // the encoder has done its work by now; the client's next byte comes in a later turn of the
    // loop
    var duplex = NettyDuplex.takeOver(context.channel());
    Thread.ofVirtual().name("stream").start(() -> serve.accept(duplex));
  }
}
