package io.coxswain.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a cluster is, as {@code DIR/cluster.json} records it, so that every later {@code up} resumes
 * the same one.
 *
 * @param uid identifies the cluster's containers and networks on the engine
 * @param securePort the API server's port
 * @param nodes nodes with real containers
 * @param fakeNodes simulated nodes
 * @param etcdServers URLs of etcd; empty for the embedded store
 * @param without components that are not started
 * @param healthPorts loopback ports of the components' health endpoints, by component
 */
public record ClusterSpec(
    String uid,
    int securePort,
    int nodes,
    int fakeNodes,
    List<String> etcdServers,
    boolean singleProcess,
    Set<String> without,
    AddressPlan addresses,
    Map<String, Integer> healthPorts) {

  /** Components in the order they are started; {@code kube-apiserver} is always there. */
  static final List<String> COMPONENTS =
      List.of(
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler",
          "kubelet",
          "kube-proxy",
          "kube-dns");

  /** The names {@code --without} takes, and the component each leaves out. */
  static final Map<String, String> LEFT_OUT_BY =
      Map.of(
          "scheduler", "kube-scheduler",
          "controller-manager", "kube-controller-manager",
          "kubelet", "kubelet",
          "kube-proxy", "kube-proxy",
          "dns", "kube-dns");

  ClusterSpec withAddresses(AddressPlan plan) {
    return new ClusterSpec(
        uid, securePort, nodes, fakeNodes, etcdServers, singleProcess, without, plan, healthPorts);
  }

  boolean has(String component) {
    return LEFT_OUT_BY.entrySet().stream()
        .noneMatch(entry -> entry.getValue().equals(component) && without.contains(entry.getKey()));
  }

  boolean realNodes() {
    return has("kubelet") && nodes > 0;
  }

  String nodeName(int index) {
    return "node-" + (index + 1);
  }

  String server() {
    return "https://127.0.0.1:" + securePort;
  }
}
