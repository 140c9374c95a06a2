package io.coxswain.cluster;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option every command has: which cluster it is about. */
final class DataDirectory {
  private static final Path DEFAULT = Path.of(".cox");

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the cluster keeps its files (default: .cox).")
  Path path = DEFAULT;

  ClusterDirectory directory() {
    return ClusterDirectory.of(path);
  }

  /** The recorded cluster; an error where there is none. */
  ClusterSpec spec() throws IOException {
    return directory()
        .readSpec()
        .orElseThrow(
            () ->
                new CoxException(
                    "there is no cluster in "
                        + directory().root()
                        + "; start one with ./cox up"
                        + flag()));
  }

  /** How to name this directory in a {@code cox} command. */
  String flag() {
    return path.equals(DEFAULT) ? "" : " --data-dir " + path;
  }

  /** How to name this cluster in a {@code kubectl} command. */
  String hint() {
    return path.equals(DEFAULT) ? "" : " --kubeconfig " + path.resolve("kubeconfig");
  }
}
