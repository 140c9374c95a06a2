package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.auth.AuthorizationMode;
import io.coxswain.apiserver.registry.RegistryOptions;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** An API server on a store in memory and its administrator, who speaks in single quotes. */
final class AdminServer implements AutoCloseable {
  private final ApiServer server;
  private final HttpClient admin;

  private AdminServer(ApiServer server, HttpClient admin) {
    this.server = server;
    this.admin = admin;
  }

  static AdminServer start(Path directory) throws Exception {
    var pki = new TestPki(directory);
    pki.issue("server", "CN=kube-apiserver");
    pki.issue("admin", "O=system:masters,CN=admin");
    var listen =
        new ApiServerOptions.Listen(
            "127.0.0.1",
            0,
            "127.0.0.1",
            pki.certificate("server"),
            pki.key("server"),
            pki.certificate("ca"));
    var options =
        new ApiServerOptions(
            listen,
            new ApiServerOptions.Storage.Memory(),
            new ApiServerOptions.Identities(null, List.of(), null, "https://issuer"),
            AuthorizationMode.DEFAULT,
            RegistryOptions.DEFAULTS,
            ApiServerOptions.KubeletAccess.NONE);
    var server = ApiServer.start(options, InstantSource.system(), new Random(1));
    var tls =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(pki.certificate("ca").toFile())
            .keyManager(pki.certificate("admin").toFile(), pki.key("admin").toFile())
            .build();
    var client = HttpClient.newBuilder().sslContext(((JdkSslContext) tls).context()).build();
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!server.isReady() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(server.isReady()).isTrue();
    return new AdminServer(server, client);
  }

  /** Sends a request; the body is none for GET and DELETE, headers come in pairs. */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    var request = request(method, path, body, headers);
    return admin.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  JsonNode json(String path, String... headers) throws Exception {
    return Json.tree(get(path, headers).body());
  }

  /** Creates an object. */
  JsonNode create(String path, String body) throws Exception {
    var answer = send("POST", path, body, "Content-Type", "application/json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Json.tree(answer.body());
  }

  /** The first lines of a watch, fewer where it has fewer for some seconds. */
  List<JsonNode> watch(String path, int lines, String... headers) throws Exception {
    var answer =
        admin.send(
            request("GET", path + "&timeoutSeconds=5", "", headers), BodyHandlers.ofInputStream());
    try (var reader = new BufferedReader(new InputStreamReader(answer.body()))) {
      return reader.lines().limit(lines).map(Json::tree).toList();
    }
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    var publisher =
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace('\'', '"'));
    var request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, publisher);
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  @Override
  public void close() {
    admin.close();
    server.close();
  }
}
