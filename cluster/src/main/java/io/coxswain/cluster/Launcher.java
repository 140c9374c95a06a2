package io.coxswain.cluster;

import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.cluster.Components.Launch;
import io.coxswain.cluster.Preparation.Prepared;
import io.coxswain.cluster.pki.Pki;
import io.coxswain.cluster.process.ComponentProcess;
import io.coxswain.cluster.process.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Starts what is not running of a cluster, restarts what was started differently, and waits until
 * it is usable.
 */
final class Launcher {
  private static final Duration API_READY = Duration.ofSeconds(60);
  private static final Duration USABLE = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(10);

  /** Often enough not to be noticed; more often takes from those that are waited for. */
  private static final long POLL_MILLIS = 50;

  private final ClusterSpec spec;
  private final ClusterDirectory directory;
  private final Jvm jvm;
  private final Progress progress;
  private final Set<String> startedNow = new HashSet<>();

  Launcher(ClusterSpec spec, ClusterDirectory directory, Jvm jvm, Progress progress) {
    this.spec = spec;
    this.directory = directory;
    this.jvm = jvm;
    this.progress = progress;
  }

  /** The launches of this cluster: one per component, or one for all. */
  List<Launch> launches(Pki pki) {
    var all = new Components(spec, directory, pki).all();
    return spec.singleProcess() ? List.of(SingleProcess.launch(all, spec.securePort())) : all;
  }

  ComponentProcess process(String name) {
    return new ComponentProcess(name, directory.run(), directory.log(name));
  }

  /** Brings everything up and returns a client of the administrator. The caller closes it. */
  KubernetesClient start(Prepared prepared) throws IOException, InterruptedException {
    var launches = launches(prepared.pki());
    stopStrangers(launches);
    var first = launches.getFirst();
    if (spec.singleProcess()) {
      prepared.ensureClients();
      start(first);
    } else {
      start(first);
      prepared.ensureClients(); // while the API server starts
    }
    var client = KubernetesClient.connect(Kubeconfig.read(directory.kubeconfig()));
    try {
      var readiness = new Readiness(spec, client);
      // Alone it has every core, and nobody backs off because it does not listen yet.
      await("kube-apiserver ready", API_READY, readiness::apiReady, List.of(first));
      for (var launch : launches.subList(1, launches.size())) {
        start(launch);
      }
      for (var check : readiness.checks().entrySet()) {
        await(check.getKey(), USABLE, check.getValue(), launches);
      }
      return client;
    } catch (IOException | InterruptedException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private void start(Launch launch) throws IOException, InterruptedException {
    var process = process(launch.name());
    var command =
        jvm.command(
            launch.mainClass(),
            launch.cache(),
            launch.heapMegabytes(),
            launch.optimized(),
            launch.arguments());
    if (process.runs(command)) {
      return;
    }
    process.stop(STOP);
    var handle = process.start(command, directory.root());
    startedNow.add(launch.name());
    progress.say("started " + launch.name() + " (pid " + handle.pid() + ")");
  }

  /** Ends processes of this cluster that its present shape no longer has. */
  private void stopStrangers(List<Launch> launches) throws IOException, InterruptedException {
    var wanted = launches.stream().map(Launch::name).toList();
    for (var name : known()) {
      if (!wanted.contains(name) && process(name).stop(STOP)) {
        progress.say("stopped " + name);
      }
    }
  }

  /** Names of all processes this directory has ever started and not stopped. */
  List<String> known() throws IOException {
    if (!Files.isDirectory(directory.run())) {
      return List.of();
    }
    try (var files = Files.list(directory.run())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pid"))
          .map(name -> name.substring(0, name.length() - ".pid".length()))
          .sorted()
          .toList();
    }
  }

  private void await(
      String what, Duration limit, Supplier<Optional<String>> check, List<Launch> launches)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      var missing = check.get();
      if (missing.isEmpty()) {
        progress.say(what);
        return;
      }
      for (var launch : launches) {
        if (process(launch.name()).find().isPresent()) {
          continue;
        }
        if (startedNow.contains(launch.name())) {
          throw new CoxException(launch.name() + " ended; " + lastWords(launch.name()));
        }
        start(launch); // was still dying when we looked first
      }
      if (System.nanoTime() > deadline) {
        throw new CoxException(
            "waited "
                + limit.toSeconds()
                + " s for \""
                + what
                + "\": "
                + missing.get()
                + "; logs are in "
                + directory.root().resolve("logs"));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private String lastWords(String name) throws IOException {
    var log = directory.log(name);
    var lines = new ArrayList<String>();
    if (Files.exists(log)) {
      try (var all = Files.lines(log)) {
        all.filter(line -> !line.isBlank())
            .forEach(
                line -> {
                  lines.add(line);
                  if (lines.size() > 3) {
                    lines.removeFirst();
                  }
                });
      }
    }
    return "the end of " + log + ":\n  " + String.join("\n  ", lines);
  }
}
