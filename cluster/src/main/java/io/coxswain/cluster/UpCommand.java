package io.coxswain.cluster;

import io.coxswain.client.KubernetesClient;
import io.coxswain.cluster.image.DemoImage;
import io.coxswain.cluster.process.ComponentProcess;
import io.coxswain.cluster.process.Jvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cox up}: returns 0 only when the cluster is usable and the manifests are rolled out. */
@Command(
    name = "up",
    description = {
      "Starts a cluster on this machine, or resumes the one in the data directory,",
      "applies the manifests and waits until they are rolled out."
    },
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final long DISK_FULL = 1 << 20;

  @Mixin DataDirectory data = new DataDirectory();
  @Mixin UpOptions options = new UpOptions();

  @Option(
      names = {"-y", "--yes"},
      description = "Install what is missing without asking.")
  boolean yes;

  @Parameters(paramLabel = "MANIFEST", description = "Manifests to apply and roll out.")
  List<Path> manifests = new ArrayList<>();

  private final Machine machine = new Machine();

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.validate();
    checkManifests();
    var progress = new Progress(System.err, InstantSource.system());
    var directory = data.directory();
    try {
      directory.create();
      try (var _ = DirectoryLock.take(directory)) {
        up(directory, progress);
      }
    } catch (CoxException | IOException e) {
      explainFullDisk(directory, e);
      throw e;
    }
    return 0;
  }

  private void up(ClusterDirectory directory, Progress progress)
      throws IOException, InterruptedException {
    var preparation = new Preparation(machine, directory);
    var resolved = preparation.resolve(options);
    checkPort(resolved, directory);
    checkEtcd(resolved);
    if (resolved.realNodes()) {
      new Prerequisites(machine, progress, yes).ensureNodes(directory.root().resolve("logs"));
    }
    var prepared = preparation.complete(resolved);
    if (prepared.spec().realNodes()) {
      ensureDemoImage(progress);
    }
    var launcher = new Launcher(prepared.spec(), directory, Jvm.current(), progress);
    try (var client = launcher.start(prepared.pki())) {
      progress.say("the cluster is usable");
      finish(directory, client, progress);
    }
  }

  private void checkManifests() {
    for (var manifest : manifests) {
      if (!Files.isReadable(manifest)) {
        throw new CoxException(
            "cannot read the manifest \"" + manifest + "\": no such file, or not readable");
      }
    }
  }

  private void checkEtcd(ClusterSpec spec) {
    var problems = new ArrayList<String>();
    for (var url : spec.etcdServers()) {
      var problem = machine.unreachable(URI.create(url));
      if (problem.isEmpty()) {
        return; // one member is enough to begin with
      }
      problems.add(url + " (" + problem.get() + ")");
    }
    if (!problems.isEmpty()) {
      throw new CoxException(
          "--etcd-servers: nothing answers at "
              + String.join(", ", problems)
              + "; start etcd there, or give the URL of one that runs");
    }
  }

  /** A full disk shows in many ways; whatever failed, this is what the user must know. */
  private static void explainFullDisk(ClusterDirectory directory, Exception failure)
      throws IOException {
    var disk = directory.root().toFile();
    if (disk.exists() && disk.getUsableSpace() < DISK_FULL) {
      throw new CoxException(
          "--data-dir: the disk of "
              + directory.root()
              + " is full ("
              + disk.getUsableSpace() / 1024
              + " KB left); make space there and run the command again: "
              + failure.getMessage());
    }
  }

  private void checkPort(ClusterSpec spec, ClusterDirectory directory) throws IOException {
    for (var name : List.of("coxswain", "kube-apiserver")) {
      if (new ComponentProcess(name, directory.run(), directory.log(name)).find().isPresent()) {
        return;
      }
    }
    if (!machine.portFree(spec.securePort())) {
      throw new CoxException(
          "--secure-port: port "
              + spec.securePort()
              + " is already in use; stop what listens there or choose another port");
    }
  }

  private void finish(ClusterDirectory directory, KubernetesClient client, Progress progress)
      throws IOException, InterruptedException {
    if (!manifests.isEmpty()) {
      var items = Manifests.read(manifests);
      Manifests.apply(Jvm.current(), directory.kubeconfig(), manifests, progress);
      new Rollout(client, progress).await(items);
      new Rollout(client, progress).urls(items).forEach(System.out::println);
    }
    System.err.println();
    System.err.println("Next:");
    System.err.println(
        "  bin/kubectl"
            + data.hint()
            + " get pods -A       # or any kubectl: export KUBECONFIG="
            + directory.kubeconfig());
    System.err.println(
        "  ./cox status"
            + data.flag()
            + "            ./cox logs kube-apiserver"
            + data.flag()
            + "            ./cox down"
            + data.flag());
  }

  /** The examples' image is part of what an installation brings; it is made once per machine. */
  private void ensureDemoImage(Progress progress) throws IOException, InterruptedException {
    var wanted = false;
    for (var manifest : manifests) {
      wanted |=
          Files.isRegularFile(manifest) && Files.readString(manifest).contains(DemoImage.NAME);
    }
    if (wanted) {
      ImageCommand.ensure(progress);
    }
  }
}
