package io.coxswain.apiserver.aggregation;

import io.coxswain.apiserver.aggregation.Extensions.Served;
import io.coxswain.apiserver.http.Dispatcher;
import io.coxswain.apiserver.http.Exchange;
import io.coxswain.apiserver.proxy.ExtensionStreams;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.watch.WatchCache;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Passes requests for a group and version on to the server that serves it, as who asks. */
public final class ExtensionProxy implements Dispatcher.ExtensionHandler {
  private final Extensions extensions;
  private final ExtensionTls tls;
  private final ExtensionStreams streams;
  private final Backends backends;

  public ExtensionProxy(
      Extensions extensions, ExtensionTls tls, ExtensionStreams streams, WatchCache cache) {
    this.extensions = extensions;
    this.tls = tls;
    this.streams = streams;
    this.backends = new Backends(cache);
  }

  /** Whether a request is another server's: below {@code /apis/GROUP/VERSION}. */
  @Override
  public boolean serves(RequestInfo info) {
    return find(info) != null;
  }

  private @Nullable Served find(RequestInfo info) {
    var snapshot = extensions.get();
    if (snapshot.byGroupVersion().isEmpty()) {
      return null;
    }
    if (info.isResource()) {
      return snapshot.find(info.group(), info.version());
    }
    var parts = info.path().split("/");
    return parts.length == 4 && parts[1].equals("apis") ? snapshot.find(parts[2], parts[3]) : null;
  }

  /** Begins; on a virtual thread. The rest happens on the connection's event loop. */
  @Override
  public void handle(Exchange exchange) {
    var served = find(exchange.info());
    if (served == null || !served.available()) {
      unavailable(exchange);
      return;
    }
    var extension = served.extension();
    if (!(backends.of(extension) instanceof Availability.Reachable reachable)) {
      unavailable(exchange);
      return;
    }
    var addresses = reachable.addresses();
    var address = addresses.get(ThreadLocalRandom.current().nextInt(addresses.size()));
    streams.open(exchange, address.host(), address.port(), tls.of(extension, exchange.user()));
  }

  private static void unavailable(Exchange exchange) {
    exchange.text(503, "service unavailable\n");
  }
}
