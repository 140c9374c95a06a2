package io.coxswain.kubelet.server.stream;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of an API server and kubelet as kubectl needs: one running pod, and its streams. */
final class StreamTestServer implements AutoCloseable {
  private static final String POD =
      "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\",\"namespace\":\"default\"},"
          + "\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\",\"stdin\":true}]},\"status\":{\"phase\":\"Running\"}}";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final PortDialer dialer;
  final List<Negotiation> upgrades = new CopyOnWriteArrayList<>();

  StreamTestServer(PortDialer dialer) throws IOException {
    this.dialer = dialer;
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  var socket = server.accept();
                  Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                  // the test is over
                }
              }
            });
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve(Socket socket) {
    try (socket) {
      var input = new BufferedInputStream(socket.getInputStream());
      while (true) {
        var head = head(input);
        if (head.isEmpty()) {
          return;
        }
        var target = head.getFirst().split(" ")[1];
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var line : head.subList(1, head.size())) {
          var colon = line.indexOf(':');
          headers
              .computeIfAbsent(line.substring(0, colon), k -> new ArrayList<>())
              .add(line.substring(colon + 1).strip());
        }
        if (stream(socket, input, target, headers)) {
          return;
        }
        var body = document(target.replaceAll("\\?.*", ""));
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                    .getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  private boolean stream(
      Socket socket, InputStream input, String target, Map<String, List<String>> headers)
      throws IOException {
    var query = new QueryStringDecoder(target);
    var command = query.path().endsWith("/exec") || query.path().endsWith("/attach");
    if (!command && !query.path().endsWith("/portforward")) {
      return false;
    }
    var purpose = command ? Negotiation.Purpose.COMMAND : Negotiation.Purpose.PORT_FORWARDING;
    var upgrade = Negotiation.of(purpose, name -> headers.getOrDefault(name, List.of()));
    upgrades.add(upgrade);
    var duplex = new Duplex(input, socket.getOutputStream(), socket);
    switch (upgrade) {
      case Negotiation.WebSocket(var protocol, var answer) -> switching(duplex.output(), answer);
      case Negotiation.Spdy(var protocol, var answer) -> switching(duplex.output(), answer);
      case Negotiation.Refused(var code, var message) -> {
        duplex
            .output()
            .write(
                ("HTTP/1.1 "
                        + code
                        + " x\r\nContent-Length: "
                        + message.length()
                        + "\r\n\r\n"
                        + message)
                    .getBytes(StandardCharsets.UTF_8));
        return true;
      }
    }
    if (command) {
      var flags =
          new CommandFlags(
              flag(query, "stdin"),
              flag(query, "stdout"),
              flag(query, "stderr"),
              flag(query, "tty"));
      RemoteCommand.serve(
          duplex, upgrade, flags, () -> new ProcessSession(query.parameters().get("command")));
    } else {
      PortForward.serve(duplex, upgrade, "default/p", dialer);
    }
    return true;
  }

  private static String document(String path) {
    return switch (path) {
      case "/api" -> "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}";
      case "/apis" -> "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[]}";
      case "/api/v1" ->
          "{\"kind\":\"APIResourceList\",\"groupVersion\":\"v1\",\"resources\":[{\"name\":\"pods\",\"singularName\":\"pod\",\"namespaced\":true,\"kind\":\"Pod\",\"verbs\":[\"get\"]}]}";
      default -> POD;
    };
  }

  private static boolean flag(QueryStringDecoder query, String name) {
    return query.parameters().getOrDefault(name, List.of("false")).getFirst().matches("1|true");
  }

  private static void switching(OutputStream output, Map<String, String> headers)
      throws IOException {
    var text = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    output.write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    output.flush();
  }

  private static List<String> head(InputStream input) throws IOException {
    var text = new StringBuilder();
    for (var b = input.read(); b >= 0; b = input.read()) {
      text.append((char) b);
      if (text.toString().endsWith("\r\n\r\n")) {
        return text.toString().strip().lines().toList();
      }
    }
    return List.of();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
