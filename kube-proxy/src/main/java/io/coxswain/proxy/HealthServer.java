package io.coxswain.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coxswain.client.metrics.ProcessStatistics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Upstream's {@code /healthz} (200 when the rules follow the Services, 503 otherwise, with the two
 * times as JSON), {@code /livez} and {@code /readyz}; and {@code /metrics}.
 */
final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  /**
   * Begins to serve.
   *
   * @param lastSync gives null while the rules have never been loaded or no longer follow
   * @param metrics in Prometheus' text format; what the process uses is added
   */
  HealthServer(
      InetSocketAddress address,
      InstantSource clock,
      Supplier<@Nullable Instant> lastSync,
      Supplier<String> metrics)
      throws IOException {
    server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    for (var path : new String[] {"/healthz", "/livez", "/readyz"}) {
      server.createContext(path, exchange -> answer(exchange, clock.instant(), lastSync.get()));
    }
    server.createContext(
        "/metrics",
        exchange ->
            send(
                exchange,
                200,
                "text/plain; version=0.0.4",
                metrics.get() + ProcessStatistics.text()));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, Instant now, @Nullable Instant last)
      throws IOException {
    var updated = last == null ? "" : "\"lastUpdated\": \"" + last + "\",";
    var body = "{" + updated + "\"currentTime\": \"" + now + "\", \"nodeEligible\": true}";
    send(exchange, last == null ? 503 : 200, "application/json", body);
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    try (exchange) {
      var body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
