package io.coxswain.proxy.route;

import java.util.Set;

/** The nodes of this machine and the zones they are in. */
public record Locality(Set<String> nodes, Set<String> zones) {
  public Locality {
    nodes = Set.copyOf(nodes);
    zones = Set.copyOf(zones);
  }

  public static Locality ofNodes(String... nodes) {
    return new Locality(Set.of(nodes), Set.of());
  }
}
