package io.coxswain.apiserver.registry;

import java.time.Duration;
import java.util.List;

/**
 * What an operator decides about writes.
 *
 * @param serviceCidrs one range, or one of each family, the primary first: {@code 10.96.0.0/16}
 * @param nodePorts the ports NodePort services get
 * @param eventLifetime how long events stay after they were written last; zero for ever
 */
public record RegistryOptions(
    List<String> serviceCidrs, PortRange nodePorts, Duration eventLifetime) {

  /** Ports from first to last, both included. */
  public record PortRange(int first, int last) {
    public boolean contains(int port) {
      return port >= first && port <= last;
    }

    @Override
    public String toString() {
      return first + "-" + last;
    }
  }

  /** Upstream's defaults. */
  public static final RegistryOptions DEFAULTS =
      new RegistryOptions(
          List.of("10.96.0.0/12"), new PortRange(30000, 32767), Duration.ofHours(1));
}
