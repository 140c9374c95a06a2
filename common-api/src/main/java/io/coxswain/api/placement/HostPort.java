package io.coxswain.api.placement;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.PodSpec;
import java.util.ArrayList;
import java.util.List;

/** A port that a container takes on its node's own address. */
public record HostPort(String ip, String protocol, int port) {
  private static final String ANY = "0.0.0.0";

  /** Whether both can't be held at once: same port and protocol, on the same or on any address. */
  public boolean conflictsWith(HostPort other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && (ip.equals(other.ip) || ip.equals(ANY) || other.ip.equals(ANY));
  }

  /** The host ports of all containers that live as long as the pod. */
  public static List<HostPort> of(PodSpec spec) {
    var ports = new ArrayList<HostPort>();
    for (var container : spec.initContainers()) {
      if ("Always".equals(container.restartPolicy())) {
        collect(container, ports);
      }
    }
    for (var container : spec.containers()) {
      collect(container, ports);
    }
    return List.copyOf(ports);
  }

  private static void collect(Container container, List<HostPort> ports) {
    for (var port : container.ports()) {
      var hostPort = port.hostPort();
      if (hostPort == null || hostPort <= 0) {
        continue;
      }
      var ip = port.hostIP();
      var protocol = port.protocol();
      ports.add(
          new HostPort(
              ip == null || ip.isEmpty() ? ANY : ip,
              protocol == null || protocol.isEmpty() ? "TCP" : protocol,
              hostPort));
    }
  }
}
