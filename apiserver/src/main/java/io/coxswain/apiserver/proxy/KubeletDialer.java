package io.coxswain.apiserver.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens verified TLS connections to kubelets, under the API server's certificate, and connections
 * to pods in plain text or unverified TLS.
 */
public final class KubeletDialer {
  private static final int CONNECT_MILLIS = 10_000;

  private final SslContext context;
  private final SslContext unverified;

  private KubeletDialer(SslContext context, SslContext unverified) {
    this.context = context;
    this.unverified = unverified;
  }

  /**
   * Reads the PEM files.
   *
   * @param authorities of the kubelets' certificates; null for those of the JDK
   * @throws IOException where a file can't be used
   */
  public static KubeletDialer read(
      @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key)
      throws IOException {
    try {
      var builder =
          SslContextBuilder.forClient()
              .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
      if (authorities != null) {
        builder.trustManager(authorities.toFile());
      }
      if (certificate != null && key != null) {
        builder.keyManager(certificate.toFile(), key.toFile());
      }
      var unverified =
          SslContextBuilder.forClient()
              .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .endpointIdentificationAlgorithm(null)
              .build();
      return new KubeletDialer(builder.build(), unverified);
    } catch (IllegalArgumentException e) {
      throw new IOException("cannot use the kubelet client certificate: " + e.getMessage(), e);
    }
  }

  /**
   * Connects on an event loop.
   *
   * @param connected gets the channel after the handshake
   * @param failed gets why there is none
   */
  void connect(
      EventLoop loop,
      KubeletTarget target,
      ChannelHandler handler,
      Consumer<Channel> connected,
      Consumer<Throwable> failed) {
    connect(loop, target, tls(target), handler, connected, failed);
  }

  /** As above, for targets that say themselves how they are spoken to. */
  static void connectTo(
      EventLoop loop,
      KubeletTarget target,
      ChannelHandler handler,
      Consumer<Channel> connected,
      Consumer<Throwable> failed) {
    var tls = Objects.requireNonNull(target.tls()).context();
    connect(loop, target, tls, handler, connected, failed);
  }

  private static void connect(
      EventLoop loop,
      KubeletTarget target,
      @Nullable SslContext tls,
      ChannelHandler handler,
      Consumer<Channel> connected,
      Consumer<Throwable> failed) {
    new Bootstrap()
        .group(loop)
        .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                if (tls != null) {
                  var outbound = target.tls();
                  var name = outbound == null ? target.host() : outbound.serverName();
                  var secured = tls.newHandler(channel.alloc(), name, target.port());
                  secured.setHandshakeTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS);
                  channel.pipeline().addLast(secured);
                }
                channel.pipeline().addLast(new HttpClientCodec(), handler);
              }
            })
        .connect(target.host(), target.port())
        .addListener(
            (io.netty.channel.ChannelFuture opened) -> {
              if (!opened.isSuccess()) {
                failed.accept(opened.cause());
                return;
              }
              var channel = opened.channel();
              var secured = channel.pipeline().get(SslHandler.class);
              if (secured == null) {
                connected.accept(channel);
                return;
              }
              Future<Channel> handshake = secured.handshakeFuture();
              handshake.addListener(
                  (Future<Channel> done) -> {
                    if (done.isSuccess()) {
                      connected.accept(channel);
                    } else {
                      channel.close();
                      failed.accept(done.cause());
                    }
                  });
            });
  }

  private @Nullable SslContext tls(KubeletTarget target) {
    return switch (target.security()) {
      case KUBELET -> context;
      case UNVERIFIED -> unverified;
      case PLAIN -> null;
      case EXTENSION -> Objects.requireNonNull(target.tls()).context();
    };
  }
}
