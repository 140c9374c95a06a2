package io.coxswain.apiserver.proxy;

import io.coxswain.apiserver.http.Exchange;

/** Requests passed on whole to another API server, in the name of who asks. */
public final class ExtensionStreams {
  private final KubeletDialer dialer;

  public ExtensionStreams(KubeletDialer dialer) {
    this.dialer = dialer;
  }

  /** Passes a request on; its answer comes at the client's pace. */
  public void open(Exchange exchange, String host, int port, OutboundTls tls) {
    var target = KubeletTarget.extension(host, port, exchange.uri(), tls);
    exchange.connection().loop().execute(() -> open(exchange, target));
  }

  private void open(Exchange exchange, KubeletTarget target) {
    if (exchange.header("upgrade").isEmpty() || exchange.connection().isHttp2()) {
      ProxyStream.open(dialer, exchange, target, "");
    } else {
      Tunnel.open(dialer, exchange, target);
    }
  }
}
