package io.coxswain.cluster;

import io.coxswain.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where a cluster keeps its files. */
record ClusterDirectory(Path root) {
  static ClusterDirectory of(Path path) {
    return new ClusterDirectory(path.toAbsolutePath().normalize());
  }

  Path specFile() {
    return root.resolve("cluster.json");
  }

  Path kubeconfig() {
    return root.resolve("kubeconfig");
  }

  Path adminToken() {
    return root.resolve("admin.token");
  }

  Path pki() {
    return root.resolve("pki");
  }

  Path run() {
    return root.resolve("run");
  }

  Path store() {
    return root.resolve("store");
  }

  Path kubelet() {
    return root.resolve("kubelet");
  }

  Path log(String component) {
    return root.resolve("logs").resolve(component + ".log");
  }

  Path kubeconfig(String component) {
    return pki().resolve(component + ".kubeconfig");
  }

  void create() throws IOException {
    for (var path : new Path[] {root, pki(), run(), store(), kubelet(), root.resolve("logs")}) {
      Files.createDirectories(path);
    }
  }

  Optional<ClusterSpec> readSpec() throws IOException {
    return Files.exists(specFile())
        ? Optional.of(Json.read(Files.readAllBytes(specFile()), ClusterSpec.class))
        : Optional.empty();
  }

  void writeSpec(ClusterSpec spec) throws IOException {
    var staging = root.resolve("cluster.json.new");
    Files.write(staging, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(spec));
    Files.move(
        staging, specFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
