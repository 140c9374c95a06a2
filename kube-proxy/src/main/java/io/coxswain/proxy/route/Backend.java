package io.coxswain.proxy.route;

import java.util.Comparator;

/** Where one endpoint of a service port listens; {@code local} when it runs on this machine. */
public record Backend(String address, int port, boolean local) implements Comparable<Backend> {
  private static final Comparator<Backend> ORDER =
      Comparator.comparing(Backend::address).thenComparingInt(Backend::port);

  @Override
  public int compareTo(Backend other) {
    return ORDER.compare(this, other);
  }
}
