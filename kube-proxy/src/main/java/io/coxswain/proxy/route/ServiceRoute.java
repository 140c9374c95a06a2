package io.coxswain.proxy.route;

import java.util.List;
import java.util.stream.Stream;

/**
 * One service port in one family: the addresses it answers on and the endpoints behind it.
 *
 * @param clusterIP the Service's address of this family
 * @param port the Service's port on {@code clusterIP}, external and load balancer addresses
 * @param nodePort 0 when the Service has none
 * @param externalIPs addresses routed to this machine by somebody else
 * @param loadBalancerIPs ingress addresses whose mode is VIP
 * @param sourceRanges who may use {@code loadBalancerIPs}; empty means everybody
 * @param affinitySeconds how long a client stays with its endpoint; 0 without session affinity
 * @param internalLocal {@code internalTrafficPolicy: Local}
 * @param externalLocal {@code externalTrafficPolicy: Local}
 * @param cluster endpoints for the policy Cluster
 * @param local endpoints on this machine, for the policy Local
 * @param hasEndpoints whether the port has a usable endpoint anywhere
 */
public record ServiceRoute(
    ServicePortName name,
    Family family,
    String clusterIP,
    int port,
    int nodePort,
    List<String> externalIPs,
    List<String> loadBalancerIPs,
    List<String> sourceRanges,
    int affinitySeconds,
    boolean internalLocal,
    boolean externalLocal,
    List<Backend> cluster,
    List<Backend> local,
    boolean hasEndpoints) {
  public String protocol() {
    return name.protocol();
  }

  /** Endpoints for connections to the ClusterIP. */
  public List<Backend> internalBackends() {
    return internalLocal ? local : cluster;
  }

  /** Endpoints for connections from outside to node ports, external and load balancer addresses. */
  public List<Backend> externalBackends() {
    return externalLocal ? local : cluster;
  }

  /** Every endpoint some connection may reach, in order, once. */
  public List<Backend> backends() {
    return Stream.concat(cluster.stream(), local.stream()).distinct().sorted().toList();
  }

  /** Whether anybody outside the cluster may address this port. */
  public boolean external() {
    return nodePort != 0 || !externalIPs.isEmpty() || !loadBalancerIPs.isEmpty();
  }
}
