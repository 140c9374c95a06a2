package io.coxswain.client.component;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coxswain.client.metrics.ProcessStatistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A component's {@code /healthz}, {@code /livez}, {@code /readyz} and {@code /metrics} on a
 * loopback port, over plain HTTP.
 */
public final class HealthServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;

  private HealthServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Why something is not well; empty when it is. */
  @FunctionalInterface
  public interface Check {
    Optional<String> problem();
  }

  /**
   * Starts serving.
   *
   * @param port 0 for a free one
   * @param readiness named checks of {@code /readyz}
   * @param metrics Prometheus text format; what the process uses is added
   */
  public static HealthServer start(int port, Map<String, Check> readiness, Supplier<String> metrics)
      throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> answer(exchange, 200, "ok"));
    server.createContext("/livez", exchange -> answer(exchange, 200, "ok"));
    server.createContext("/readyz", exchange -> ready(exchange, readiness));
    server.createContext(
        "/metrics", exchange -> answer(exchange, 200, metrics.get() + ProcessStatistics.text()));
    server.createContext("/", exchange -> answer(exchange, 404, "404 page not found"));
    server.start();
    return new HealthServer(server, threads);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void ready(HttpExchange exchange, Map<String, Check> checks) throws IOException {
    var report = new StringBuilder();
    var failed = false;
    for (var check : checks.entrySet()) {
      var problem = check.getValue().problem();
      failed |= problem.isPresent();
      report
          .append(problem.isPresent() ? "[-]" : "[+]")
          .append(check.getKey())
          .append(problem.map(text -> " failed: " + text).orElse(" ok"))
          .append('\n');
    }
    answer(exchange, failed ? 500 : 200, failed ? report + "readyz check failed" : "ok");
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    try (exchange) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
