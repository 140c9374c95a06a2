package io.coxswain.proxy.nft;

import io.coxswain.proxy.route.Family;
import java.util.List;

/**
 * What the rules depend on besides Services.
 *
 * @param table the table's name in the {@code inet} family
 * @param clusterCidrs where pods live; connections to ClusterIPs from elsewhere are masqueraded
 * @param nodePortAddresses CIDRs of the local addresses that serve node ports; empty means all
 * @param masqueradeBit which bit of the packet mark says "masquerade"
 */
public record RulesetOptions(
    String table, List<String> clusterCidrs, List<String> nodePortAddresses, int masqueradeBit) {
  public RulesetOptions {
    clusterCidrs = List.copyOf(clusterCidrs);
    nodePortAddresses = List.copyOf(nodePortAddresses);
  }

  List<String> clusterCidrs(Family family) {
    return clusterCidrs.stream().filter(cidr -> Family.of(cidr) == family).toList();
  }

  /** The part of {@code nodePortAddresses} of one family. */
  List<String> nodePortAddresses(Family family) {
    return nodePortAddresses.stream().filter(cidr -> Family.of(cidr) == family).toList();
  }

  String mark() {
    return "0x" + Integer.toHexString(1 << masqueradeBit);
  }
}
