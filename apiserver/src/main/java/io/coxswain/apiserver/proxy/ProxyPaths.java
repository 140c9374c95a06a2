package io.coxswain.apiserver.proxy;

import java.net.URI;
import java.net.URISyntaxException;

/** The part of a request's path that belongs to whom it is passed on to, and the way back. Pure. */
final class ProxyPaths {
  private static final String MARK = "/proxy";

  private ProxyPaths() {}

  /**
   * The path before what is passed on: {@code /api/v1/namespaces/a/services/b/proxy}.
   *
   * @param segments of the object's path, those of {@code api} and {@code v1} among them
   */
  static String prefix(String uri, boolean namespaced) {
    var at = 0;
    for (var i = 0; i < (namespaced ? 6 : 4); i++) {
      at = uri.indexOf('/', at + 1);
    }
    return uri.substring(0, at + MARK.length());
  }

  /** Path and query as they are passed on; empty where the path ends with {@code proxy}. */
  static String rest(String uri, String prefix) {
    return uri.substring(prefix.length());
  }

  /** Where a redirect leads for the client: below the prefix, unless it leaves the backend. */
  static String location(String location, String prefix, String authority) {
    try {
      var target = new URI(location);
      var host = target.getRawAuthority();
      var leaves = host != null && !host.equals(authority);
      if (leaves || target.isOpaque() || !target.getRawPath().startsWith("/")) {
        return location;
      }
      return prefix
          + target.getRawPath()
          + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery())
          + (target.getRawFragment() == null ? "" : "#" + target.getRawFragment());
    } catch (URISyntaxException e) {
      return location;
    }
  }
}
