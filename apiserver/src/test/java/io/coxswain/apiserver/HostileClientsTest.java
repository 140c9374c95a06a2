package io.coxswain.apiserver;

import static io.coxswain.apiserver.RudeClients.LARGE;
import static io.coxswain.apiserver.RudeClients.awaitSeats;
import static io.coxswain.apiserver.RudeClients.createLarge;
import static io.coxswain.apiserver.RudeClients.received;
import static io.coxswain.apiserver.RudeClients.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.TestServer.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that want a server to hold more for them than it should, on a real one. */
class HostileClientsTest {
  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String MAPS = NAMESPACES + "/default/configmaps";
  private static final Pattern EXEMPT =
      Pattern.compile("dispatched_requests_total\\{flow_schema=\"exempt\".*} ([0-9.E]+)");

  @TempDir static Path directory;
  private static TestServer server;
  private static Session admin;

  @BeforeAll
  static void start() throws Exception {
    server = RudeClients.impatient(directory, Duration.ofSeconds(20), Duration.ofSeconds(20));
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Requests of administrators so far, and of the server itself. */
  private static double exempt() throws Exception {
    var found = EXEMPT.matcher(admin.get("/metrics").response().body());
    assertThat(found.find()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  /** Without an end to it, the server would have written all answers into its memory. */
  @Test
  void whoDoesNotReadItsAnswersIsAnsweredNothingMore() throws Exception {
    admin
        .post(MAPS, "{'metadata':{'name':'wide'},'data':{'a':'%s'}}".formatted("x".repeat(60_000)))
        .isCode(201);
    var before = exempt();
    try (var socket = server.connect()) {
      var asking =
          CompletableFuture.runAsync(
              () -> {
                try {
                  send(socket, (server.head("GET " + MAPS + "/wide") + "\r\n").repeat(2_000));
                } catch (IOException cutOff) {
                  // as it should be
                }
              });
      var in = socket.getInputStream();
      assertThat(in.read()).isEqualTo('H'); // it is being served
      asking.join(); // ends when all is sent, or nobody takes it any more
      assertThat(exempt() - before).isLessThan(200);
      assertThat(received(socket)).isLessThan(20_000_000);
    }
  }

  /** Each of its streams has a window, which it leaves shut: no answer can leave. */
  @Test
  void whoOpensNoWindowIsServedNoMoreThanItsShareAndCutOff() throws Exception {
    admin
        .post(MAPS, "{'metadata':{'name':'kept'},'data':{'a':'%s'}}".formatted("x".repeat(60_000)))
        .isCode(201);
    var path = MAPS + "/kept?resourceVersion=0";
    try (var clients = new WindowlessClients(server)) {
      for (var i = 0; i < 6; i++) {
        var answers = clients.connectAndAsk(path, 200);
        assertThat(answers).isBetween(1, 80); // of 60 KB each in the 4 MB that it may hold
        assertThat(admin.get(path).isCode(200).body().at("/data/a").asString()).hasSize(60_000);
      }
      clients.awaitAllClosed();
    }
    assertThat(admin.get(path).isCode(200).body().at("/data/a").asString()).hasSize(60_000);
  }

  /** Go's clients cancel a watch by resetting its stream; the connection serves others, too. */
  @Test
  void aConnectionOutlivesHundredsOfCancelledWatches() throws Exception {
    try (var client = server.client("O=system:masters,CN=cox", HttpClient.Version.HTTP_2)) {
      var staying = client.send(watch("staying"), BodyHandlers.ofInputStream());
      assertThat(staying.version()).isEqualTo(HttpClient.Version.HTTP_2);
      for (var round = 0; round < 6; round++) {
        var watches = new ArrayList<CompletableFuture<HttpResponse<InputStream>>>();
        for (var i = 0; i < 50; i++) {
          watches.add(client.sendAsync(watch("none"), BodyHandlers.ofInputStream()));
        }
        for (var one : watches) {
          one.join().body().close();
        }
      }
      admin.post(MAPS, "{'metadata':{'name':'news','labels':{'for':'staying'}}}").isCode(201);
      try (var lines = new BufferedReader(new InputStreamReader(staying.body(), UTF_8))) {
        assertThat(Json.tree(lines.readLine()).at("/object/metadata/name").asString())
            .isEqualTo("news");
      }
    }
  }

  private static HttpRequest watch(String whom) {
    return HttpRequest.newBuilder(
            URI.create(server.url() + MAPS + "?watch=1&labelSelector=for%3D" + whom))
        .build();
  }

  @Test
  void aWatchThatTakesNothingOfThePresentObjectsIsCutOff() throws Exception {
    var maps = createLarge(admin);
    try (var socket = server.connect()) {
      send(socket, server.head("GET " + maps + "?watch=true") + "\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      awaitSeats(admin, "1.0"); // of the question itself
      assertThat(received(socket)).isLessThan(LARGE);
    }
  }

  /** Strangers share a 64th of the heap; those who say who they are have the rest. */
  @Test
  void largeBodiesOfStrangersAreRefusedWhenThereAreTooMany(@TempDir Path elsewhere)
      throws Exception {
    var size = 3_000_000;
    var fit = Runtime.getRuntime().maxMemory() / 64 / size;
    var head = "POST " + MAPS + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n";
    var sockets = new ArrayList<Socket>();
    try (var patient = TestServer.start(elsewhere)) {
      for (var i = 0; i < fit + 1; i++) {
        var socket = patient.connect();
        sockets.add(socket);
        send(socket, head + "x".repeat(size - 1)); // each waits for its last byte
      }
      send(sockets.getLast(), "x");
      var answer =
          new BufferedReader(new InputStreamReader(sockets.getLast().getInputStream(), UTF_8));
      assertThat(answer.readLine()).isEqualTo("HTTP/1.1 429 Too Many Requests");
      var body = "{'metadata':{'name':'known'},'data':{'a':'%s'}}".formatted("x".repeat(900_000));
      patient.admin().post(MAPS, body).isCode(201);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void selectorsOfThousandsOfTermsAreAnswered() throws Exception {
    admin.post(NAMESPACES, "{'metadata':{'name':'many'}}").isCode(201);
    for (var i = 0; i < 60; i++) {
      admin.post(NAMESPACES + "/many/configmaps", "{'metadata':{'name':'m%d'}}".formatted(i));
    }
    var terms = IntStream.range(0, 5_000).mapToObj(i -> "!k" + i).collect(Collectors.joining(","));
    var list = admin.get(NAMESPACES + "/many/configmaps?labelSelector=" + terms).isCode(200);
    assertThat(list.body().path("items").size()).isEqualTo(60);
  }

  /** A body may hold twice as much, and patches add to what is there. */
  @Test
  void customResourcesGrowNoLargerThanUpstreamStoresThem() throws Exception {
    admin
        .post(
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            """
            {'metadata':{'name':'boats.example.com'},'spec':{'group':'example.com',
            'scope':'Cluster','names':{'plural':'boats','kind':'Boat'},'versions':[{'name':'v1',
            'served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object',
            'x-kubernetes-preserve-unknown-fields':true}}}]}}""")
        .isCode(201);
    var boats = "/apis/example.com/v1/boats";
    var deadline = System.nanoTime() + 60_000_000_000L;
    while (admin.get(boats).code() != 200) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    var object = "{'apiVersion':'example.com/v1','kind':'Boat','metadata':{'name':'%s'},'a':'%s'}";
    var large = admin.post(boats, object.formatted("large", "x".repeat(1_600_000)));
    assertThat(large.isCode(500).message()).isEqualTo("etcdserver: request is too large");
    assertThat(large.body().has("reason")).isFalse();
    admin.post(boats, object.formatted("growing", "x".repeat(1_000_000))).isCode(201);
    var patch = "{\"b\":\"%s\"}".formatted("x".repeat(600_000));
    assertThat(admin.send("PATCH", boats + "/growing", patch).isCode(500).message())
        .isEqualTo("etcdserver: request is too large");
  }
}
