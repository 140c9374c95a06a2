package io.coxswain.kubelet.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RequestHandlerTest {

  /** Simulated nodes share a server that listens before the first of them is made. */
  @Test
  void aServerWithoutANodeSaysSo() {
    var channel = new EmbeddedChannel(new RequestHandler(List::<NodeApi>of));
    channel.writeInbound(
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.GET,
            "/containerLogs/default/web/c",
            Unpooled.EMPTY_BUFFER));
    FullHttpResponse answer = null;
    while (answer == null) { // it comes from the request's own thread
      channel.runPendingTasks();
      answer = channel.readOutbound();
    }
    assertThat(answer.status().code()).isEqualTo(503);
    assertThat(answer.content().toString(UTF_8)).contains("has no node yet");
    answer.release();
    channel.finishAndReleaseAll();
  }

  /** All that a server answers to so many requests sent at once, until it closes or falls idle. */
  private static String answers(Supplier<List<NodeApi>> nodes, int requests) throws Exception {
    var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var limits =
        new ConnectionTimes.Limits(
            Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMillis(50));
    var server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel client) {
                    KubeletServer.addHttp(client.pipeline(), new RequestHandler(nodes), limits);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    try (var client = new Socket()) {
      client.connect(server.localAddress());
      client.setSoTimeout(60_000);
      var request = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
      client.getOutputStream().write(request.repeat(requests).getBytes(UTF_8));
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  @Test
  void requestsThatAreSentBeforeAnAnswerAreAnsweredInTurn() throws Exception {
    assertThat(answers(List::of, 5).split("HTTP/1.1 503 ", -1)).hasSize(6);
  }

  @Test
  void tooManyRequestsAtOnceEndTheConnection() throws Exception {
    var asked = new AtomicInteger();
    var answers =
        answers(
            () -> {
              asked.incrementAndGet();
              try {
                new CountDownLatch(1).await(); // until its client is gone
              } catch (InterruptedException hungUp) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            },
            100);
    assertThat(answers).isEmpty();
    assertThat(asked.get()).isEqualTo(1);
  }
}
