package io.coxswain.cluster;

import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.cluster.pki.Pki;
import io.coxswain.kubelet.runtime.docker.DockerConnection;
import io.coxswain.kubelet.runtime.docker.DockerRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine;

/**
 * The run that the AOT cache of the components is made from: a cluster with a simulated node in
 * this JVM, until it is usable, and the classes of the components that need an engine. Leaves
 * nothing behind.
 */
public final class Training {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * Loaded and initialized without being run: they need root, an engine or the cluster's bridge.
   */
  private static final List<String> NEED_A_MACHINE =
      List.of(
          "io.coxswain.proxy.KubeProxyMain",
          "io.coxswain.dns.DnsMain",
          "io.coxswain.cluster.UpCommand",
          "io.coxswain.cluster.Launcher");

  private Training() {}

  /**
   * Arguments: the command that makes kubectl's cache, run against this cluster (see {@link
   * KubectlTraining}); none to leave it out.
   */
  public static void main(String[] arguments) throws Exception {
    var root = Files.createTempDirectory("coxswain-training");
    try {
      train(ClusterDirectory.of(root), List.of(arguments));
    } finally {
      Trees.delete(root);
    }
    System.exit(0);
  }

  private static void train(ClusterDirectory directory, List<String> kubectl) throws Exception {
    var machine = new Machine();
    var options = new UpOptions();
    options.securePort = machine.freePorts(1).getFirst();
    options.nodes = 0;
    options.fakeNodes = 1;
    directory.create();
    var spec = SpecResolver.create(options, UUID.randomUUID(), AddressPlan.ofSlot(0));
    var pki = Pki.open(directory.pki(), InstantSource.system(), new SecureRandom());
    var names =
        new Components(spec, directory, pki).all().stream().map(Components.Launch::name).toList();
    spec = SpecResolver.withHealthPorts(spec, names, machine);
    Credentials.ensureForApiServer(pki, spec, directory, List.of());
    Credentials.ensureForClients(pki, spec, directory);
    var launch = SingleProcess.launch(new Components(spec, directory, pki).all());
    SingleProcess.main(launch.arguments().toArray(String[]::new));
    try (var client = KubernetesClient.connect(Kubeconfig.read(directory.kubeconfig()))) {
      var readiness = new Readiness(spec, client);
      await(readiness::apiReady);
      for (var check : readiness.checks().values()) {
        await(check);
      }
    }
    if (!kubectl.isEmpty()) {
      trainKubectl(kubectl, directory);
    }
    trainDocker(directory.root());
    new CommandLine(new CoxMain()).parseArgs("up", "--data-dir", directory.root().toString());
    for (var main : NEED_A_MACHINE) {
      Class.forName(main);
    }
  }

  /** What a kubelet asks an engine before its node is ready. */
  private static void trainDocker(Path directory) throws IOException {
    try (var engine = TrainingEngine.start(directory.resolve("engine.sock"));
        var connection = DockerConnection.open(engine.endpoint())) {
      new DockerRuntime(connection, "training", "training", null).images();
    }
  }

  private static void trainKubectl(List<String> command, ClusterDirectory directory)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("KUBECONFIG", directory.kubeconfig().toString());
    var code = builder.start().waitFor();
    if (code != 0) {
      System.err.println("note: the training of kubectl ended with " + code);
    }
  }

  private static void await(java.util.function.Supplier<java.util.Optional<String>> check)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    var missing = check.get();
    while (missing.isPresent()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the training cluster does not get ready: " + missing.get());
      }
      Thread.sleep(50);
      missing = check.get();
    }
  }
}
