package io.coxswain.kubectl.stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that passes requests on to the API server with the session's credentials. A
 * virtual thread carries each request; answers that stream, such as watches, are passed on as they
 * come.
 */
public final class ProxyServer {
  /** Headers of one connection, which are not passed on (RFC 9110, section 7.6.1). */
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "host",
          "content-length",
          "transfer-encoding",
          "keep-alive",
          "upgrade",
          "authorization",
          "te",
          "trailer",
          "accept-encoding",
          "expect");

  private final Session session;
  private final Filter filter;
  private final String prefix;

  /** What is let through: accepted, and not rejected. */
  public record Filter(
      List<Pattern> acceptPaths,
      List<Pattern> rejectPaths,
      List<Pattern> rejectMethods,
      List<Pattern> acceptHosts) {

    boolean accepts(String method, String path, String host) {
      return !any(rejectMethods, method)
          && !any(rejectPaths, path)
          && any(acceptPaths, path)
          && any(acceptHosts, host);
    }

    private static boolean any(List<Pattern> patterns, String text) {
      return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }
  }

  /** The prefix is empty, or begins with a slash and does not end in one. */
  public ProxyServer(Session session, Filter filter, String prefix) {
    this.session = session;
    this.filter = filter;
    this.prefix = prefix;
  }

  /**
   * Serves until the process ends; files of a folder under a prefix of their own, if there is one.
   */
  public void serve(String address, int port, @Nullable Path folder, String folderPrefix) {
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var server = HttpServer.create(new InetSocketAddress(address, port), 0);
      server.setExecutor(workers);
      server.createContext("/", this::answer);
      if (folder != null) {
        server.createContext(folderPrefix, SimpleFileServer.createFileHandler(folder));
      }
      server.start();
      var shown = address.contains(":") ? "[" + address + "]" : address;
      session.out().println("Starting to serve on " + shown + ":" + server.getAddress().getPort());
      session.out().flush();
      new CountDownLatch(1).await();
    } catch (IOException e) {
      throw KubectlException.error("listen tcp %s:%d: %s".formatted(address, port, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getRawPath();
      var host = host(exchange.getRequestHeaders().getFirst("Host"));
      if (!filter.accepts(exchange.getRequestMethod(), path, host)) {
        refuse(exchange, 403, "Forbidden");
      } else if (!path.equals(prefix) && !path.startsWith(prefix + "/")) {
        refuse(exchange, 404, "404 page not found\n");
      } else {
        pass(exchange);
      }
    }
  }

  private static String host(String header) {
    return header == null ? "" : header.replaceFirst(":[0-9]+$", "");
  }

  private static void refuse(HttpExchange exchange, int code, String text) throws IOException {
    var body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  private void pass(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(", ", values));
              }
            });
    var body = exchange.getRequestBody().readAllBytes();
    var path = exchange.getRequestURI().toString().substring(prefix.length());
    var method = exchange.getRequestMethod();
    try (var response =
        session.api().exchange(method, path.isEmpty() ? "/" : path, headers, body)) {
      response
          .headers()
          .forEach(
              (name, value) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                  exchange.getResponseHeaders().set(name, value);
                }
              });
      var bodiless = method.equals("HEAD") || response.code() == 204 || response.code() == 304;
      exchange.sendResponseHeaders(response.code(), bodiless ? -1 : 0);
      if (bodiless) {
        return;
      }
      var out = exchange.getResponseBody();
      var buffer = new byte[16 * 1024];
      for (var count = response.body().read(buffer);
          count >= 0;
          count = response.body().read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (KubectlException e) {
      refuse(exchange, 502, e.getMessage() + "\n");
    }
  }
}
