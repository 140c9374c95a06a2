package io.coxswain.apiserver.proxy;

import io.coxswain.apiserver.http.Connection;
import io.coxswain.apiserver.http.Exchange;
import io.coxswain.apiserver.http.Failures;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request passed on, and its answer at the client's pace. One event loop owns both connections.
 */
final class ProxyStream extends ChannelInboundHandlerAdapter implements Connection.Outgoing {
  /** Headers of one connection (RFC 9110, section 7.6.1); they are never passed on. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** What tells who the client is stays here; the length is that of the body we hold. */
  private static final Set<String> KEPT_HERE =
      Set.of("host", "authorization", "content-length", "expect");

  private final Exchange exchange;
  private final Connection client;
  private final KubeletTarget target;
  private final String prefix;
  private @Nullable Channel backend;
  private boolean answering;
  private boolean over;

  private ProxyStream(Exchange exchange, KubeletTarget target, String prefix) {
    this.exchange = exchange;
    this.client = exchange.connection();
    this.target = target;
    this.prefix = prefix;
  }

  static void open(KubeletDialer dialer, Exchange exchange, KubeletTarget target, String prefix) {
    var stream = new ProxyStream(exchange, target, prefix);
    dialer.connect(
        exchange.connection().loop(),
        target,
        stream,
        stream::request,
        cause -> stream.unreachable(dialError(target, cause)));
  }

  private void request(Channel channel) {
    backend = channel;
    exchange.onDisconnect(this::close);
    var body = exchange.body();
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(exchange.method()),
            target.path(),
            Unpooled.wrappedBuffer(body));
    exchange
        .headers()
        .forEach(
            (name, value) -> {
              if (!KEPT_HERE.contains(name)
                  && !HOP_BY_HOP.contains(name)
                  && !OutboundTls.isIdentity(name)
                  && !name.startsWith("impersonate-")) {
                request.headers().set(name, value);
              }
            });
    request.headers().set("Host", target.authority()).set("Connection", "close");
    var tls = target.tls();
    if (tls != null) {
      tls.identify(request.headers());
      request.headers().set("Audit-Id", exchange.auditId()); // one request, one id
    }
    request.headers().set("X-Forwarded-Uri", exchange.uri());
    if (!exchange.header("host").isEmpty()) {
      request.headers().set("X-Forwarded-Host", exchange.header("host"));
    }
    request.headers().set("X-Forwarded-Proto", "https");
    if (body.length > 0 || !exchange.method().equals("GET")) {
      request.headers().set("Content-Length", body.length);
    }
    channel.writeAndFlush(request);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (over) {
        return;
      }
      if (message instanceof HttpResponse response) {
        begin(response);
      }
      if (message instanceof HttpContent content && answering) {
        content(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpResponse response) {
    if (response.status().code() < 200) {
      return; // 100 Continue is between us and the backend
    }
    answering = true;
    var headers = new DefaultHttpHeaders();
    for (var header : response.headers()) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.equals("location")) {
        headers.add("Location", ProxyPaths.location(header.getValue(), prefix, target.authority()));
      } else if (!HOP_BY_HOP.contains(name) && !name.equals("content-length")) {
        headers.add(header.getKey(), header.getValue());
      }
    }
    client.begin(
        exchange, response.status().code(), headers, HttpUtil.getContentLength(response, -1L));
    client.stream(this);
    client.flush();
  }

  private void content(ChannelHandlerContext ctx, HttpContent content) {
    if (content.content().isReadable()) {
      client.write(content.content().retain());
    }
    if (content instanceof LastHttpContent) {
      over = true;
      client.end(exchange);
      ctx.close();
      return;
    }
    ctx.channel().config().setAutoRead(client.isWritable());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!over && answering) {
      client.flush();
    }
  }

  @Override
  public void pump() {
    if (backend != null) {
      backend.config().setAutoRead(true);
    }
  }

  @Override
  public void close() {
    over = true;
    if (backend != null) {
      backend.close();
    }
  }

  /** Extension servers' clients get upstream's plain text, those of pods and Services a Status. */
  private void unreachable(String cause) {
    over = true;
    var message = "error trying to reach service: " + cause;
    if (target.tls() == null) {
      exchange.fail(Failures.unavailable(message));
    } else {
      exchange.text(503, message);
    }
  }

  /** In the words of Go, where it is one of the usual reasons. */
  private static String dialError(KubeletTarget target, Throwable cause) {
    var text = String.valueOf(cause.getMessage());
    var why =
        switch (cause) {
          case ConnectTimeoutException late -> "i/o timeout";
          case NoRouteToHostException none -> "connect: no route to host";
          case ConnectException refused when text.contains("refused") ->
              "connect: connection refused";
          default -> null;
        };
    return why == null ? text : "dial tcp " + target.authority() + ": " + why;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (over) {
      return;
    }
    if (answering) {
      over = true;
      client.channel().close(); // cut off in the middle: the client must notice
    } else {
      unreachable("EOF");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
