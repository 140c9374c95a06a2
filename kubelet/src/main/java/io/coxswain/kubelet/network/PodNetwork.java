package io.coxswain.kubelet.network;

import io.coxswain.kubelet.runtime.RuntimePod;
import java.util.List;
import java.util.Optional;

/** Gives pods their addresses. Safe for any thread. */
public interface PodNetwork {
  /** Why pods can't have addresses yet; empty when they can. */
  Optional<String> notReady();

  /** Learns the node's pod CIDRs and what the runtime's pods already use. */
  void configure(List<String> podCidrs, List<RuntimePod> pods);

  /** Addresses for a pod, primary first; empty where there is none left. */
  Optional<List<String>> allocate(String podUid);

  void release(String podUid);

  /** Does what is left to do on the host once a sandbox runs. */
  void attached(String sandboxId);

  /** Makes sure again that the node's own address and the network are there. */
  void maintain();
}
