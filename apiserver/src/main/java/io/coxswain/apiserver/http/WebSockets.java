package io.coxswain.apiserver.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The opening handshake of RFC 6455. */
final class WebSockets {
  private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSockets() {}

  /** Whether a request asks for a WebSocket, and can have one. */
  static boolean wantedBy(Exchange exchange) {
    return !exchange.connection().isHttp2()
        && exchange.header("upgrade").equalsIgnoreCase("websocket")
        && !exchange.header("sec-websocket-key").isEmpty();
  }

  /** The value of {@code Sec-WebSocket-Accept} for a key. */
  static String accept(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(digest.digest((key + SALT).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no SHA-1 in this JVM", e);
    }
  }
}
