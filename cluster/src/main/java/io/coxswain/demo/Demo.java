package io.coxswain.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Three small programs in one: {@code web} answers with the name of its pod, {@code store} counts
 * things over HTTP, and {@code put} stores a value once and ends, for Jobs. Port 8080 unless {@code
 * PORT} says otherwise. With {@code HEALTH_FILE} they are healthy while that file says {@code ok}:
 * mount a ConfigMap there to see what a failing probe does.
 */
public final class Demo {
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private Demo() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var mode = arguments.length == 0 ? "web" : arguments[0];
    switch (mode) {
      case "web" -> serve(Demo::page);
      case "store" -> serve(new Counters());
      case "put" -> put(arguments);
      default -> {
        System.err.println("demo: unknown program \"" + mode + "\": expected web, store or put");
        System.exit(2);
      }
    }
  }

  private interface Page {
    Reply reply(HttpExchange exchange) throws IOException;
  }

  private record Reply(int code, String text) {}

  /** Serves until SIGTERM; then answers not-ready, finishes what is under way and ends. */
  private static void serve(Page page) throws IOException {
    var stopping = new AtomicBoolean();
    var port = Integer.parseInt(environment("PORT", "8080"));
    var server = HttpServer.create(new InetSocketAddress(port), 256);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/healthz",
        exchange -> send(exchange, stopping.get() ? new Reply(503, "stopping\n") : health()));
    server.createContext("/", exchange -> send(exchange, page.reply(exchange)));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.set(true);
                  pause(DRAIN);
                  server.stop(1);
                }));
    server.start();
    System.out.println(environment("HOSTNAME", "demo") + " listens on port " + port);
  }

  private static Reply health() throws IOException {
    var file = environment("HEALTH_FILE", "");
    var text = file.isEmpty() ? "ok" : Files.readString(Path.of(file)).strip();
    return new Reply(text.equals("ok") ? 200 : 503, text + "\n");
  }

  /** The page names its pod; with {@code STORE_URL} it also counts visits in the store. */
  private static Reply page(HttpExchange exchange) throws IOException {
    var text =
        new StringBuilder(environment("GREETING", "Hello"))
            .append(" from ")
            .append(environment("HOSTNAME", "?"));
    var store = environment("STORE_URL", "");
    if (!store.isEmpty()) {
      var visits = post(store + "/visits", environment("STORE_TOKEN", ""));
      text.append(", visit ").append(visits.strip());
    }
    return new Reply(200, text.append('\n').toString());
  }

  /**
   * {@code POST /KEY} adds one and answers the sum, {@code GET /KEY} answers it; a token is asked
   * for where one is set.
   */
  private static final class Counters implements Page {
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    @Override
    public Reply reply(HttpExchange exchange) {
      var token = environment("STORE_TOKEN", "");
      if (!token.isEmpty()
          && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        return new Reply(401, "a bearer token is required\n");
      }
      var count =
          counts.computeIfAbsent(exchange.getRequestURI().getPath(), key -> new AtomicLong());
      var value =
          exchange.getRequestMethod().equals("POST") ? count.incrementAndGet() : count.get();
      return new Reply(200, value + "\n");
    }
  }

  private static void put(String[] arguments) throws InterruptedException {
    var url = environment("STORE_URL", "") + "/" + (arguments.length > 1 ? arguments[1] : "jobs");
    for (var attempt = 1; attempt <= 30; attempt++) {
      try {
        System.out.println(url + " is now " + post(url, environment("STORE_TOKEN", "")).strip());
        return;
      } catch (IOException e) {
        System.err.println("attempt " + attempt + ": " + e.getMessage());
        Thread.sleep(Duration.ofSeconds(1));
      }
    }
    System.exit(1);
  }

  private static String post(String url, String token) throws IOException {
    var connection = (java.net.HttpURLConnection) toUrl(url).openConnection();
    connection.setRequestMethod("POST");
    connection.setConnectTimeout(2000);
    connection.setReadTimeout(2000);
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    try (var body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static URL toUrl(String url) throws IOException {
    return URI.create(url).toURL();
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var bytes = reply.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(reply.code(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String environment(String name, String otherwise) {
    var value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }
}
