package io.coxswain.apiserver.http;

import io.coxswain.apiserver.auth.ClientCertificate;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening socket: TLS, HTTP/1.1 and HTTP/2 chosen by ALPN, and the connections behind it. */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int LARGEST_HEADERS = 128 * 1024;
  private static final int MOST_STREAMS = 250;

  // A client that stops its informers cancels hundreds of watches at once. What a cancelled request
  // goes on to cost is bounded by flow control; this bounds what reading them costs.
  private static final int MOST_CANCELLED = 5_000;
  private static final int CANCELLED_SECONDS = 30;

  private final EventLoopGroup loops;
  private final Channel listening;
  private final ChannelGroup connections;
  private final Dispatcher dispatcher;

  private HttpServer(
      EventLoopGroup loops, Channel listening, ChannelGroup connections, Dispatcher dispatcher) {
    this.loops = loops;
    this.listening = listening;
    this.connections = connections;
    this.dispatcher = dispatcher;
  }

  /**
   * Listens.
   *
   * @throws IOException where the address can't be bound
   */
  public static HttpServer listen(InetSocketAddress address, ServerTls tls, Dispatcher dispatcher)
      throws IOException {
    var epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    var threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    var loops = new MultiThreadIoEventLoopGroup(threads, io);
    var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, buffers(threads))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(64 * 1024, 256 * 1024))
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    channel
                        .pipeline()
                        .addLast(tls.context().newHandler(channel.alloc()))
                        .addLast(new Negotiation(tls, dispatcher));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      var cause = bound.cause();
      throw new IOException("cannot listen on " + address + ": " + cause.getMessage(), cause);
    }
    return new HttpServer(loops, bound.channel(), connections, dispatcher);
  }

  /**
   * Buffers outside the heap, one arena for each event loop: measured cheaper than Netty's adaptive
   * allocator, which most of the Java code of a GET ran in. Chunks are small for idle servers.
   */
  private static ByteBufAllocator buffers(int threads) {
    return new PooledByteBufAllocator(true, 1, threads, 8192, 7, 256, 64, false);
  }

  /** The port that was bound. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  public EventLoopGroup loops() {
    return loops;
  }

  /** Stops listening, ends watches and waits for what is being answered, so long at most. */
  public void drain(Duration longest) {
    stopListening();
    dispatcher.stop(longest);
  }

  /** Stops listening; connections go on. */
  public void stopListening() {
    listening.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    stopListening();
    connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  /** Sees whether an HTTP/2 connection is in use. */
  private static final class Streams {
    private final Http2FrameCodec codec;
    private int last;

    private Streams(Http2FrameCodec codec) {
      this.codec = codec;
    }

    private boolean areIdle() {
      var connection = codec.connection();
      var before = last;
      last = connection.remote().lastStreamCreated();
      return connection.numActiveStreams() == 0 && last == before;
    }
  }

  /** Builds the rest of a connection once TLS has chosen its protocol. */
  private static final class Negotiation extends ApplicationProtocolNegotiationHandler {
    private final ServerTls tls;
    private final Dispatcher dispatcher;

    private Negotiation(ServerTls tls, Dispatcher dispatcher) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.tls = tls;
      this.dispatcher = dispatcher;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      var certificate = certificate(context);
      var pipeline = context.pipeline();
      if (!protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        var connection = new Connection(dispatcher, certificate, null);
        pipeline
            .addLast(new HttpServerCodec(LONGEST_LINE, LARGEST_HEADERS, 64 * 1024))
            .addLast(connection);
        closeWhenIdle(context.channel(), connection::isIdle);
        return;
      }
      var settings =
          Http2Settings.defaultSettings()
              .maxConcurrentStreams(MOST_STREAMS)
              .maxHeaderListSize(LARGEST_HEADERS);
      var codec =
          Http2FrameCodecBuilder.forServer()
              .initialSettings(settings)
              .decoderEnforceMaxRstFramesPerWindow(MOST_CANCELLED, CANCELLED_SECONDS)
              .build();
      var backlog = new Backlog(dispatcher.answerMemory(), context.executor());
      closeWhenIdle(context.channel(), new Streams(codec)::areIdle);
      pipeline
          .addLast(codec)
          .addLast(
              new Http2MultiplexHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                      stream.config().setAllocator(stream.parent().alloc()); // not the default
                      stream
                          .pipeline()
                          .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                          .addLast(new Connection(dispatcher, certificate, backlog));
                    }
                  }))
          .addLast(new Breakage());
    }

    /** Looks after a while whether a connection has asked anything, and closes it if not. */
    private void closeWhenIdle(Channel channel, BooleanSupplier idle) {
      var limits = dispatcher.limits();
      channel
          .eventLoop()
          .schedule(
              () -> check(channel, idle, limits.idle().toMillis()),
              limits.firstRequest().toMillis(),
              TimeUnit.MILLISECONDS);
    }

    private static void check(Channel channel, BooleanSupplier idle, long millis) {
      if (!channel.isActive()) {
        return;
      }
      if (idle.getAsBoolean()) {
        channel.close();
        return;
      }
      channel
          .eventLoop()
          .schedule(() -> check(channel, idle, millis), millis, TimeUnit.MILLISECONDS);
    }

    private @Nullable ClientCertificate certificate(ChannelHandlerContext context) {
      var handler = context.pipeline().get(SslHandler.class);
      try {
        return tls.identify(handler.engine().getSession().getPeerCertificates());
      } catch (SSLPeerUnverifiedException e) {
        return null; // the client did not present one
      }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  /**
   * Ends HTTP/2 connections that break. What a client sends is no fault of the server: behind the
   * last handler each would be a warning with a stack trace in the log.
   */
  private static final class Breakage extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("a client's connection", cause);
      if (!(cause instanceof Http2FrameStreamException)) {
        context.close();
      }
    }
  }
}
