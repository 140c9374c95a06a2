package io.coxswain.cluster;

import io.coxswain.cluster.Components.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * The run that the AOT cache of the small processes is made from: {@code cox} and every component
 * but the API server and what speaks to an engine. A JVM loads all classes of its cache when it
 * starts: without those of the other two that takes it half as long. Ends when it is told to.
 */
public final class ClientsTraining {
  /**
   * Loaded and initialized without being run: they need root, an engine or the cluster's bridge.
   */
  private static final List<String> NEED_A_MACHINE =
      List.of(
          "io.coxswain.proxy.KubeProxyMain",
          "io.coxswain.dns.DnsMain",
          "io.coxswain.cluster.UpCommand",
          "io.coxswain.cluster.Launcher");

  private ClientsTraining() {}

  /** The arguments for these components: another process may lead already, and they work anyway. */
  static List<String> arguments(List<Launch> launches) {
    var alone = new ArrayList<Launch>();
    for (var launch : launches) {
      var arguments = new ArrayList<>(launch.arguments());
      if (launch.name().equals("kube-controller-manager")
          || launch.name().equals("kube-scheduler")) {
        arguments.add("--leader-elect=false");
      }
      alone.add(
          new Launch(
              launch.name(),
              launch.mainClass(),
              launch.heapMegabytes(),
              launch.optimized(),
              arguments));
    }
    return SingleProcess.launch(alone, 0).arguments();
  }

  /** Arguments: those of {@link SingleProcess}. */
  public static void main(String[] arguments) throws Exception {
    SingleProcess.main(arguments);
    var directory = Files.createTempDirectory("coxswain-training");
    try {
      load(directory);
    } finally {
      Trees.delete(directory);
    }
  }

  /** Loads what can't be run. */
  static void load(Path directory) throws ClassNotFoundException {
    new CommandLine(new CoxMain()).parseArgs("up", "--data-dir", directory.toString());
    for (var main : NEED_A_MACHINE) {
      Class.forName(main);
    }
  }
}
