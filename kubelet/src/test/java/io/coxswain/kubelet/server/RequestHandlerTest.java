package io.coxswain.kubelet.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
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
}
