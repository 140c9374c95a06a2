package io.coxswain.scheduler.nodes;

import io.coxswain.api.core.v1.Affinity.NodeAffinity;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodSpec.Toleration;
import io.coxswain.api.placement.HostPort;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod with everything the plugins ask of it worked out once. */
public record PodInfo(Pod pod, Resources requests, Resources nonZeroRequests, Signature signature) {

  /**
   * What of a pod the plugins that look at one node at a time read. Pods of one signature are alike
   * to them, so what was found out for one holds for the next until a node changes.
   */
  public record Signature(
      @Nullable String nodeName,
      Map<String, String> nodeSelector,
      @Nullable NodeAffinity nodeAffinity,
      List<Toleration> tolerations,
      List<HostPort> hostPorts,
      List<String> images,
      Resources requests,
      Resources nonZeroRequests) {}

  public static PodInfo of(Pod pod) {
    var spec = pod.spec();
    var requests = PodRequests.of(spec);
    var nonZero = PodRequests.nonZero(spec);
    var images =
        Stream.concat(spec.initContainers().stream(), spec.containers().stream())
            .map(Container::image)
            .filter(image -> image != null && !image.isEmpty())
            .map(String::valueOf)
            .toList();
    var affinity = spec.affinity();
    var signature =
        new Signature(
            spec.nodeName(),
            spec.nodeSelector(),
            affinity == null ? null : affinity.nodeAffinity(),
            spec.tolerations(),
            HostPort.of(spec),
            images,
            requests,
            nonZero);
    return new PodInfo(pod, requests, nonZero, signature);
  }

  public String uid() {
    return pod.uid();
  }

  /** The pod's priority; absent means 0. */
  public int priority() {
    var priority = pod.spec().priority();
    return priority == null ? 0 : priority;
  }

  /** {@code namespace/name}, for messages. */
  public String fullName() {
    return pod.namespace() + "/" + pod.name();
  }
}
