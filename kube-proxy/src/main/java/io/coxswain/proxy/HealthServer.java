package io.coxswain.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
 * times as JSON), {@code /livez} and {@code /readyz}.
 */
final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  /** {@code lastSync} is null while the rules have never been loaded or no longer follow. */
  HealthServer(InetSocketAddress address, InstantSource clock, Supplier<@Nullable Instant> lastSync)
      throws IOException {
    server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    for (var path : new String[] {"/healthz", "/livez", "/readyz"}) {
      server.createContext(path, exchange -> answer(exchange, clock.instant(), lastSync.get()));
    }
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, Instant now, @Nullable Instant last)
      throws IOException {
    try (exchange) {
      var updated = last == null ? "" : "\"lastUpdated\": \"" + last + "\",";
      var body =
          ("{" + updated + "\"currentTime\": \"" + now + "\", \"nodeEligible\": true}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(last == null ? 503 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
