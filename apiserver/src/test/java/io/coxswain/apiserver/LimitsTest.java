package io.coxswain.apiserver;

import static io.coxswain.apiserver.RudeClients.LARGE;
import static io.coxswain.apiserver.RudeClients.awaitSeats;
import static io.coxswain.apiserver.RudeClients.createLarge;
import static io.coxswain.apiserver.RudeClients.received;
import static io.coxswain.apiserver.RudeClients.rest;
import static io.coxswain.apiserver.RudeClients.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.TestServer.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send or want too much, or take too long, on a real server. */
class LimitsTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  @TempDir static Path directory;
  private static TestServer server;
  private static Session admin;

  @BeforeAll
  static void start() throws Exception {
    server = RudeClients.impatient(directory, Duration.ofMillis(1500), Duration.ofSeconds(3));
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void bodiesAreLimited() throws Exception {
    var large = "{'data':{'a':'%s'}}".formatted("x".repeat(3 * 1024 * 1024));
    assertThat(admin.post(MAPS, large).isCode(413).message())
        .isEqualTo("Request entity too large: limit is 3145728");
  }

  @Test
  void pathsAndHeadersAreLimited() throws Exception {
    try (var socket = server.connect()) {
      send(socket, server.head("GET /" + "a".repeat(65_600)) + "\r\n");
      assertThat(rest(socket)).startsWith("HTTP/1.1 414 ").contains("414 URI Too Long");
    }
    try (var socket = server.connect()) {
      send(socket, server.head("GET /version") + "X: " + "a".repeat(131_060) + "\r\n\r\n");
      assertThat(rest(socket))
          .startsWith("HTTP/1.1 431 ")
          .contains("431 Request Header Fields Too Large");
    }
  }

  @Test
  void nestingAliasesAndOperationsAreLimited() throws Exception {
    var deep = "{\"data\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    admin.post(MAPS, deep).isCode(400);
    var bomb =
        new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\ndata:\n");
    bomb.append(" a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (var i = 1; i < 10; i++) {
      var alias = "*a" + (i - 1) + ",";
      bomb.append(" a%d: &a%d [%s]%n".formatted(i, i, alias.repeat(8) + "*a" + (i - 1)));
    }
    admin.yaml(MAPS, bomb.toString()).isCode(400);
    admin.post(MAPS, "{'metadata':{'name':'patched'}}").isCode(201);
    var operation = "{\"op\":\"test\",\"path\":\"/kind\",\"value\":\"ConfigMap\"},";
    var patch =
        "[" + operation.repeat(10_000) + operation.substring(0, operation.length() - 1) + "]";
    var refused = admin.jsonPatch(MAPS + "/patched", patch).isCode(413);
    assertThat(refused.message())
        .contains("The allowed maximum operations in a JSON patch is 10000, got 10001");
  }

  @Test
  void headsThatDoNotComeEndTheConnection() throws Exception {
    try (var silent = server.connect();
        var dripping = server.connect()) {
      send(dripping, "GET /version HTTP/1.1\r\nHost: a\r\nX-Slow: ");
      assertThat(rest(silent)).isEmpty();
      assertThat(rest(dripping)).isEmpty();
    }
  }

  @Test
  void bodiesThatDoNotComeEndTheConnection() throws Exception {
    try (var socket = server.connect()) {
      send(socket, server.head("POST " + MAPS) + "Content-Length: 100\r\n\r\n{");
      assertThat(rest(socket)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void connectionsOnWhichNothingIsAskedAreClosed() throws Exception {
    try (var socket = server.connect()) {
      send(socket, server.head("GET /version") + "\r\n");
      assertThat(rest(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void listsThatAreNotReadAreCutOff() throws Exception {
    var maps = createLarge(admin);
    try (var socket = server.connect()) {
      send(socket, server.head("GET " + maps) + "\r\n");
      awaitSeats(admin, "11.0"); // ten for the list, one for the question
      awaitSeats(admin, "1.0");
      assertThat(received(socket)).isLessThan(LARGE);
    }
  }

  @Test
  void aServerThatStopsAnswersWhatHasBegunAndEndsWatches(@TempDir Path elsewhere) throws Exception {
    var stopping = TestServer.start(elsewhere);
    try (var watch = stopping.connect();
        var list = stopping.connect()) {
      send(watch, stopping.head("GET /api/v1/namespaces?watch=true") + "\r\n");
      while (watch.getInputStream().read() != '}') {
        Thread.onSpinWait(); // until the first event has come
      }
      send(list, stopping.head("GET /api/v1/pods?resourceVersion=99999999") + "\r\n");
      var metric =
          "current_executing_requests{flow_schema=\"exempt\",priority_level=\"exempt\"} 2.0";
      while (!stopping.admin().get("/metrics").response().body().contains(metric)) {
        Thread.onSpinWait(); // until the list has begun to wait
      }
      var stopped = CompletableFuture.runAsync(stopping::close);
      assertThat(rest(watch)).endsWith("\r\n0\r\n\r\n");
      assertThat(rest(list)).startsWith("HTTP/1.1 504 ").contains("Too large resource version");
      stopped.get();
    }
  }
}
