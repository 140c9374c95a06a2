package io.coxswain.apiserver.proxy;

import org.jspecify.annotations.Nullable;

/** A path on the kubelet that runs a pod, or on whatever else requests are passed on to. */
record KubeletTarget(
    String host, int port, String path, Security security, @Nullable OutboundTls tls) {
  /** How the other side is spoken to. */
  enum Security {
    /** TLS, verified, under the API server's certificate. */
    KUBELET,
    /** TLS with whatever certificate the other side has, as upstream does for pods. */
    UNVERIFIED,
    PLAIN,
    /** TLS as {@link OutboundTls} says. */
    EXTENSION
  }

  KubeletTarget(String host, int port, String path, Security security) {
    this(host, port, path, security, null);
  }

  /** Another API server. */
  static KubeletTarget extension(String host, int port, String path, OutboundTls tls) {
    return new KubeletTarget(host, port, path, Security.EXTENSION, tls);
  }

  KubeletTarget(String host, int port, String path) {
    this(host, port, path, Security.KUBELET);
  }

  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
