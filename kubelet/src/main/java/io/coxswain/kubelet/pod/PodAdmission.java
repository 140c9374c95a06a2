package io.coxswain.kubelet.pod;

import io.coxswain.api.Json;
import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodSpec;
import io.coxswain.api.placement.HostPort;
import io.coxswain.api.placement.NodeSelectors;
import io.coxswain.api.placement.Tolerations;
import io.coxswain.api.quota.PodResources;
import io.coxswain.kubelet.pod.DesiredPod.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the node takes a pod that was bound to it, whoever bound it. Pure. Reasons and messages
 * are those of upstream's predicate and sysctl admit handlers; nothing is evicted to make room.
 *
 * @param node as the API server has it; null where it is not known yet, and only what does not
 *     depend on it is checked
 * @param others the pods the node has taken and that have not ended
 */
record PodAdmission(@Nullable Node node, List<Pod> others) {
  /** What a pod may set without the node's operator having allowed it, by kernel namespace. */
  private static final Set<String> IPC_SYSCTLS = Set.of("kernel.shm_rmid_forced");

  private static final Set<String> NET_SYSCTLS =
      Set.of(
          "net.ipv4.ip_local_port_range",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.ping_group_range",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes",
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_wmem");

  /** Why the pod is refused; empty where the node takes it. */
  Optional<Failure> refuse(Pod pod) {
    return sysctls(pod.spec())
        .or(() -> operatingSystem(pod.spec()))
        .or(() -> node == null ? Optional.empty() : place(pod, node));
  }

  private static Optional<Failure> sysctls(PodSpec spec) {
    if (spec.securityContext() == null) {
      return Optional.empty();
    }
    for (var sysctl : spec.securityContext().sysctls()) {
      var name = dotted(sysctl.name());
      String problem = null;
      if (IPC_SYSCTLS.contains(name)) {
        problem = shared(name, "ipc", spec.hostIPC());
      } else if (NET_SYSCTLS.contains(name)) {
        problem = shared(name, "net", spec.hostNetwork());
      } else {
        problem = "\"" + name + "\" not allowlisted";
      }
      if (problem != null) {
        return Optional.of(Failure.rejection("SysctlForbidden", "forbidden sysctl: " + problem));
      }
    }
    return Optional.empty();
  }

  /** With slashes as the first separator, slashes and dots change places (sysctl.d). */
  private static String dotted(String name) {
    var separator = name.chars().filter(c -> c == '.' || c == '/').findFirst();
    if (separator.isEmpty() || separator.getAsInt() == '.') {
      return name;
    }
    return name.replace('/', '\0').replace('.', '/').replace('\0', '.');
  }

  private static @Nullable String shared(String name, String namespace, @Nullable Boolean host) {
    return Boolean.TRUE.equals(host)
        ? "\"" + name + "\" not allowed with host " + namespace + " enabled"
        : null;
  }

  private static Optional<Failure> operatingSystem(PodSpec spec) {
    return spec.os() == null || "linux".equals(spec.os().name())
        ? Optional.empty()
        : Optional.of(
            Failure.rejection(
                "PodOSNotSupported", "Failed to admit pod as the OS field doesn't match node OS"));
  }

  private Optional<Failure> place(Pod pod, Node node) {
    return resources(pod, node)
        .or(() -> affinity(pod.spec(), node))
        .or(() -> hostPorts(pod.spec()))
        .or(() -> taints(pod.spec(), node));
  }

  private Optional<Failure> resources(Pod pod, Node node) {
    var allocatable = node.status().allocatable();
    var pods = allocatable.get("pods");
    if (pods != null && others.size() + 1 > pods.units()) {
      return insufficient("pods", 1, others.size(), pods.units());
    }
    var requests = requests(pod);
    for (var request : requests.entrySet()) {
      var name = request.getKey();
      var room = allocatable.get(name);
      var wanted = amount(name, request.getValue());
      if (wanted == 0 || room == null) {
        continue; // unknown resources are those of the cluster, not of the node
      }
      var used = 0L;
      for (var other : others) {
        used += amount(name, requests(other).getOrDefault(name, Quantity.ZERO));
      }
      if (wanted + used > amount(name, room)) {
        return insufficient(name, wanted, used, amount(name, room));
      }
    }
    return Optional.empty();
  }

  private static Map<String, Quantity> requests(Pod pod) {
    return PodResources.effective(Json.tree(pod), "requests");
  }

  private static long amount(String resource, Quantity quantity) {
    return resource.equals("cpu") ? quantity.millis() : quantity.units();
  }

  private static Optional<Failure> insufficient(
      String resource, long requested, long used, long capacity) {
    return Optional.of(
        Failure.rejection(
            "OutOf" + resource,
            "Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
                .formatted(resource, requested, used, capacity)));
  }

  private static Optional<Failure> affinity(PodSpec spec, Node node) {
    var selected = node.labels().entrySet().containsAll(spec.nodeSelector().entrySet());
    var affinity = spec.affinity() == null ? null : spec.affinity().nodeAffinity();
    var required =
        affinity == null ? null : affinity.requiredDuringSchedulingIgnoredDuringExecution();
    return selected && (required == null || NodeSelectors.matches(required, node))
        ? Optional.empty()
        : failed("NodeAffinity", "node(s) didn't match Pod's node affinity/selector");
  }

  private Optional<Failure> hostPorts(PodSpec spec) {
    var wanted = HostPort.of(spec);
    var taken = others.stream().flatMap(other -> HostPort.of(other.spec()).stream()).toList();
    return wanted.stream().noneMatch(port -> taken.stream().anyMatch(port::conflictsWith))
        ? Optional.empty()
        : failed("NodePorts", "node(s) didn't have free ports for the requested pod ports");
  }

  private static Optional<Failure> taints(PodSpec spec, Node node) {
    return node.spec().taints().stream()
            .filter(taint -> taint.effect().equals("NoExecute"))
            .allMatch(taint -> Tolerations.tolerates(spec.tolerations(), taint))
        ? Optional.empty()
        : failed("TaintToleration", "node(s) had taints that the pod didn't tolerate");
  }

  private static Optional<Failure> failed(String predicate, String why) {
    return Optional.of(Failure.rejection(predicate, "Predicate " + predicate + " failed: " + why));
  }
}
