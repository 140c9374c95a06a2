package io.coxswain.proxy.userspace;

import java.net.InetSocketAddress;
import java.util.Comparator;

/** Where clients connect. {@code address} is empty for every local address. */
public record Listener(String protocol, String address, int port) implements Comparable<Listener> {
  private static final Comparator<Listener> ORDER =
      Comparator.comparing(Listener::protocol)
          .thenComparing(Listener::address)
          .thenComparingInt(Listener::port);

  InetSocketAddress socketAddress() {
    return address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
  }

  @Override
  public int compareTo(Listener other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return protocol + " " + (address.isEmpty() ? "*" : address) + ":" + port;
  }
}
