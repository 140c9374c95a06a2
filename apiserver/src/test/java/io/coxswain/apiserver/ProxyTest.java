package io.coxswain.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are passed on to a program behind a pod and a service. */
final class ProxyTest {
  private static final String BASE = "/api/v1/namespaces/default/";
  @TempDir static Path directory;
  private static TestServer server;
  private static HttpServer backend;

  @BeforeAll
  static void start() throws Exception {
    var address = ProxiedPods.address();
    backend = HttpServer.create(new InetSocketAddress(address, 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          var body =
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                      exchange.getRequestHeaders().getFirst("Authorization"))
                  .getBytes(UTF_8);
          var moved = exchange.getRequestURI().getPath().equals("/moved");
          exchange.getResponseHeaders().add("Set-Cookie", "a=1");
          exchange.getResponseHeaders().add("Set-Cookie", "b=2");
          if (moved) {
            exchange.getResponseHeaders().add("Location", "/target");
          }
          exchange.sendResponseHeaders(moved ? 302 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    backend.start();
    server = TestServer.start(directory);
    objects(address.getHostAddress(), backend.getAddress().getPort());
  }

  private static void objects(String address, int port) throws Exception {
    var admin = server.admin();
    ProxiedPods.create(admin, "default", address, port);
    for (var name : new String[] {"web", "empty"}) {
      admin
          .post(
              BASE + "services",
              "{'metadata':{'name':'%s'},'spec':{'ports':[{'name':'http','port':80}]}}"
                  .formatted(name))
          .isCode(201);
    }
    admin
        .post(
            BASE + "endpoints",
            "{'metadata':{'name':'web'},'subsets':[{'addresses':[{'ip':'%s'}],'ports':[{'name':'http','port':%d}]}]}"
                .formatted(address, port))
        .isCode(201);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      backend.stop(0);
    }
  }

  @Test
  void pathsAndBodiesArriveWithoutWhoAsks() throws Exception {
    var admin = server.admin();
    assertThat(admin.get(BASE + "pods/web/proxy/a%2Fb?q=1").isCode(200).response().body())
        .isEqualTo("GET /a%2Fb?q=1  null");
    var posted = admin.send("POST", BASE + "services/web:http/proxy/form", "data");
    assertThat(posted.isCode(200).response().body()).isEqualTo("POST /form data null");
    assertThat(admin.send("DELETE", BASE + "services/web:80/proxy/x", "").response().body())
        .isEqualTo("DELETE /x  null");
    assertThat(posted.response().headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
  }

  @Test
  void redirectsLeadBackThroughTheProxy() throws Exception {
    var moved = server.admin().get(BASE + "services/http:web:http/proxy/moved").isCode(302);
    assertThat(moved.response().headers().firstValue("location"))
        .contains(BASE + "services/http:web:http/proxy/target");
    var bare = server.admin().get(BASE + "pods/web/proxy").isCode(301);
    assertThat(bare.response().headers().firstValue("location")).contains(BASE + "pods/web/proxy/");
  }

  @Test
  void refusalsAreUpstreams() throws Exception {
    var admin = server.admin();
    assertThat(admin.get(BASE + "services/empty:80/proxy/").isCode(503).message())
        .isEqualTo("no endpoints available for service \"empty\"");
    assertThat(admin.get(BASE + "services/web:81/proxy/").isCode(503).message())
        .isEqualTo("no service port 81 found for service \"web\"");
    assertThat(admin.get(BASE + "services/gone/proxy/").isCode(404).message())
        .isEqualTo("services \"gone\" not found");
    assertThat(admin.get(BASE + "pods/ftp:web:1/proxy/").isCode(400).message())
        .isEqualTo("invalid pod request \"ftp:web:1\"");
    assertThat(admin.get(BASE + "pods/web:1/proxy/").isCode(503).message())
        .matches("error trying to reach service: dial tcp [0-9.]+:1: connect: connection refused");
    assertThat(server.as("jane").get(BASE + "pods/web/proxy/").isCode(403).message())
        .contains("cannot get resource \"pods/proxy\" in API group \"\"");
  }
}
