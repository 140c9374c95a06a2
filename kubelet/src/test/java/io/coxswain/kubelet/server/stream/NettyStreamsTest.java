package io.coxswain.kubelet.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.api.Json;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands through a Netty server, from the JDK's WebSocket client. */
class NettyStreamsTest {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private CommandFlags flags = new CommandFlags(true, true, true, false);
  private List<String> command = List.of("true");
  private Channel channel;
  private volatile @Nullable ProcessSession session;

  @BeforeEach
  void start() {
    channel =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    client
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(1024),
                            new SimpleChannelInboundHandler<FullHttpRequest>() {
                              @Override
                              protected void channelRead0(
                                  ChannelHandlerContext context, FullHttpRequest request) {
                                NettyStreams.command(context, request, flags, () -> open());
                              }
                            });
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  private ProcessSession open() {
    if (command.isEmpty()) {
      throw new ContainerRuntimeException(
          ContainerRuntimeException.Kind.NOT_FOUND, "container is not running");
    }
    session = new ProcessSession(command);
    return session;
  }

  @AfterEach
  void stop() {
    channel.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** Collects what comes on each channel. */
  private static final class Client implements WebSocket.Listener {
    private final Map<Integer, ByteArrayOutputStream> received = new ConcurrentHashMap<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      while (data.hasRemaining()) {
        message.write(data.get());
      }
      if (last) {
        var bytes = message.toByteArray();
        message.reset();
        received
            .computeIfAbsent((int) bytes[0], c -> new ByteArrayOutputStream())
            .write(bytes, 1, bytes.length - 1);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      texts.add(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }

    String text(int channel) {
      return received
          .getOrDefault(channel, new ByteArrayOutputStream())
          .toString(StandardCharsets.UTF_8);
    }
  }

  private WebSocket connect(HttpClient http, Client client, String... protocols) {
    var port = ((InetSocketAddress) channel.localAddress()).getPort();
    var builder = http.newWebSocketBuilder();
    if (protocols.length > 0) {
      builder.subprotocols(
          protocols[0], java.util.Arrays.copyOfRange(protocols, 1, protocols.length));
    }
    return builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/exec"), client).join();
  }

  private static void send(WebSocket socket, int channel, byte... payload) {
    socket
        .sendBinary(
            ByteBuffer.allocate(payload.length + 1).put((byte) channel).put(payload).flip(), true)
        .join();
  }

  @Test
  void inputEndsWithTheCloseMessageAndTheStatusHasTheExitCode() throws Exception {
    command = List.of("sh", "-c", "tr a-z A-Z; echo err >&2; exit 3");
    var client = new Client();
    try (var http = HttpClient.newHttpClient()) {
      var socket = connect(http, client, "v5.channel.k8s.io", "v4.channel.k8s.io");
      assertThat(socket.getSubprotocol()).isEqualTo("v5.channel.k8s.io");
      send(socket, 0, "hello".getBytes(StandardCharsets.UTF_8));
      send(socket, 255, (byte) 0);
      assertThat(client.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
    }
    assertThat(client.text(1)).isEqualTo("HELLO");
    assertThat(client.text(2)).isEqualTo("err\n");
    var status = Json.tree(client.text(3));
    assertThat(status.path("status").asString()).isEqualTo("Failure");
    assertThat(status.path("reason").asString()).isEqualTo("NonZeroExitCode");
    assertThat(status.at("/details/causes/0/reason").asString()).isEqualTo("ExitCode");
    assertThat(status.at("/details/causes/0/message").asString()).isEqualTo("3");
  }

  @Test
  void successIsToldInVersionFour() throws Exception {
    var client = new Client();
    try (var http = HttpClient.newHttpClient()) {
      connect(http, client, "v4.channel.k8s.io");
      assertThat(client.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
    }
    assertThat(client.text(3)).isEqualTo("{\"metadata\":{},\"status\":\"Success\"}");
  }

  /** What the conformance test of exec offers: it takes any word but of stdout for an error. */
  @Test
  void theFirstVersionTellsOnlyOfFailure() throws Exception {
    command = List.of("echo", "well done");
    var good = new Client();
    var bad = new Client();
    var bare = new Client();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(connect(http, good, "channel.k8s.io").getSubprotocol())
          .isEqualTo("channel.k8s.io");
      good.closed.get(60, TimeUnit.SECONDS);
      connect(http, bare);
      bare.closed.get(60, TimeUnit.SECONDS);
      command = List.of("false");
      connect(http, bad, "channel.k8s.io");
      bad.closed.get(60, TimeUnit.SECONDS);
    }
    assertThat(good.received).containsOnlyKeys(1);
    assertThat(good.text(1)).isEqualTo("well done\n");
    assertThat(bare.text(1)).isEqualTo("well done\n");
    assertThat(bad.text(3)).isEqualTo("command terminated with non-zero exit code: exit status 1");
  }

  @Test
  void base64MessagesAreText() throws Exception {
    command = List.of("echo", "well done");
    var client = new Client();
    try (var http = HttpClient.newHttpClient()) {
      connect(http, client, "v4.base64.channel.k8s.io");
      client.closed.get(60, TimeUnit.SECONDS);
    }
    assertThat(client.texts).contains("1d2VsbCBkb25lCg==");
    assertThat(client.texts.getLast()).startsWith("3");
  }

  @Test
  void aCommandThatCannotBeStartedIsAnInternalError() throws Exception {
    command = List.of();
    var client = new Client();
    try (var http = HttpClient.newHttpClient()) {
      connect(http, client, "v5.channel.k8s.io");
      client.closed.get(60, TimeUnit.SECONDS);
    }
    assertThat(client.text(3)).contains("InternalError").contains("container is not running");
  }

  @Test
  void terminalSizesReachTheSession() throws Exception {
    flags = new CommandFlags(true, true, false, true);
    command = List.of("cat");
    ProcessSession.SIZES.clear();
    var client = new Client();
    try (var http = HttpClient.newHttpClient()) {
      var socket = connect(http, client, "v5.channel.k8s.io");
      send(socket, 4, "{\"Width\":80,\"Height\":24}".getBytes(StandardCharsets.UTF_8));
      send(socket, 4, "{\"Width\":132,\"Height\":50}\n".getBytes(StandardCharsets.UTF_8));
      assertThat(ProcessSession.SIZES.poll(60, TimeUnit.SECONDS)).isEqualTo("80x24");
      assertThat(ProcessSession.SIZES.poll(60, TimeUnit.SECONDS)).isEqualTo("132x50");
      send(socket, 255, (byte) 0);
      client.closed.get(60, TimeUnit.SECONDS);
    }
  }

  /** What the client does not take stays with the command: little of it is in memory. */
  @Test
  void aCommandWhoseClientDoesNotReadIsNotReadEither() throws Exception {
    ProcessSession.CLOSED.clear();
    flags = new CommandFlags(false, true, true, false);
    command = List.of("head", "-c", "200000000", "/dev/zero");
    try (var client = new Socket()) {
      client.setReceiveBufferSize(4096);
      client.connect(channel.localAddress());
      client
          .getOutputStream()
          .write(
              """
              GET /exec HTTP/1.1\r
              Host: a\r
              Connection: Upgrade\r
              Upgrade: websocket\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              Sec-WebSocket-Protocol: v5.channel.k8s.io\r
              \r
              """
                  .getBytes(StandardCharsets.UTF_8));
      var taken = awaitStandstill();
      assertThat(taken).isBetween(1L, 64_000_000L);
    }
    assertThat(ProcessSession.CLOSED.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  /** How much of the output was read when none more is over hundreds of turns of the loop. */
  private long awaitStandstill() throws Exception {
    var before = 0L;
    var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    for (var turns = 0; turns < 300 && System.nanoTime() < deadline; turns++) {
      group.next().submit(() -> {}).get();
      var now = session == null ? 0 : session.taken();
      if (now != before || now == 0) {
        turns = 0;
      }
      before = now;
    }
    return before;
  }

  @Test
  void anUnknownProtocolIsRefused() {
    try (var http = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> connect(http, new Client(), "v9.channel.k8s.io"))
          .hasStackTraceContaining("403");
    }
  }
}
