package io.coxswain.cluster;

import io.coxswain.cluster.pki.Pki;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code cox run COMPONENT}: one component in the foreground of this JVM, for containers and
 * service supervisors. The component {@code init} only makes what the others need: addresses,
 * certificates, kubeconfigs.
 */
@Command(
    name = "run",
    description =
        "Runs one component in the foreground; \"init\" prepares the data directory for the others.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin DataDirectory data = new DataDirectory();
  @Mixin UpOptions options = new UpOptions();

  @Parameters(
      index = "0",
      paramLabel = "COMPONENT",
      description = "init, or a component as cox status names it.")
  String component = "";

  @Override
  public Integer call() throws IOException, InterruptedException, ReflectiveOperationException {
    if (component.equals("init")) {
      options.validate();
      prepare();
      return 0;
    }
    var given = options.given();
    if (!given.isEmpty()) {
      throw new CoxException(
          String.join(", ", given)
              + ": \"cox run "
              + component
              + "\" runs what the data directory says; give this to \"cox run init\"");
    }
    var spec = data.spec();
    var directory = data.directory();
    var pki = Pki.open(directory.pki(), InstantSource.system(), new SecureRandom());
    var launches = new Components(spec, directory, pki).all();
    var launch =
        launches.stream()
            .filter(candidate -> candidate.name().equals(component))
            .findFirst()
            .orElseThrow(
                () ->
                    new CoxException(
                        "unknown component \""
                            + component
                            + "\": this cluster has "
                            + String.join(
                                ", ", launches.stream().map(Components.Launch::name).toList())));
    Class.forName(launch.mainClass())
        .getMethod("main", String[].class)
        .invoke(null, (Object) launch.arguments().toArray(String[]::new));
    return 0;
  }

  private void prepare() throws IOException, InterruptedException {
    var directory = data.directory();
    directory.create();
    try (var _ = DirectoryLock.take(directory)) {
      var preparation = new Preparation(new Machine(), directory);
      var prepared = preparation.complete(preparation.resolve(options));
      prepared.ensureClients();
      System.err.println(
          "prepared " + directory.root() + " for " + String.join(", ", prepared.components()));
    }
  }
}
