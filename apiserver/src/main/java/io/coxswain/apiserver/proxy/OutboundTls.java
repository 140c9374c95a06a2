package io.coxswain.apiserver.proxy;

import io.coxswain.apiserver.request.UserInfo;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * TLS to a server that believes our certificate who asks ({@code --requestheader-...} there).
 *
 * @param serverName the name its certificate must be for
 */
public record OutboundTls(SslContext context, String serverName, UserInfo user) {
  private static final String LEGAL = "!#$&'*+-.^_`|~";

  /** Whether a header would say who asks; clients' own are never passed on. */
  static boolean isIdentity(String lowerCaseName) {
    return lowerCaseName.startsWith("x-remote-");
  }

  void identify(HttpHeaders headers) {
    headers.set("X-Remote-User", user.name());
    if (!user.uid().isEmpty()) {
      headers.set("X-Remote-Uid", user.uid());
    }
    headers.set("X-Remote-Group", user.groups());
    user.extra().forEach((key, values) -> headers.set("X-Remote-Extra-" + escape(key), values));
  }

  /** Characters that header names do not have are percent-encoded, as client-go does. */
  static String escape(String key) {
    var escaped = new StringBuilder();
    for (var b : key.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)) {
      var c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0)) {
        escaped.append(c);
      } else {
        escaped.append('%').append("%02X".formatted((int) c));
      }
    }
    return escaped.toString();
  }
}
