package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.audit.backend.AuditOptions;
import io.coxswain.apiserver.auth.AuthorizationMode;
import io.coxswain.apiserver.registry.RegistryOptions;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A server in memory, spoken to over TLS by its administrator or by whoever a test names: {@code
 * as("jane", "dev")}. Bodies may be written in single quotes.
 */
public final class TestServer implements AutoCloseable {
  static final String ADMIN_TOKEN = "admin-token";
  private final Path directory;
  private final TestPki pki;
  private final ApiServer server;
  private final SSLContext tls;
  private final HttpClient client;

  private TestServer(Path directory, TestPki pki, ApiServer server) throws Exception {
    this.directory = directory;
    this.pki = pki;
    this.server = server;
    this.tls = clientTls(null);
    this.client = client(null, HttpClient.Version.HTTP_1_1);
  }

  /** What came back. */
  public record Answer(int code, JsonNode body, HttpResponse<String> response) {
    public String message() {
      return body.path("message").asString("");
    }

    public Answer isCode(int wanted) {
      assertThat(code).as("%s", response.body()).isEqualTo(wanted);
      return this;
    }
  }

  /** Starts one and waits until it is ready. */
  public static TestServer start(Path directory) throws Exception {
    return start(directory, ApiServerOptions.Load.DEFAULTS);
  }

  /** Starts one with an audit log. */
  public static TestServer start(Path directory, AuditOptions audit) throws Exception {
    return start(directory, false, ApiServerOptions.Load.DEFAULTS, audit);
  }

  /** Starts one with other limits. */
  public static TestServer start(Path directory, ApiServerOptions.Load load) throws Exception {
    return start(directory, false, load, AuditOptions.NONE);
  }

  /** As above; with a front proxy's certificate, and one for {@code metrics.default.svc}. */
  static TestServer start(Path directory, boolean aggregating) throws Exception {
    return start(directory, aggregating, ApiServerOptions.Load.DEFAULTS, AuditOptions.NONE);
  }

  static TestServer start(
      Path directory, boolean aggregating, ApiServerOptions.Load load, AuditOptions audit)
      throws Exception {
    var pki = new TestPki(directory);
    pki.issue("server", "CN=kube-apiserver");
    pki.issue("tokens", "CN=service-accounts");
    var aggregation = ApiServerOptions.Aggregation.NONE;
    if (aggregating) {
      pki.issue("front-proxy", "CN=front-proxy-client");
      pki.issue("extension", "CN=metrics", "metrics.default.svc");
      aggregation =
          new ApiServerOptions.Aggregation(
              pki.certificate("front-proxy"),
              pki.key("front-proxy"),
              pki.certificate("ca"),
              List.of("front-proxy-client"));
    }
    var tokens = directory.resolve("tokens.csv");
    Files.writeString(tokens, ADMIN_TOKEN + ",admin,1,\"system:masters\"\n");
    var options =
        new ApiServerOptions(
            new ApiServerOptions.Listen(
                "127.0.0.1",
                0,
                "127.0.0.1",
                pki.certificate("server"),
                pki.key("server"),
                pki.certificate("ca")),
            new ApiServerOptions.Storage.Memory(),
            new ApiServerOptions.Identities(
                tokens, List.of(pki.certificate("tokens")), pki.key("tokens"), "https://issuer"),
            AuthorizationMode.DEFAULT,
            RegistryOptions.DEFAULTS,
            ApiServerOptions.KubeletAccess.NONE,
            aggregation,
            load,
            audit);
    var server = ApiServer.start(options, InstantSource.system(), new Random(1));
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!server.isReady() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(server.isReady()).isTrue();
    return new TestServer(directory, pki, server);
  }

  /** A client that presents a certificate of somebody, {@code CN=jane,O=dev}, or none. */
  HttpClient client(@Nullable String subject, HttpClient.Version version) throws Exception {
    return HttpClient.newBuilder().sslContext(clientTls(subject)).version(version).build();
  }

  /** TLS as such a client speaks it. */
  public SSLContext clientTls(@Nullable String subject) throws Exception {
    var tls =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(pki.certificate("ca").toFile());
    if (subject != null) {
      pki.issue("client", subject);
      tls.keyManager(pki.certificate("client").toFile(), pki.key("client").toFile());
    }
    return ((JdkSslContext) tls.build()).context();
  }

  /** Asks again until it is so, for a minute. */
  public static void await(Callable<Boolean> wanted) throws Exception {
    var deadline = System.nanoTime() + 60_000_000_000L;
    while (!wanted.call()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  public int port() {
    return server.port();
  }

  public String url() {
    return "https://127.0.0.1:" + server.port();
  }

  /** A connection to it, for clients that behave badly; it receives little at a time. */
  public Socket connect() throws IOException {
    var socket = (SSLSocket) tls.getSocketFactory().createSocket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    socket.startHandshake();
    return socket;
  }

  /** The first lines of a request of the administrator. */
  public String head(String request) {
    return request + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + ADMIN_TOKEN + "\r\n";
  }

  /** A kubeconfig of the administrator. */
  public Path kubeconfig() throws Exception {
    var file = directory.resolve("admin.kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: '%s', certificate-authority: '%s'}}]
        users: [{name: u, user: {token: %s}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(url(), directory.resolve("ca.crt"), ADMIN_TOKEN));
    return file;
  }

  /** The administrator's request; an empty body is none, headers come in pairs. */
  public HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    return client.send(request(method, path, body, headers), BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  JsonNode json(String path, String... headers) throws Exception {
    return Json.tree(get(path, headers).body());
  }

  /** Creates an object. */
  public JsonNode create(String path, String body) throws Exception {
    var answer = send("POST", path, body, "Content-Type", "application/json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Json.tree(answer.body());
  }

  /** The first lines of a watch, fewer where it has fewer for some seconds. */
  List<JsonNode> watch(String path, int lines, String... headers) throws Exception {
    var request = request("GET", path + "&timeoutSeconds=5", "", headers);
    var answer = client.send(request, BodyHandlers.ofInputStream());
    try (var reader = new BufferedReader(new InputStreamReader(answer.body()))) {
      return reader.lines().limit(lines).map(Json::tree).toList();
    }
  }

  /** What a watch tells up to an event that is looked for; fewer where it does not come soon. */
  public List<JsonNode> watchUntil(String path, Predicate<JsonNode> last) throws Exception {
    var request = request("GET", path + "&watch=true&timeoutSeconds=30", "");
    var events = new ArrayList<JsonNode>();
    var answer = client.send(request, BodyHandlers.ofInputStream());
    try (var reader = new BufferedReader(new InputStreamReader(answer.body()))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        events.add(Json.tree(line));
        if (last.test(events.getLast())) {
          break;
        }
      }
    }
    return events;
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    var publisher =
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace('\'', '"'));
    var request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + ADMIN_TOKEN)
            .method(method, publisher);
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  public Session admin() {
    return new Session(List.of("Authorization", "Bearer " + ADMIN_TOKEN));
  }

  public Session nobody() {
    return new Session(List.of());
  }

  /** Acts as somebody, by impersonation. */
  public Session as(String user, String... groups) {
    var headers = new ArrayList<>(admin().headers);
    headers.addAll(List.of("Impersonate-User", user));
    for (var group : groups) {
      headers.addAll(List.of("Impersonate-Group", group));
    }
    return new Session(headers);
  }

  /** Requests of one user. */
  public final class Session {
    private final List<String> headers;

    private Session(List<String> headers) {
      this.headers = headers;
    }

    public Session with(String header, String value) {
      var more = new ArrayList<>(headers);
      more.addAll(List.of(header, value));
      return new Session(more);
    }

    public Answer get(String path) throws Exception {
      return send("GET", path, "");
    }

    /** Single quotes stand for double ones. */
    public Answer post(String path, String body) throws Exception {
      return send("POST", path, body.replace('\'', '"'));
    }

    /** Asks, and does not wait for the answer. */
    public CompletableFuture<HttpResponse<String>> begin(String path) {
      var request = HttpRequest.newBuilder(URI.create(url() + path));
      headers(request);
      return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private void headers(HttpRequest.Builder request) {
      for (var i = 0; i < headers.size(); i += 2) {
        request.header(headers.get(i), headers.get(i + 1));
      }
    }

    public Answer yaml(String path, String body) throws Exception {
      return send("POST", path, body, "application/yaml");
    }

    public Answer jsonPatch(String path, String body) throws Exception {
      return send("PATCH", path, body, "application/json-patch+json");
    }

    /** A patch of the kind typed clients send. */
    public Answer strategicPatch(String path, String body) throws Exception {
      return send("PATCH", path, body.replace('\'', '"'), "application/strategic-merge-patch+json");
    }

    /** Server-side apply of YAML. */
    public Answer apply(String path, String yaml) throws Exception {
      return send("PATCH", path, yaml, "application/apply-patch+yaml");
    }

    /** A merge patch; single quotes stand for double ones. */
    public Answer patch(String path, String body) throws Exception {
      return send("PATCH", path, body.replace('\'', '"'));
    }

    public Answer send(String method, String path, String body) throws Exception {
      var type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
      return send(method, path, body, type);
    }

    private Answer send(String method, String path, String body, String type) throws Exception {
      var request =
          HttpRequest.newBuilder(URI.create(url() + path))
              .timeout(Duration.ofSeconds(30))
              .method(method, BodyPublishers.ofString(body));
      if (!body.isEmpty()) {
        request.header("Content-Type", type);
      }
      headers(request);
      var response = client.send(request.build(), BodyHandlers.ofString());
      var json = response.headers().firstValue("content-type").orElse("").contains("json");
      return new Answer(
          response.statusCode(),
          json ? Json.tree(response.body()) : Json.mapper().createObjectNode(),
          response);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
