package io.coxswain.proxy.host;

import io.coxswain.proxy.route.Backend;
import io.coxswain.proxy.route.ServiceRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which tracked UDP flows must be forgotten. A client that keeps sending from one port
 * never lets its entry expire, and so would stay with an endpoint that is gone, or with no endpoint
 * at all.
 */
public final class StaleFlows {
  private final Map<String, Set<String>> byAddress = new HashMap<>();
  private final Map<Integer, Set<String>> byNodePort = new HashMap<>();
  private final Set<String> localAddresses;

  private StaleFlows(List<ServiceRoute> routes, Set<String> localAddresses) {
    this.localAddresses = localAddresses;
    for (var route : routes) {
      if (!route.protocol().equals("udp") || !route.hasEndpoints()) {
        continue;
      }
      allow(byAddress, route.clusterIP() + " " + route.port(), route.internalBackends());
      route
          .externalIPs()
          .forEach(ip -> allow(byAddress, ip + " " + route.port(), route.backends()));
      route
          .loadBalancerIPs()
          .forEach(ip -> allow(byAddress, ip + " " + route.port(), route.backends()));
      if (route.nodePort() != 0) {
        allow(byNodePort, route.nodePort(), route.backends());
      }
    }
  }

  /** A tracked flow: its original direction, and who answers. */
  record Flow(
      String source,
      int sourcePort,
      String destination,
      int destinationPort,
      String peer,
      int peerPort) {}

  /**
   * The {@code conntrack} commands that delete what is stale.
   *
   * @param listing what {@code conntrack -L -p udp} prints
   * @param localAddresses this machine's addresses, on which node ports are
   */
  public static List<List<String>> deletions(
      String listing, List<ServiceRoute> routes, Set<String> localAddresses) {
    var stale = new StaleFlows(routes, localAddresses);
    return listing
        .lines()
        .map(StaleFlows::parse)
        .flatMap(java.util.Optional::stream)
        .filter(stale::isStale)
        .map(StaleFlows::deletion)
        .toList();
  }

  private boolean isStale(Flow flow) {
    var allowed = byAddress.get(flow.destination() + " " + flow.destinationPort());
    if (allowed == null && localAddresses.contains(flow.destination())) {
      allowed = byNodePort.get(flow.destinationPort());
    }
    return allowed != null && !allowed.contains(flow.peer() + " " + flow.peerPort());
  }

  private static List<String> deletion(Flow flow) {
    return List.of(
        "conntrack",
        "-D",
        "-p",
        "udp",
        "-s",
        flow.source(),
        "-d",
        flow.destination(),
        "--sport",
        Integer.toString(flow.sourcePort()),
        "--dport",
        Integer.toString(flow.destinationPort()));
  }

  static java.util.Optional<Flow> parse(String line) {
    var values = new HashMap<String, List<String>>();
    for (var word : line.split("\\s+")) {
      var equals = word.indexOf('=');
      if (equals > 0) {
        values
            .computeIfAbsent(word.substring(0, equals), k -> new ArrayList<>())
            .add(word.substring(equals + 1));
      }
    }
    var sources = values.getOrDefault("src", List.of());
    var destinations = values.getOrDefault("dst", List.of());
    var sourcePorts = values.getOrDefault("sport", List.of());
    var destinationPorts = values.getOrDefault("dport", List.of());
    if (sources.size() < 2
        || destinations.isEmpty()
        || sourcePorts.size() < 2
        || destinationPorts.isEmpty()) {
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(
        new Flow(
            sources.get(0),
            Integer.parseInt(sourcePorts.get(0)),
            destinations.get(0),
            Integer.parseInt(destinationPorts.get(0)),
            sources.get(1),
            Integer.parseInt(sourcePorts.get(1))));
  }

  private static <K> void allow(Map<K, Set<String>> allowed, K key, List<Backend> backends) {
    var set = allowed.computeIfAbsent(key, k -> new HashSet<>());
    backends.forEach(backend -> set.add(backend.address() + " " + backend.port()));
  }
}
