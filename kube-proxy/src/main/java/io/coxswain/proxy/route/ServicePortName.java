package io.coxswain.proxy.route;

import java.util.Comparator;

/**
 * Identity of a service port. {@code port} is the port's name, empty for the only port of a
 * Service; {@code protocol} is lower case.
 */
public record ServicePortName(String namespace, String name, String protocol, String port)
    implements Comparable<ServicePortName> {
  private static final Comparator<ServicePortName> ORDER =
      Comparator.comparing(ServicePortName::namespace)
          .thenComparing(ServicePortName::name)
          .thenComparing(ServicePortName::protocol)
          .thenComparing(ServicePortName::port);

  @Override
  public int compareTo(ServicePortName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return namespace + "/" + name + "/" + protocol + (port.isEmpty() ? "" : "/" + port);
  }
}
