package io.coxswain.kubelet.network;

import io.coxswain.kubelet.runtime.RuntimePod;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses from the pod CIDRs and nothing on the host: the network of simulated nodes. */
public class CidrNetwork implements PodNetwork {
  private volatile @Nullable PodAddresses addresses;
  private volatile List<String> cidrs = List.of();

  @Override
  public Optional<String> notReady() {
    return addresses == null
        ? Optional.of("Network plugin returns error: the node has no pod CIDR yet")
        : Optional.empty();
  }

  @Override
  public synchronized void configure(List<String> podCidrs, List<RuntimePod> pods) {
    if (podCidrs.isEmpty() || podCidrs.equals(cidrs)) {
      return;
    }
    var fresh = new PodAddresses(podCidrs.stream().map(Cidr::parse).toList());
    for (var pod : pods) {
      var ref = pod.pod();
      var ips = pod.sandboxes().stream().flatMap(s -> s.ips().stream()).toList();
      if (ref != null && !ips.isEmpty()) {
        fresh.reserve(ref.uid(), ips);
      }
    }
    cidrs = podCidrs;
    addresses = fresh;
  }

  @Override
  public Optional<List<String>> allocate(String podUid) {
    var current = addresses;
    return current == null ? Optional.empty() : current.allocate(podUid);
  }

  @Override
  public void release(String podUid) {
    var current = addresses;
    if (current != null) {
      current.release(podUid);
    }
  }

  @Override
  public void attached(String sandboxId) {}

  @Override
  public void maintain() {}
}
