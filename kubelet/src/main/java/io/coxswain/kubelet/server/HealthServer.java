package io.coxswain.kubelet.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** /healthz on a loopback port, for whoever started this process. */
public final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * @param port 0 for none
   * @throws IllegalStateException where the port is taken
   */
  public static AutoCloseable start(int port) {
    if (port == 0) {
      return () -> {};
    }
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var server = HttpServer.create(address, 16);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      for (var path : new String[] {"/healthz", "/readyz", "/livez"}) {
        server.createContext(
            path,
            exchange -> {
              var body = "ok".getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
              exchange.close();
            });
      }
      server.start();
      return new HealthServer(server);
    } catch (IOException e) {
      throw new IllegalStateException(
          "listening on 127.0.0.1:" + port + " (--healthz-port): " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
