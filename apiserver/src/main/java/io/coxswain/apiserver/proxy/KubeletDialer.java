package io.coxswain.apiserver.proxy;

import io.coxswain.client.transport.Pem;
import io.coxswain.client.transport.PemIdentity;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Opens verified TLS connections to kubelets, under the API server's certificate, and connections
 * to pods in plain text or unverified TLS.
 */
public final class KubeletDialer {
  private static final int CONNECT_MILLIS = 10_000;

  private final @Nullable Path authorities;
  private final @Nullable PemIdentity identity;
  private @Nullable SslContext verified; // guarded by this, as is the other
  private @Nullable SslContext unverified;

  private KubeletDialer(@Nullable Path authorities, @Nullable PemIdentity identity) {
    this.authorities = authorities;
    this.identity = identity;
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
      if (authorities != null) {
        Pem.certificates(Files.readAllBytes(authorities));
      }
      return new KubeletDialer(
          authorities,
          certificate == null || key == null ? null : PemIdentity.read(certificate, key));
    } catch (GeneralSecurityException e) {
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
    SslContext tls;
    try {
      tls = tls(target);
    } catch (SSLException e) {
      failed.accept(e);
      return;
    }
    connect(loop, target, tls, handler, connected, failed);
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

  private @Nullable SslContext tls(KubeletTarget target) throws SSLException {
    return switch (target.security()) {
      case KUBELET -> verified();
      case UNVERIFIED -> unverified();
      case PLAIN -> null;
      case EXTENSION -> Objects.requireNonNull(target.tls()).context();
    };
  }

  /** Made on first use, like the other: a server starts sooner, and many never dial. */
  private synchronized SslContext verified() throws SSLException {
    if (verified == null) {
      var builder = builder();
      if (authorities != null) {
        builder.trustManager(authorities.toFile());
      }
      if (identity != null) {
        builder.keyManager(identity.factory());
      }
      verified = builder.build();
    }
    return verified;
  }

  private synchronized SslContext unverified() throws SSLException {
    if (unverified == null) {
      unverified =
          builder()
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .endpointIdentificationAlgorithm(null)
              .build();
    }
    return unverified;
  }

  private static SslContextBuilder builder() {
    return SslContextBuilder.forClient()
        .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
  }
}
