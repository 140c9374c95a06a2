package io.coxswain.apiserver.proxy;

/** A path on the kubelet that runs a pod, or on whatever else requests are passed on to. */
record KubeletTarget(String host, int port, String path, Security security) {
  /** How the other side is spoken to. */
  enum Security {
    /** TLS, verified, under the API server's certificate. */
    KUBELET,
    /** TLS with whatever certificate the other side has, as upstream does for pods. */
    UNVERIFIED,
    PLAIN
  }

  KubeletTarget(String host, int port, String path) {
    this(host, port, path, Security.KUBELET);
  }

  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
