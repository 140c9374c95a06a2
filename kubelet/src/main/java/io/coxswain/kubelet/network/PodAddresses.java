package io.coxswain.kubelet.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands out addresses of the node's pod CIDRs, one of each family per pod (host-local style: in
 * turn, so that an address just given back rests). What is in use comes from the engine, never from
 * memory alone. Guarded by its monitor.
 */
public final class PodAddresses {
  private static final long FIRST = 2;
  private static final long MOST = 1 << 16;

  private final List<Cidr> cidrs;
  private final Map<Cidr, Long> next = new HashMap<>();
  private final Map<String, List<String>> byPod = new HashMap<>();

  public PodAddresses(List<Cidr> cidrs) {
    this.cidrs = List.copyOf(cidrs);
  }

  /** Notes what a pod already has. */
  public synchronized void reserve(String podUid, List<String> addresses) {
    byPod.put(podUid, addresses.stream().map(Cidr::canonical).toList());
  }

  /**
   * The pod's addresses, IPv4 first; the same again for a pod that has some.
   *
   * @return empty where a CIDR has none left
   */
  public synchronized Optional<List<String>> allocate(String podUid) {
    var had = byPod.get(podUid);
    if (had != null && !had.isEmpty()) {
      return Optional.of(had);
    }
    var used = new HashSet<String>();
    byPod.values().forEach(used::addAll);
    var result = new ArrayList<String>();
    for (var cidr : cidrs) {
      var address = free(cidr, used);
      if (address.isEmpty()) {
        return Optional.empty();
      }
      result.add(address.get());
    }
    byPod.put(podUid, List.copyOf(result));
    return Optional.of(List.copyOf(result));
  }

  private Optional<String> free(Cidr cidr, Set<String> used) {
    // neither the network, nor the gateway, nor the broadcast address
    var last = Math.min(cidr.size().min(java.math.BigInteger.valueOf(MOST)).longValue() - 2, MOST);
    var count = last - FIRST + 1;
    var start = next.getOrDefault(cidr, FIRST);
    for (var i = 0L; i < count; i++) {
      var offset = FIRST + (start - FIRST + i) % count;
      var address = cidr.address(offset);
      if (!used.contains(address)) {
        next.put(cidr, offset + 1 > last ? FIRST : offset + 1);
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  public synchronized void release(String podUid) {
    byPod.remove(podUid);
  }
}
