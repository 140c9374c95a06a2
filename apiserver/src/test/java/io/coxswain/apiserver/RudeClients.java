package io.coxswain.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.apiserver.ApiServerOptions.Load;
import io.coxswain.apiserver.TestServer.Session;
import io.coxswain.apiserver.http.RequestLimits;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/** What tests of clients that ask for too much, or do not read, have in common. */
final class RudeClients {
  /** What {@link #createLarge} makes takes more, in bytes. */
  static final int LARGE = 12_000_000;

  private RudeClients() {}

  /**
   * A server on which a request takes two seconds at most.
   *
   * @param firstRequest time for the first head of a connection
   * @param idle time between requests
   */
  static TestServer impatient(Path directory, Duration firstRequest, Duration idle)
      throws Exception {
    var limits =
        new RequestLimits(Duration.ofSeconds(2), Duration.ofSeconds(1800), firstRequest, idle);
    return TestServer.start(directory, new Load(400, 200, true, limits));
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  /** All that comes until the server closes the connection. */
  static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  /** How many bytes come until the server closes the connection, or cuts it off. */
  static long received(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes().length;
    } catch (IOException reset) {
      return 0; // in the middle of a TLS record
    }
  }

  /**
   * A namespace with config maps that are too large for the buffers of a connection; their path.
   */
  static String createLarge(Session admin) throws Exception {
    admin.post("/api/v1/namespaces", "{'metadata':{'name':'large'}}").isCode(201);
    var maps = "/api/v1/namespaces/large/configmaps";
    for (var i = 0; i < 12; i++) {
      var body = "{'metadata':{'name':'m%d'},'data':{'a':'%s'}}";
      admin.post(maps, body.formatted(i, "x".repeat(LARGE / 12))).isCode(201);
    }
    return maps;
  }

  /** Waits until administrators take so many seats, the question itself included. */
  static void awaitSeats(Session admin, String seats) throws Exception {
    var metric =
        "apiserver_flowcontrol_current_executing_seats{flow_schema=\"exempt\","
            + "priority_level=\"exempt\"} "
            + seats;
    TestServer.await(() -> admin.get("/metrics").response().body().contains(metric));
  }
}
