package io.coxswain.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Percent-encoding for paths and queries. */
final class Uris {
  private Uris() {}

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** {@code path?name=value&...}; empty values are left out. */
  static String withQuery(String path, Map<String, String> query) {
    var target = new StringBuilder(path);
    var separator = '?';
    for (var entry : query.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        target
            .append(separator)
            .append(encode(entry.getKey()))
            .append('=')
            .append(encode(entry.getValue()));
        separator = '&';
      }
    }
    return target.toString();
  }
}
