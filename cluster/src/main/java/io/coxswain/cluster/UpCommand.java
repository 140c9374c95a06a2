package io.coxswain.cluster;

import io.coxswain.client.KubernetesClient;
import io.coxswain.cluster.image.DemoImage;
import io.coxswain.cluster.pki.Pki;
import io.coxswain.cluster.process.ComponentProcess;
import io.coxswain.cluster.process.Jvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cox up}: returns 0 only when the cluster is usable and the manifests are rolled out. */
@Command(
    name = "up",
    description = {
      "Starts a cluster on this machine, or resumes the one in the data directory,",
      "applies the manifests and waits until they are rolled out."
    },
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Mixin DataDirectory data = new DataDirectory();
  @Mixin UpOptions options = new UpOptions();

  private final Machine machine = new Machine();

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.validate();
    var progress = new Progress(System.err, InstantSource.system());
    var directory = data.directory();
    directory.create();
    try (var lockFile = new RandomAccessFile(directory.run().resolve("lock").toFile(), "rw");
        var lock = lockFile.getChannel().tryLock()) {
      if (lock == null) {
        throw new CoxException(
            "another cox works on "
                + directory.root()
                + "; wait for it, or give another --data-dir");
      }
      up(directory, progress);
    }
    return 0;
  }

  private void up(ClusterDirectory directory, Progress progress)
      throws IOException, InterruptedException {
    var recorded = directory.readSpec();
    var spec =
        recorded.isPresent()
            ? SpecResolver.resume(recorded.get(), options)
            : SpecResolver.create(options, UUID.randomUUID(), AddressPlan.ofSlot(0));
    checkPort(spec, directory);
    if (spec.realNodes()) {
      new Prerequisites(machine, progress, options.yes)
          .ensureNodes(directory.root().resolve("logs"));
    }
    if (recorded.isEmpty()) {
      spec = withAddresses(spec, directory);
    }
    var pki = Pki.open(directory.pki(), InstantSource.system(), new SecureRandom());
    var names =
        new Components(spec, directory, pki).all().stream().map(Components.Launch::name).toList();
    spec = SpecResolver.withHealthPorts(spec, names, machine);
    Credentials.ensure(pki, spec, directory, machine.addresses());
    directory.writeSpec(spec);
    if (spec.realNodes()) {
      ensureDemoImage(progress);
    }
    var launcher = new Launcher(spec, directory, Jvm.current(), progress);
    try (var client = launcher.start(pki)) {
      progress.say("the cluster is usable");
      finish(directory, client, progress);
    }
  }

  private ClusterSpec withAddresses(ClusterSpec spec, ClusterDirectory directory)
      throws IOException, InterruptedException {
    SlotClaims.ofMachine()
        .claim(
            directory,
            machine.takenSubnets(),
            machine.interfaces(),
            plan -> directory.writeSpec(spec.withAddresses(plan)));
    return directory.readSpec().orElseThrow();
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
    if (!options.manifests.isEmpty()) {
      var manifests = Manifests.read(options.manifests);
      Manifests.apply(Jvm.current(), directory.kubeconfig(), options.manifests, progress);
      new Rollout(client, progress).await(manifests);
      new Rollout(client, progress).urls(manifests).forEach(System.out::println);
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
    for (var manifest : options.manifests) {
      wanted |=
          Files.isRegularFile(manifest) && Files.readString(manifest).contains(DemoImage.NAME);
    }
    if (wanted) {
      ImageCommand.ensure(progress);
    }
  }
}
