package io.coxswain.apiserver;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** HTTP/2 connections whose streams have an initial window of 0, so that no content fits. */
final class WindowlessClients implements AutoCloseable {
  private final TestServer server;
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Channel> connections = new ArrayList<>();

  WindowlessClients(TestServer server) {
    this.server = server;
  }

  /** Counts heads of answers; they need no window. Asks for the second ping after the first. */
  private static final class Counter extends Http2EventAdapter {
    private final CompletableFuture<Boolean> settled = new CompletableFuture<>();
    private final CompletableFuture<Integer> served = new CompletableFuture<>();
    private int heads;

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) {
      settled.complete(true);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int stream,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean last) {
      heads++;
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long which) {
      if (which == 1) { // all is asked; what was answered to it is flushed before the next
        ping(ctx, 2);
      } else {
        served.complete(heads);
      }
    }

    private static void ping(ChannelHandlerContext ctx, long which) {
      var handler = (Http2ConnectionHandler) ctx.handler();
      handler.encoder().writePing(ctx, false, which, ctx.newPromise());
      ctx.flush();
    }

    private void closed() {
      settled.complete(false);
      served.complete(heads);
    }
  }

  /** How many answers begin, of so many requests of an administrator at once. */
  int connectAndAsk(String path, int requests) throws Exception {
    var tls =
        new JdkSslContext(
            server.clientTls(null),
            true,
            null,
            IdentityCipherSuiteFilter.INSTANCE,
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                "h2"),
            ClientAuth.NONE,
            null,
            false);
    var counter = new Counter();
    var http2 =
        new Http2ConnectionHandlerBuilder()
            .server(false)
            .initialSettings(Http2Settings.defaultSettings().initialWindowSize(0))
            .frameListener(counter)
            .build();
    var connection =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()), http2);
                  }
                })
            .connect("127.0.0.1", server.port())
            .sync()
            .channel();
    connections.add(connection);
    connection.closeFuture().addListener(ignored -> counter.closed());
    counter.settled.get(60, TimeUnit.SECONDS);
    connection.eventLoop().execute(() -> ask(http2, connection, path, requests));
    return counter.served.get(60, TimeUnit.SECONDS);
  }

  private static void ask(
      Http2ConnectionHandler http2, Channel connection, String path, int requests) {
    var context = connection.pipeline().context(http2);
    var headers =
        new DefaultHttp2Headers()
            .method("GET")
            .scheme("https")
            .authority("a")
            .path(path)
            .set("authorization", "Bearer " + TestServer.ADMIN_TOKEN);
    for (var i = 0; i < requests; i++) {
      http2.encoder().writeHeaders(context, 2 * i + 1, headers, 0, true, context.newPromise());
    }
    Counter.ping(context, 1);
  }

  /** Waits until the server has ended each connection. */
  void awaitAllClosed() throws Exception {
    for (var connection : connections) {
      if (!connection.closeFuture().await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the server keeps " + connection);
      }
    }
  }

  @Override
  public void close() {
    connections.forEach(Channel::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
