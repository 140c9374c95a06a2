package io.coxswain.apiserver.proxy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The object a proxy path names: {@code name}, {@code name:port} or {@code scheme:name:port}.
 *
 * @param scheme http or https; empty where it is not said
 * @param port number or name; empty where it is not said
 */
record ProxyName(String scheme, String name, String port) {
  private static final Set<String> SCHEMES = Set.of("", "http", "https");

  /** Reads a path segment; null where it is of none of the forms. */
  static @Nullable ProxyName parse(String segment) {
    var parts = segment.split(":", -1);
    var read =
        switch (parts.length) {
          case 1 -> new ProxyName("", parts[0], "");
          case 2 -> new ProxyName("", parts[0], parts[1]);
          case 3 -> new ProxyName(parts[0], parts[1], parts[2]);
          default -> null;
        };
    return read == null || read.name.isEmpty() || !SCHEMES.contains(read.scheme) ? null : read;
  }
}
