package io.coxswain.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What {@code cox up} was told; null where the user said nothing, so that a resumed cluster keeps
 * what it had.
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

  @Option(
      names = {"-y", "--yes"},
      description = "Install what is missing without asking.")
  boolean yes;

  @Parameters(paramLabel = "MANIFEST", description = "Manifests to apply and roll out.")
  List<Path> manifests = new ArrayList<>();

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
    for (var manifest : manifests) {
      if (!java.nio.file.Files.isReadable(manifest)) {
        throw new CoxException(
            "cannot read the manifest \"" + manifest + "\": no such file, or not readable");
      }
    }
  }

  private static void between(String option, @Nullable Integer value, int low, int high) {
    if (value != null && (value < low || value > high)) {
      throw new CoxException(option + ": " + value + " is not between " + low + " and " + high);
    }
  }
}
