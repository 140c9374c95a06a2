package io.coxswain.kubectl;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server that knows a few answers by method and path; everything else is not found. */
final class ScriptedServer implements AutoCloseable {
  record Request(String line, String accept, String contentType, String body) {}

  private record Answer(int code, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final List<Request> requests = new CopyOnWriteArrayList<>();

  ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          var headers = exchange.getRequestHeaders();
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(
              new Request(
                  line, headers.getFirst("Accept"), headers.getFirst("Content-Type"), body));
          var key = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
          var answer = answers.getOrDefault(key, new Answer(404, "404 page not found"));
          var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.code(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  ScriptedServer answer(String methodAndPath, int code, String body) {
    answers.put(methodAndPath, new Answer(code, body));
    return this;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
