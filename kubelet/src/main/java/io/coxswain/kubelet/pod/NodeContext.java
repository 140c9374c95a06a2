package io.coxswain.kubelet.pod;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.Timers;
import io.coxswain.kubelet.env.ObjectSource;
import io.coxswain.kubelet.env.PodFields;
import io.coxswain.kubelet.env.PodFiles;
import io.coxswain.kubelet.image.ImagePuller;
import io.coxswain.kubelet.network.PodNetwork;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.coxswain.kubelet.volume.PodVolumes;
import java.util.List;
import java.util.Map;

/**
 * What the pod workers of one node share.
 *
 * @param hostIps the node's addresses, primary first
 * @param allocatable of the node, for limits in the downward API
 */
public record NodeContext(
    String nodeName,
    List<String> hostIps,
    Map<String, Quantity> allocatable,
    PodFiles.Dns dns,
    ContainerRuntime runtime,
    PodVolumes volumes,
    PodNetwork network,
    ObjectSource objects,
    ImagePuller images,
    PodEvents events,
    StatusSync statuses,
    Timers timers) {

  PodFields fields(Pod pod, List<String> podIps) {
    return new PodFields(pod, podIps, hostIps, allocatable);
  }
}
