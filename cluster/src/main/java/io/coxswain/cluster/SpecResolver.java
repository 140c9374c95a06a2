package io.coxswain.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a cluster is: what was recorded, changed by what the user says now, or a new one.
 */
final class SpecResolver {
  private static final int DEFAULT_PORT = 6443;

  private SpecResolver() {}

  /** The recorded cluster with the user's changes. Where the data lives can't change. */
  static ClusterSpec resume(ClusterSpec recorded, UpOptions options) {
    if (options.etcdServers != null && !options.etcdServers.equals(recorded.etcdServers())) {
      throw new CoxException(
          "--etcd-servers: this cluster keeps its objects in "
              + (recorded.etcdServers().isEmpty()
                  ? "the embedded store"
                  : String.join(",", recorded.etcdServers()))
              + "; give another --data-dir for another cluster");
    }
    return new ClusterSpec(
        recorded.uid(),
        or(options.securePort, recorded.securePort()),
        or(options.nodes, recorded.nodes()),
        or(options.fakeNodes, recorded.fakeNodes()),
        recorded.etcdServers(),
        or(options.singleProcess, recorded.singleProcess()),
        options.without == null ? recorded.without() : new TreeSet<>(options.without),
        recorded.addresses(),
        recorded.healthPorts());
  }

  /** A new cluster. */
  static ClusterSpec create(UpOptions options, UUID uid, AddressPlan addresses) {
    Set<String> without = options.without == null ? Set.of() : new TreeSet<>(options.without);
    return new ClusterSpec(
        uid.toString(),
        or(options.securePort, DEFAULT_PORT),
        or(options.nodes, 1),
        or(options.fakeNodes, 0),
        options.etcdServers == null ? List.of() : List.copyOf(options.etcdServers),
        or(options.singleProcess, false),
        without,
        addresses,
        Map.of());
  }

  /** Gives every component that has none a loopback port for its health endpoint. */
  static ClusterSpec withHealthPorts(ClusterSpec spec, List<String> components, Machine machine)
      throws IOException {
    var missing =
        components.stream().filter(name -> !spec.healthPorts().containsKey(name)).toList();
    if (missing.isEmpty()) {
      return spec;
    }
    var ports = new HashMap<>(spec.healthPorts());
    var free = machine.freePorts(missing.size());
    for (var i = 0; i < missing.size(); i++) {
      ports.put(missing.get(i), free.get(i));
    }
    return new ClusterSpec(
        spec.uid(),
        spec.securePort(),
        spec.nodes(),
        spec.fakeNodes(),
        spec.etcdServers(),
        spec.singleProcess(),
        spec.without(),
        spec.addresses(),
        ports);
  }

  private static <T> T or(@Nullable T said, T otherwise) {
    return said == null ? otherwise : said;
  }
}
