package io.coxswain.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How one kube-proxy works.
 *
 * @param nodeNames all nodes of this machine
 * @param clusterCidrs where pods live, at most one per family
 * @param nodePortAddresses CIDRs of local addresses that serve node ports; empty means all
 * @param nftTable the table in the {@code inet} family that belongs to this proxy alone
 * @param masqueradeBit bit of the packet mark for packets that get a new source address
 * @param serviceAddress in userspace mode, a local address on which service ports are opened; empty
 *     for none
 * @param minSyncPeriod the shortest time between two changes of the rules
 * @param syncPeriod how often rules and kernel settings are verified without any event
 * @param healthzPort port on {@code healthzAddress}; 0 for any free one, negative for none
 */
public record ProxyOptions(
    Mode mode,
    Set<String> nodeNames,
    List<String> clusterCidrs,
    List<String> nodePortAddresses,
    String nftTable,
    int masqueradeBit,
    String serviceAddress,
    Duration minSyncPeriod,
    Duration syncPeriod,
    String healthzAddress,
    int healthzPort) {
  /** How traffic is forwarded; AUTO means nftables where it works. */
  public enum Mode {
    AUTO,
    NFTABLES,
    USERSPACE
  }

  public ProxyOptions {
    nodeNames = Set.copyOf(nodeNames);
    clusterCidrs = List.copyOf(clusterCidrs);
    nodePortAddresses = List.copyOf(nodePortAddresses);
    if (!nftTable.matches("[A-Za-z][A-Za-z0-9_.-]{0,62}")) {
      throw new IllegalArgumentException("not a table name: " + nftTable);
    }
    if (masqueradeBit < 0 || masqueradeBit > 31) {
      throw new IllegalArgumentException(
          "--iptables-masquerade-bit must be within the range [0, 31]");
    }
  }

  /** Upstream's defaults, for a machine with these nodes. */
  public static ProxyOptions ofNodes(Set<String> nodeNames) {
    return new ProxyOptions(
        Mode.AUTO,
        nodeNames,
        List.of(),
        List.of(),
        "kube-proxy",
        14,
        "",
        Duration.ofMillis(50),
        Duration.ofSeconds(30),
        "127.0.0.1",
        10256);
  }
}
