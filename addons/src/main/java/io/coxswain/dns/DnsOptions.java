package io.coxswain.dns;

import io.coxswain.dns.zone.ClusterZone.PodNames;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How cluster DNS works.
 *
 * @param listen addresses for UDP and TCP; port 0 for any free one
 * @param advertise addresses that pods reach this process at, at most one per family; empty for the
 *     addresses in {@code listen}
 * @param serviceIPs ClusterIPs of {@code kube-dns}; empty when the Service is somebody else's, and
 *     then its endpoints are, too
 * @param clusterDomain for example {@code cluster.local}
 * @param ttl of records, in seconds
 * @param resolvConf where the resolvers for other names are read from; null for {@code upstream}
 *     only
 * @param upstream resolvers for other names, before those of {@code resolvConf}
 * @param healthzPort of {@code /health} and {@code /ready} on {@code healthzAddress}; 0 for any
 *     free one, negative for none
 */
public record DnsOptions(
    List<InetSocketAddress> listen,
    List<String> advertise,
    List<String> serviceIPs,
    String clusterDomain,
    long ttl,
    PodNames pods,
    @Nullable Path resolvConf,
    List<InetSocketAddress> upstream,
    String healthzAddress,
    int healthzPort) {
  public DnsOptions {
    listen = List.copyOf(listen);
    advertise = List.copyOf(advertise);
    serviceIPs = List.copyOf(serviceIPs);
    upstream = List.copyOf(upstream);
  }

  /** The advertised addresses; never loopback or wildcard, which are no endpoints. */
  List<String> endpoints() {
    if (!advertise.isEmpty()) {
      return advertise;
    }
    return listen.stream()
        .map(InetSocketAddress::getAddress)
        .filter(address -> !address.isLoopbackAddress() && !address.isAnyLocalAddress())
        .map(java.net.InetAddress::getHostAddress)
        .toList();
  }
}
