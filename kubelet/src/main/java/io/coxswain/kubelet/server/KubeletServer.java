package io.coxswain.kubelet.server;

import io.coxswain.client.transport.PemIdentity;
import io.coxswain.kubelet.KubeletOptions.Tls;
import io.coxswain.kubelet.server.ConnectionTimes.Limits;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kubelet's HTTPS server. Two event loop threads move bytes; each request runs on a virtual
 * thread.
 */
public final class KubeletServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KubeletServer.class);
  private static final int LONGEST_LINE = 64 << 10; // commands of exec are part of it
  private static final int LARGEST_HEADERS = 128 << 10;
  private static final int LARGEST_BODY = 64 << 10; // nothing that it serves needs one

  private final EventLoopGroup group;
  private final Channel channel;

  private KubeletServer(EventLoopGroup group, Channel channel) {
    this.group = group;
    this.channel = channel;
  }

  /**
   * @param port 0 for a free one
   * @param nodes whose API it is; several share one where they are simulated
   * @throws IllegalStateException where the address or port can't be bound, or the files are bad
   */
  public static KubeletServer start(
      Tls tls, String address, int port, Supplier<? extends Collection<NodeApi>> nodes) {
    var ssl = ssl(tls);
    var group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    try {
      var channel =
          new ServerBootstrap()
              .group(group)
              .channel(NioServerSocketChannel.class)
              .childHandler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                      var pipeline = connection.pipeline();
                      pipeline.addLast("tls", ssl.newHandler(connection.alloc()));
                      addHttp(pipeline, new RequestHandler(nodes), Limits.DEFAULTS);
                    }
                  })
              .bind(address, port)
              .syncUninterruptibly()
              .channel();
      log.info("Kubelet API on {}", channel.localAddress());
      return new KubeletServer(group, channel);
    } catch (RuntimeException e) {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IllegalStateException(
          "listening on " + address + ":" + port + ": " + e.getMessage(), e);
    } catch (Exception e) {
      // syncUninterruptibly throws what it wants
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IllegalStateException("listening on " + address + ":" + port + ": " + e, e);
    }
  }

  /** Makes HTTP of a connection's bytes, within limits. */
  static void addHttp(ChannelPipeline pipeline, ChannelHandler requests, Limits limits) {
    pipeline
        .addLast("http", new HttpServerCodec(LONGEST_LINE, LARGEST_HEADERS, LARGEST_BODY))
        .addLast("times", new ConnectionTimes(limits))
        .addLast("aggregator", new HttpObjectAggregator(LARGEST_BODY))
        .addLast("requests", requests);
  }

  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  private static SslContext ssl(Tls tls) {
    try {
      return SslContextBuilder.forServer(
              PemIdentity.read(tls.certificate(), tls.privateKey()).factory())
          .sslProvider(SslProvider.JDK)
          .trustManager(tls.clientCa().toFile())
          .clientAuth(ClientAuth.OPTIONAL)
          .build();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the kubelet's serving certificate " + tls.certificate() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
