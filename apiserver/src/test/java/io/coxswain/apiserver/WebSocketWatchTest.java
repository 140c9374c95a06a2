package io.coxswain.apiserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch over a WebSocket: the JDK's client in the place of a browser. */
class WebSocketWatchTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  /** Whole texts, and the code of the end. */
  private static final class Events implements WebSocket.Listener {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final CompletableFuture<String> pong = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        texts.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      var bytes = new byte[message.remaining()];
      message.get(bytes);
      pong.complete(new String(bytes, US_ASCII));
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    String next() throws InterruptedException {
      var next = texts.poll(1, TimeUnit.MINUTES);
      return next == null ? "nothing" : next;
    }
  }

  private static WebSocket open(TestServer server, String query, Events events) throws Exception {
    var address = server.url().replace("https:", "wss:") + MAPS + "?watch=true" + query;
    return server
        .client(null, HttpClient.Version.HTTP_1_1)
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + TestServer.ADMIN_TOKEN)
        .buildAsync(URI.create(address), events)
        .get(1, TimeUnit.MINUTES);
  }

  @Test
  void eachEventIsATextAndTheEndOfTheWatchIsANormalClosure(@TempDir Path directory)
      throws Exception {
    try (var server = TestServer.start(directory)) {
      var events = new Events();
      var socket = open(server, "", events);
      socket.sendPing(ByteBuffer.wrap("there?".getBytes(US_ASCII)));
      server.admin().post(MAPS, "{'metadata':{'name':'a'},'data':{'k':'v'}}").isCode(201);
      server.admin().send("DELETE", MAPS + "/a", "").isCode(200);
      assertThat(events.next()).startsWith("{\"type\":\"ADDED\"").contains("\"name\":\"a\"");
      assertThat(events.next()).startsWith("{\"type\":\"DELETED\"").endsWith("}");
      assertThat(events.pong.get(1, TimeUnit.MINUTES)).isEqualTo("there?");
      assertThat(events.texts).isEmpty();
      socket.abort();

      var brief = new Events();
      open(server, "&timeoutSeconds=1", brief);
      assertThat(brief.closed.get(1, TimeUnit.MINUTES)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    }
  }
}
