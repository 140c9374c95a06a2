package io.coxswain.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void oneConnectionServesManyRequests() throws Exception {
    try (var server = new ScriptedServer(OK, OK, OK);
        var transport = transport(server)) {
      for (var request = 0; request < 3; request++) {
        assertThat(text(transport.send(Request.get("/api")))).isEqualTo("ok");
      }
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void chunkedBodiesAreReadToTheirEndAndTheConnectionIsKept() throws Exception {
    var chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;name=value\r\nhello\r\nB\r\n, the world\r\n0\r\nTrailer: x\r\n\r\n";
    try (var server = new ScriptedServer(chunked, OK);
        var transport = transport(server)) {
      assertThat(text(transport.send(Request.get("/a")))).isEqualTo("hello, the world");
      assertThat(text(transport.send(Request.get("/b")))).isEqualTo("ok");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aReadOnAConnectionTheServerHasJustClosedIsRepeated() throws Exception {
    try (var server = new ScriptedServer(OK, ScriptedServer.HANG_UP, OK);
        var transport = transport(server)) {
      assertThat(text(transport.send(Request.get("/a")))).isEqualTo("ok");
      assertThat(text(transport.send(Request.get("/b")))).isEqualTo("ok");
      assertThat(server.requestLines)
          .containsExactly("GET /a HTTP/1.1", "GET /b HTTP/1.1", "GET /b HTTP/1.1");
    }
  }

  @Test
  void aWriteIsNeverRepeatedBecauseTheServerMayHaveActed() throws Exception {
    try (var server = new ScriptedServer(OK, ScriptedServer.HANG_UP, OK);
        var transport = transport(server)) {
      assertThat(text(transport.send(Request.get("/a")))).isEqualTo("ok");
      var delete = new Request("DELETE", "/b", Map.of(), null, Request.DEFAULT_READ_TIMEOUT);

      assertThatThrownBy(() -> transport.send(delete)).isInstanceOf(IOException.class);
      assertThat(server.requestLines).containsExactly("GET /a HTTP/1.1", "DELETE /b HTTP/1.1");
    }
  }

  @Test
  void aBodyCutShortIsAnErrorAndNotAShorterBody() throws Exception {
    var counted = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf" + ScriptedServer.CUT;
    try (var server = new ScriptedServer(counted);
        var transport = transport(server)) {
      assertThatThrownBy(() -> transport.send(Request.get("/a")).readAll())
          .isInstanceOf(IOException.class)
          .hasMessage("connection closed 6 bytes before the end of the body");
    }
    var chunk =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n10\r\nhalf" + ScriptedServer.CUT;
    try (var server = new ScriptedServer(chunk);
        var transport = transport(server)) {
      assertThatThrownBy(() -> transport.send(Request.get("/a")).readAll())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("inside a chunk");
    }
  }

  @Test
  void interimAnswersAreSkipped() throws Exception {
    try (var server = new ScriptedServer("HTTP/1.1 100 Continue\r\n\r\n" + OK);
        var transport = transport(server)) {
      assertThat(text(transport.send(Request.get("/a")))).isEqualTo("ok");
    }
  }

  @Test
  void repeatedHeadersAreJoinedUnderLowerCaseNames() throws Exception {
    var answer =
        "HTTP/1.1 200 OK\r\nWarning: 299 - \"a\"\r\nWARNING: 299 - \"b\"\r\n"
            + "Content-Length: 0\r\n\r\n";
    try (var server = new ScriptedServer(answer);
        var transport = transport(server)) {
      assertThat(transport.send(Request.get("/a")).header("warning"))
          .isEqualTo("299 - \"a\", 299 - \"b\"");
    }
  }

  @Test
  void whatIsNotHttpIsAnErrorThatShowsNoControlCharacters() throws Exception {
    try (var server = new ScriptedServer("\u0016\u0003 is TLS\r\n");
        var transport = transport(server)) {
      assertThatThrownBy(() -> transport.send(Request.get("/a")))
          .isInstanceOf(IOException.class)
          .hasMessage("not an HTTP/1.1 answer: ?? is TLS");
    }
  }

  @Test
  void aHeaderCannotSmuggleALine() throws Exception {
    try (var server = new ScriptedServer(OK);
        var transport = transport(server)) {
      var request =
          new Request("GET", "/", Map.of("X", "a\r\nEvil: b"), null, Duration.ofSeconds(5));
      assertThatThrownBy(() -> transport.send(request))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("line break in header X");
    }
  }

  @Test
  void theServersPathIsPutBeforeTheRequests() throws Exception {
    try (var server = new ScriptedServer(OK);
        var transport =
            new HttpTransport(
                URI.create(server.uri() + "/clusters/one/"), null, null, true, Map.of())) {
      text(transport.send(Request.get("/api")));
      assertThat(server.requestLines).containsExactly("GET /clusters/one/api HTTP/1.1");
    }
  }

  @Test
  void closingFailsRequestsInFlight() throws Exception {
    var endless = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    try (var server = new ScriptedServer(endless)) {
      var transport = transport(server);
      var answer = transport.send(Request.get("/watch"));
      Thread.ofVirtual().start(transport::close);
      assertThatThrownBy(answer::readAll).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> transport.send(Request.get("/again")))
          .isInstanceOf(IOException.class)
          .hasMessage("transport is closed");
    }
  }

  private static HttpTransport transport(ScriptedServer server) {
    return new HttpTransport(server.uri(), null, null, true, Map.of("User-Agent", "test"));
  }

  private static String text(Response response) throws IOException {
    try (response) {
      return new String(response.readAll(), StandardCharsets.UTF_8);
    }
  }
}
