package io.coxswain.apiserver.proxy;

/** A path on the kubelet that runs a pod. */
record KubeletTarget(String host, int port, String path) {
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
