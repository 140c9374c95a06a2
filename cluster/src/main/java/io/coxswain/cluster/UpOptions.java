package io.coxswain.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What the user wants the cluster to be; null where the user said nothing, so that a resumed
 * cluster keeps what it had.
 */
final class UpOptions {
  @Option(
      names = "--secure-port",
      paramLabel = "N",
      description = "Port of the API server (default: 6443).")
  @Nullable Integer securePort;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes that run real containers (default: 1).")
  @Nullable Integer nodes;

  @Option(names = "--fake-nodes", paramLabel = "N", description = "Simulated nodes (default: 0).")
  @Nullable Integer fakeNodes;

  @Option(
      names = "--etcd-servers",
      paramLabel = "URL",
      split = ",",
      description = "Keep the objects in this etcd instead of the embedded store.")
  @Nullable List<String> etcdServers;

  @Option(names = "--single-process", description = "Run all components in one JVM.")
  @Nullable Boolean singleProcess;

  @Option(
      names = "--without",
      paramLabel = "NAME",
      split = ",",
      description = "Leave out scheduler, controller-manager, kubelet, kube-proxy or dns.")
  @Nullable List<String> without;

  /** The options that were given, by name. */
  List<String> given() {
    var given = new LinkedHashMap<String, @Nullable Object>();
    given.put("--secure-port", securePort);
    given.put("--nodes", nodes);
    given.put("--fake-nodes", fakeNodes);
    given.put("--etcd-servers", etcdServers);
    given.put("--single-process", singleProcess);
    given.put("--without", without);
    given.values().removeIf(Objects::isNull);
    return List.copyOf(given.keySet());
  }

  /** Checks values that need no look at the machine. */
  void validate() {
    between("--secure-port", securePort, 1, 65535);
    between("--nodes", nodes, 0, 50);
    between("--fake-nodes", fakeNodes, 0, 5000);
    if (without != null) {
      for (var name : without) {
        if (!ClusterSpec.LEFT_OUT_BY.containsKey(name)) {
          throw new CoxException(
              "--without: unknown component \""
                  + name
                  + "\": expected one of "
                  + String.join(", ", new TreeSet<>(ClusterSpec.LEFT_OUT_BY.keySet())));
        }
      }
    }
    if (etcdServers != null) {
      for (var url : etcdServers) {
        if (!url.matches("https?://[^/\\s]+")) {
          throw new CoxException(
              "--etcd-servers: \"" + url + "\" is not a URL such as http://127.0.0.1:2379");
        }
      }
    }
  }

  private static void between(String option, @Nullable Integer value, int low, int high) {
    if (value != null && (value < low || value > high)) {
      throw new CoxException(option + ": " + value + " is not between " + low + " and " + high);
    }
  }
}
