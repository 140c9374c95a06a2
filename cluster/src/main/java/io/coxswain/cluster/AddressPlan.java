package io.coxswain.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;

/**
 * The addresses and kernel names of one cluster on this machine. A machine has room for {@link
 * #SLOTS} clusters side by side; each slot has ranges that overlap no other slot's.
 *
 * @param podNetwork subnet of the pods' bridge, IPv4; its upper half belongs to nodes and gateway
 * @param clusterCidr the part of {@code podNetwork} from which nodes get their podCIDRs
 * @param nodePortFirst first NodePort, inclusive
 * @param nodePortLast last NodePort, inclusive
 */
public record AddressPlan(
    String podNetwork,
    String podNetworkV6,
    String clusterCidr,
    String clusterCidrV6,
    String serviceCidr,
    String serviceCidrV6,
    String gateway,
    String gatewayV6,
    String apiServiceAddress,
    String dnsServiceAddress,
    String bridge,
    String nftTable,
    int nodePortFirst,
    int nodePortLast) {

  /** How many clusters fit on one machine. */
  public static final int SLOTS = 16;

  /** The plan of one slot; slot 0 has upstream's usual ranges. */
  static AddressPlan ofSlot(int slot) {
    var pod = 244 - slot;
    var service = 96 + slot;
    var first = slot == 0 ? 30000 : 10000 + slot * 1000;
    return new AddressPlan(
        "10." + pod + ".0.0/16",
        "fd00:10:" + pod + "::/64",
        "10." + pod + ".0.0/17",
        "fd00:10:" + pod + "::/65",
        "10." + service + ".0.0/16",
        "fd00:10:" + service + "::/112",
        "10." + pod + ".255.254",
        "fd00:10:" + pod + ":0:ffff:ffff:ffff:fffe",
        "10." + service + ".0.1",
        "10." + service + ".0.10",
        "cox" + slot,
        "coxswain" + slot,
        first,
        slot == 0 ? 32767 : first + 999);
  }

  /**
   * The first slot none of whose ranges overlaps a network that is in use.
   *
   * @param takenSubnets CIDRs of other Docker networks, other clusters and the host's routes
   * @param takenBridges names of network interfaces
   * @throws IllegalStateException where every slot overlaps something
   */
  static AddressPlan firstFree(Collection<String> takenSubnets, Collection<String> takenBridges) {
    for (var slot = 0; slot < SLOTS; slot++) {
      var plan = ofSlot(slot);
      var own = List.of(plan.podNetwork, plan.podNetworkV6, plan.serviceCidr, plan.serviceCidrV6);
      var free =
          own.stream()
              .noneMatch(mine -> takenSubnets.stream().anyMatch(other -> overlap(mine, other)));
      if (free && !takenBridges.contains(plan.bridge)) {
        return plan;
      }
    }
    throw new IllegalStateException(
        "no free address range for pods and Services: all "
            + SLOTS
            + " slots overlap networks of this machine");
  }

  /** The stable address of a node on the bridge, outside every podCIDR. */
  public String nodeAddress(int index) {
    var prefix = podNetwork.substring(0, podNetwork.indexOf(".0.0/"));
    var offset = index + 10;
    return prefix + "." + (254 - offset / 250) + "." + (offset % 250 + 1);
  }

  static boolean overlap(String left, String right) {
    var a = Cidr.parse(left);
    var b = Cidr.parse(right);
    return a.address.length == b.address.length && a.samePrefix(b, Math.min(a.length, b.length));
  }

  private record Cidr(byte[] address, int length) {
    static Cidr parse(String text) {
      var slash = text.indexOf('/');
      try {
        var address =
            InetAddress.getByName(slash < 0 ? text : text.substring(0, slash)).getAddress();
        return new Cidr(
            address, slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not a network: \"" + text + "\"", e);
      }
    }

    boolean samePrefix(Cidr other, int bits) {
      for (var i = 0; i < bits; i++) {
        var mask = 0x80 >> (i % 8);
        if ((address[i / 8] & mask) != (other.address[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
