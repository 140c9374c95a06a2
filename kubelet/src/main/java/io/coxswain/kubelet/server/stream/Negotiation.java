package io.coxswain.kubelet.server.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What becomes of a request to switch protocols. Pure.
 *
 * <p>Protocols are upstream's: for commands, the five of {@link WebSocketCommandChannel} on
 * WebSocket (none is {@code channel.k8s.io}), {@code v4.channel.k8s.io} on SPDY; {@code
 * portforward.k8s.io} on SPDY, and SPDY itself inside WebSocket messages as {@code
 * SPDY/3.1+portforward.k8s.io}.
 */
public sealed interface Negotiation {
  String V4 = "v4.channel.k8s.io";
  String V5 = "v5.channel.k8s.io";
  String V4_BASE64 = "v4.base64.channel.k8s.io";
  String V1 = "channel.k8s.io";
  String V1_BASE64 = "base64.channel.k8s.io";
  String PORT_FORWARD = "portforward.k8s.io";
  String TUNNELLED_PORT_FORWARD = "SPDY/3.1+portforward.k8s.io";

  /** What a connection is wanted for. */
  enum Purpose {
    COMMAND(List.of(V5, V4, V4_BASE64, V1, V1_BASE64), List.of(V4)),
    PORT_FORWARDING(List.of(TUNNELLED_PORT_FORWARD), List.of(PORT_FORWARD));

    private final List<String> webSocket;
    private final List<String> spdy;

    Purpose(List<String> webSocket, List<String> spdy) {
      this.webSocket = webSocket;
      this.spdy = spdy;
    }
  }

  /** Switch: answer 101 with these headers. */
  record WebSocket(String protocol, Map<String, String> headers) implements Negotiation {}

  /** Switch: answer 101 with these headers. */
  record Spdy(String protocol, Map<String, String> headers) implements Negotiation {}

  /** Answer with this status code and text instead. */
  record Refused(int code, String message) implements Negotiation {}

  /** Decides; {@code headers} gives all values of a header by its (case-insensitive) name. */
  static Negotiation of(Purpose purpose, Function<String, List<String>> headers) {
    var upgrade = first(headers, "Upgrade").toLowerCase(Locale.ROOT);
    if (!words(headers, "Connection").stream().anyMatch("upgrade"::equalsIgnoreCase)) {
      return new Refused(400, "unable to upgrade: missing upgrade headers in request");
    }
    return switch (upgrade) {
      case "websocket" -> webSocket(purpose, headers);
      case "spdy/3.1" -> spdy(purpose, headers);
      default -> new Refused(400, "unable to upgrade: unsupported protocol " + upgrade);
    };
  }

  private static Negotiation webSocket(Purpose purpose, Function<String, List<String>> headers) {
    var key = first(headers, "Sec-WebSocket-Key");
    if (key.isEmpty() || !first(headers, "Sec-WebSocket-Version").equals("13")) {
      return new Refused(400, "unable to upgrade: not a WebSocket 13 handshake");
    }
    var offered = words(headers, "Sec-WebSocket-Protocol");
    var answer = new LinkedHashMap<String, String>();
    answer.put("Upgrade", "websocket");
    answer.put("Connection", "Upgrade");
    answer.put("Sec-WebSocket-Accept", accept(key));
    if (offered.isEmpty() && purpose.webSocket.contains(V1)) {
      return new WebSocket(V1, answer);
    }
    for (var protocol : purpose.webSocket) {
      if (offered.contains(protocol)) {
        answer.put("Sec-WebSocket-Protocol", protocol);
        return new WebSocket(protocol, answer);
      }
    }
    return unknown(offered, purpose.webSocket);
  }

  private static Negotiation spdy(Purpose purpose, Function<String, List<String>> headers) {
    var offered = words(headers, "X-Stream-Protocol-Version");
    for (var protocol : purpose.spdy) {
      if (offered.contains(protocol)) {
        var answer = new LinkedHashMap<String, String>();
        answer.put("Connection", "Upgrade");
        answer.put("Upgrade", "SPDY/3.1");
        answer.put("X-Stream-Protocol-Version", protocol);
        return new Spdy(protocol, answer);
      }
    }
    return unknown(offered, purpose.spdy);
  }

  private static Negotiation unknown(List<String> offered, List<String> known) {
    return new Refused(
        403,
        "unable to upgrade: unable to negotiate protocol: client supports "
            + offered
            + ", server accepts "
            + known);
  }

  private static String first(Function<String, List<String>> headers, String name) {
    var values = headers.apply(name);
    return values.isEmpty() ? "" : values.getFirst().strip();
  }

  private static List<String> words(Function<String, List<String>> headers, String name) {
    return headers.apply(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .toList();
  }

  /** RFC 6455, 4.2.2. */
  private static String accept(String key) {
    try {
      var text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
      var digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
