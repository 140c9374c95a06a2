package io.coxswain.cluster;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes sure of what nodes with real containers need: a Docker engine that answers and the tools of
 * the network. As root on Debian or Ubuntu what is missing is installed from the distribution's
 * packages; elsewhere it is named in one line.
 */
final class Prerequisites {
  private static final Path ENGINE = Path.of("/var/run/docker.sock");
  private static final String WITHOUT_NODES =
      "leave them out: --without kubelet,kube-proxy,dns --fake-nodes 1";
  private static final Duration ENGINE_START = Duration.ofSeconds(30);

  private final Machine machine;
  private final Progress progress;
  private final boolean assumeYes;

  Prerequisites(Machine machine, Progress progress, boolean assumeYes) {
    this.machine = machine;
    this.progress = progress;
    this.assumeYes = assumeYes;
  }

  void ensureNodes(Path logs) throws IOException, InterruptedException {
    if (!System.getProperty("os.name").equals("Linux")
        || !machine.run("id", "-u").output().equals("0")) {
      throw new CoxException(
          "nodes with containers need Linux and root (try sudo ./cox up), or " + WITHOUT_NODES);
    }
    checkEngineAddress();
    installMissing();
    if (!machine.run("docker", "version").succeeded()) {
      startEngine(logs);
    }
  }

  private void installMissing() throws InterruptedException {
    var packages = new ArrayList<String>();
    if (!machine.has("docker") || !machine.has("dockerd")) {
      packages.add("docker.io");
    }
    if (!machine.has("nft")) {
      packages.add("nftables");
    }
    if (!machine.has("iptables")) {
      packages.add("iptables");
    }
    if (!machine.has("ip")) {
      packages.add("iproute2");
    }
    if (packages.contains("docker.io") && machine.run("docker", "version").succeeded()) {
      packages.remove("docker.io");
    }
    if (packages.isEmpty()) {
      return;
    }
    var names = String.join(" ", packages);
    if (!machine.has("apt-get")) {
      throw new CoxException(
          "missing on this machine: " + names + "; install them with your package manager");
    }
    if (!assumeYes && !agreed(names)) {
      throw new CoxException(
          "missing on this machine: "
              + names
              + "; run apt-get install "
              + names
              + ", or ./cox up --yes");
    }
    progress.say("installing " + names + " from the distribution's packages");
    machine.run("apt-get", "update");
    var command =
        new ArrayList<>(
            List.of(
                "env",
                "DEBIAN_FRONTEND=noninteractive",
                "apt-get",
                "install",
                "-y",
                "--no-install-recommends"));
    command.addAll(packages);
    var result = machine.run(command.toArray(String[]::new));
    if (!result.succeeded()) {
      throw new CoxException("apt-get install " + names + " failed: " + lastLine(result.output()));
    }
  }

  /**
   * Without a terminal there is nobody to ask, and root on a bare machine most likely is a CI job:
   * go ahead.
   */
  private static boolean agreed(String names) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return true;
    }
    var answer = console.readLine("Install %s from the distribution's packages? [Y/n] ", names);
    return answer != null
        && (answer.isBlank() || answer.toLowerCase(java.util.Locale.ROOT).startsWith("y"));
  }

  private void startEngine(Path logs) throws IOException, InterruptedException {
    progress.say("starting the Docker engine");
    var log = logs.resolve("dockerd.log");
    Process engine = null;
    if (Files.isDirectory(Path.of("/run/systemd/system"))) {
      machine.run("systemctl", "start", "docker");
    } else {
      engine = machine.daemon(log, "dockerd");
    }
    var deadline = System.nanoTime() + ENGINE_START.toNanos();
    while (System.nanoTime() < deadline) {
      if (machine.run("docker", "version").succeeded()) {
        return;
      }
      if (engine != null && !engine.isAlive()) {
        throw noEngine("it ended: " + lastLine(Files.readString(log)) + " (log: " + log + ")");
      }
      Thread.sleep(200);
    }
    throw noEngine("it does not answer after " + ENGINE_START.toSeconds() + " s; see " + log);
  }

  private static CoxException noEngine(String why) {
    return new CoxException("the Docker engine does not start: " + why + "; " + WITHOUT_NODES);
  }

  /**
   * Nodes are this machine's: an engine elsewhere can't give them pods on this machine's bridge.
   */
  private static void checkEngineAddress() throws IOException {
    var host = System.getenv("DOCKER_HOST");
    if (host == null || host.isEmpty()) {
      return;
    }
    var socket = Path.of(host.replaceFirst("^unix://", ""));
    var ours = host.startsWith("unix://") && Files.exists(socket) && Files.exists(ENGINE);
    if (!ours || !Files.isSameFile(socket, ENGINE)) {
      throw new CoxException(
          "DOCKER_HOST: \""
              + host
              + "\" is not this machine's engine, whose containers nodes run (unix://"
              + ENGINE
              + "); unset DOCKER_HOST, or "
              + WITHOUT_NODES);
    }
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (first, second) -> second);
  }
}
