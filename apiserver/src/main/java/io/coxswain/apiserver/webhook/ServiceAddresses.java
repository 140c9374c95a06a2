package io.coxswain.apiserver.webhook;

import java.net.InetSocketAddress;
import java.util.List;

/** Where the endpoints of Services are. */
@FunctionalInterface
public interface ServiceAddresses {

  /** Addresses that can be dialled, or why there are none. */
  sealed interface Found {
    record At(List<InetSocketAddress> addresses) implements Found {}

    record Nowhere(String message) implements Found {}
  }

  Found find(String namespace, String name, int port);
}
