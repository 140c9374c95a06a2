package io.coxswain.kubelet.node;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Node.NodeSpec;
import io.coxswain.api.core.v1.NodeBuilder;
import io.coxswain.api.core.v1.NodeSpecBuilder;
import io.coxswain.api.core.v1.NodeStatus;
import io.coxswain.api.core.v1.NodeStatus.ContainerImage;
import io.coxswain.api.core.v1.NodeStatus.DaemonEndpoint;
import io.coxswain.api.core.v1.NodeStatus.NodeAddress;
import io.coxswain.api.core.v1.NodeStatus.NodeCondition;
import io.coxswain.api.core.v1.NodeStatus.NodeDaemonEndpoints;
import io.coxswain.api.core.v1.NodeStatusBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.coxswain.kubelet.runtime.ImageInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Computes a node's object and status. Pure. */
final class NodeObjects {
  private static final int MOST_IMAGES = 50;

  private NodeObjects() {}

  static Map<String, String> labels(NodeIdentity node, Machine machine) {
    var labels = new LinkedHashMap<>(node.labels());
    labels.put(
        "kubernetes.io/hostname",
        node.labels().getOrDefault("kubernetes.io/hostname", node.name()));
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", machine.architecture());
    labels.put("beta.kubernetes.io/os", "linux");
    labels.put("beta.kubernetes.io/arch", machine.architecture());
    return labels;
  }

  static Node initial(NodeIdentity node, Machine machine, NodeStatus status) {
    var cidrs = node.podCidrs();
    NodeSpec spec =
        NodeSpecBuilder.builder()
            .podCIDR(cidrs.isEmpty() ? null : cidrs.getFirst())
            .podCIDRs(cidrs)
            .taints(node.taints())
            .build();
    return NodeBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .name(node.name())
                .labels(labels(node, machine))
                .annotations(
                    Map.of("volumes.kubernetes.io/controller-managed-attach-detach", "true"))
                .build())
        .spec(spec)
        .status(status)
        .build();
  }

  /**
   * @param notReady why the node can't run pods; empty where it can
   */
  static NodeStatus status(
      NodeStatus old,
      NodeIdentity node,
      Machine machine,
      ContainerRuntime.Version runtime,
      List<ImageInfo> images,
      Optional<String> notReady,
      Instant now) {
    var addresses =
        Stream.of(
                node.addresses().stream().map(ip -> new NodeAddress("InternalIP", ip)),
                node.dnsNames().stream().map(name -> new NodeAddress("InternalDNS", name)),
                Stream.of(new NodeAddress("Hostname", node.name())))
            .flatMap(some -> some)
            .toList();
    return NodeStatusBuilder.builder(old)
        .capacity(node.capacity())
        .allocatable(node.capacity())
        .addresses(addresses)
        .daemonEndpoints(new NodeDaemonEndpoints(new DaemonEndpoint(node.port())))
        .nodeInfo(machine.info(runtime))
        .images(images(images))
        .conditions(conditions(old.conditions(), notReady, now))
        .build();
  }

  private static List<ContainerImage> images(List<ImageInfo> images) {
    return images.stream()
        .filter(i -> !i.tags().isEmpty() || !i.digests().isEmpty())
        .sorted(Comparator.comparingLong(ImageInfo::size).reversed())
        .limit(MOST_IMAGES)
        .map(
            i ->
                new ContainerImage(
                    Stream.concat(i.digests().stream(), i.tags().stream()).toList(), i.size()))
        .toList();
  }

  private static List<NodeCondition> conditions(
      List<NodeCondition> old, Optional<String> notReady, Instant now) {
    var result = new ArrayList<NodeCondition>();
    result.add(
        condition(
            old,
            "MemoryPressure",
            "False",
            "KubeletHasSufficientMemory",
            "kubelet has sufficient memory available",
            now));
    result.add(
        condition(
            old,
            "DiskPressure",
            "False",
            "KubeletHasNoDiskPressure",
            "kubelet has no disk pressure",
            now));
    result.add(
        condition(
            old,
            "PIDPressure",
            "False",
            "KubeletHasSufficientPID",
            "kubelet has sufficient PID available",
            now));
    result.add(
        notReady.isEmpty()
            ? condition(
                old, "Ready", "True", "KubeletReady", "kubelet is posting ready status", now)
            : condition(old, "Ready", "False", "KubeletNotReady", notReady.get(), now));
    var own = result.stream().map(NodeCondition::type).toList();
    old.stream().filter(c -> !own.contains(c.type())).forEach(result::add);
    return List.copyOf(result);
  }

  private static NodeCondition condition(
      List<NodeCondition> old,
      String type,
      String status,
      String reason,
      String message,
      Instant now) {
    var seconds = now.truncatedTo(ChronoUnit.SECONDS);
    var since =
        old.stream()
            .filter(c -> c.type().equals(type) && c.status().equals(status))
            .map(NodeCondition::lastTransitionTime)
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElse(seconds);
    return new NodeCondition(type, status, seconds, since, reason, message);
  }
}
