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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The run that the AOT caches are made from: a cluster with a simulated node in this JVM, until it
 * is usable, and the classes of the components that need an engine. The runs for the other caches
 * are processes that use this cluster. Leaves nothing behind.
 */
public final class Training {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Training() {}

  /**
   * Arguments: {@code kubectl COMMAND... clients COMMAND...}, the commands that make the other two
   * caches (see {@code io.coxswain.kubectl.KubectlTraining} and {@link ClientsTraining}).
   */
  public static void main(String[] arguments) throws Exception {
    var all = List.of(arguments);
    var clients = all.indexOf("clients");
    var root = Files.createTempDirectory("coxswain-training");
    try {
      train(
          ClusterDirectory.of(root), all.subList(1, clients), all.subList(clients + 1, all.size()));
    } finally {
      Trees.delete(root);
    }
    System.exit(0);
  }

  private static void train(ClusterDirectory directory, List<String> kubectl, List<String> clients)
      throws Exception {
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
    var launch =
        SingleProcess.launch(new Components(spec, directory, pki).all(), spec.securePort());
    SingleProcess.main(launch.arguments().toArray(String[]::new));
    ClientsTraining.load(directory.root());
    trainDocker(directory.root());
    try (var client = KubernetesClient.connect(Kubeconfig.read(directory.kubeconfig()))) {
      var readiness = new Readiness(spec, client);
      await(readiness::apiReady);
      awaitUsable(readiness);
      trainKubectl(kubectl, directory);
      options.fakeNodes = 2; // the second is what tells that the process is at work
      var another =
          SpecResolver.withHealthPorts(
              SpecResolver.create(options, UUID.randomUUID(), AddressPlan.ofSlot(0)),
              names,
              machine);
      trainClients(
          clients, new Components(another, directory, pki).all(), new Readiness(another, client));
    }
  }

  /** What a kubelet asks an engine before its node is ready. */
  private static void trainDocker(Path directory) throws IOException {
    try (var engine = TrainingEngine.start(directory.resolve("engine.sock"));
        var connection = DockerConnection.open(engine.endpoint())) {
      new DockerRuntime(connection, "training", "training", null).images();
    }
  }

  private static void awaitUsable(Readiness readiness) throws IOException, InterruptedException {
    for (var check : readiness.checks().values()) {
      await(check);
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

  private static void trainClients(
      List<String> command, List<Components.Launch> launches, Readiness readiness)
      throws IOException, InterruptedException {
    var whole = new ArrayList<>(command);
    whole.addAll(ClientsTraining.arguments(launches.subList(1, launches.size())));
    var process = new ProcessBuilder(whole).inheritIO().start();
    try {
      awaitUsable(readiness);
    } finally {
      process.destroy();
    }
    process.waitFor();
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
