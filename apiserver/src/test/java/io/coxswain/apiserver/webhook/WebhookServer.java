package io.coxswain.apiserver.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.coxswain.api.Json;
import io.coxswain.apiserver.TestPki;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Webhooks of tests over TLS, one behind each path, with certificates of their own. */
public final class WebhookServer implements AutoCloseable {
  private final HttpsServer server;
  private final String authority;
  private final Map<String, Function<JsonNode, JsonNode>> hooks = new ConcurrentHashMap<>();
  private final List<JsonNode> reviews = new CopyOnWriteArrayList<>();

  public WebhookServer(Path directory) throws Exception {
    Files.createDirectories(directory);
    var pki = new TestPki(directory);
    pki.issue("webhook", "CN=webhook");
    authority = Base64.getEncoder().encodeToString(Files.readAllBytes(directory.resolve("ca.crt")));
    var tls =
        SslContextBuilder.forServer(
                pki.certificate("webhook").toFile(), pki.key("webhook").toFile())
            .sslProvider(SslProvider.JDK)
            .build();
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(((JdkSslContext) tls).context()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The {@code clientConfig} of a webhook here. */
  public String client(String path) {
    return "{'url':'https://127.0.0.1:" + port() + path + "','caBundle':'" + authority + "'}";
  }

  /** Certificates that vouch for it, in base64. */
  public String authority() {
    return authority;
  }

  /** Answers admission reviews at a path; the function gets the request, makes the response. */
  public void admit(String path, Function<JsonNode, ObjectNode> hook) {
    on(
        path,
        review -> {
          var request = review.path("request");
          var response = hook.apply(request).put("uid", request.path("uid").asString());
          var answer = Json.mapper().createObjectNode();
          answer.set("apiVersion", review.get("apiVersion"));
          answer.set("kind", review.get("kind"));
          answer.set("response", response);
          return answer;
        });
  }

  /** Answers anything at a path. */
  public void on(String path, Function<JsonNode, JsonNode> hook) {
    hooks.put(path, hook);
  }

  /** All requests so far, in order. */
  public List<JsonNode> requests() {
    return reviews.stream().map(review -> review.path("request")).toList();
  }

  public void forget() {
    reviews.clear();
  }

  public static ObjectNode allowed() {
    return Json.mapper().createObjectNode().put("allowed", true);
  }

  /** Single quotes stand for double ones. */
  public static ObjectNode patched(String patch) {
    var bytes = patch.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return allowed()
        .put("patchType", "JSONPatch")
        .put("patch", Base64.getEncoder().encodeToString(bytes));
  }

  public static ObjectNode denied(int code, String reason, String message) {
    var response = Json.mapper().createObjectNode().put("allowed", false);
    response.putObject("status").put("code", code).put("reason", reason).put("message", message);
    return response;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var review = Json.tree(exchange.getRequestBody().readAllBytes());
      reviews.add(review);
      var hook = hooks.get(exchange.getRequestURI().getPath());
      if (hook == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var answer = Json.bytes(hook.apply(review));
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
