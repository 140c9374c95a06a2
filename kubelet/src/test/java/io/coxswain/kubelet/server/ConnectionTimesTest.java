package io.coxswain.kubelet.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kubelet's HTTP pipeline in a time of its own. */
final class ConnectionTimesTest {
  private static final String POST =
      "POST /exec/default/web/c HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n";
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void start() {
    channel.freezeTime();
    var limits =
        new ConnectionTimes.Limits(
            Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(90));
    KubeletServer.addHttp(
        channel.pipeline(),
        new ChannelInboundHandlerAdapter() {
          @Override
          public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // a connection that ends amid a body
          }
        },
        limits);
  }

  @AfterEach
  void stop() {
    channel.finishAndReleaseAll();
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, UTF_8));
  }

  private void answer() {
    channel.writeOutbound(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER));
  }

  @Test
  void aHeadThatDripsInEndsTheConnection() {
    for (var i = 0; i < 29; i++) {
      send(i == 0 ? "GET /healthz HTTP/1.1\r\nX: " : "x");
      pass(1);
    }
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aBodyThatDripsInEndsTheConnection() {
    send(POST + "x");
    pass(59);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void anAnswerMayTakeHoursAndTheNextRequestMustComeAfterIt() {
    send(POST + "xx");
    pass(36_000);
    assertThat(channel.isOpen()).isTrue();
    answer();
    pass(89);
    assertThat(channel.isOpen()).isTrue();
    send(POST + "xx");
    pass(100);
    assertThat(channel.isOpen()).isTrue();
    answer();
    pass(90);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void largeBodiesAreRefused() {
    send("POST /exec/default/web/c HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n");
    assertThat(channel.<ByteBuf>readOutbound().toString(UTF_8)).startsWith("HTTP/1.1 413 ");
  }

  /** The command of an exec stands in the request line. */
  @Test
  void longCommandsAreTaken() {
    send("POST /exec/default/web/c?command=" + "x".repeat(50_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    FullHttpRequest request = channel.readInbound();
    assertThat(request.uri()).hasSizeGreaterThan(50_000);
    request.release();
  }
}
