package io.coxswain.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the launcher asks this machine: networks in use, free ports, short commands. */
final class Machine {
  /** A command's exit code and its output, both streams together. */
  record Result(int code, String output) {
    boolean succeeded() {
      return code == 0;
    }
  }

  /** Runs a command to its end; code 127 where the program does not exist. */
  Result run(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output.strip());
    } catch (IOException e) {
      return new Result(127, String.valueOf(e.getMessage()));
    }
  }

  boolean has(String program) throws InterruptedException {
    return run("sh", "-c", "command -v " + program).succeeded();
  }

  /** Subnets of Docker networks and of the host's own routes; the default route is not one. */
  List<String> takenSubnets() throws InterruptedException {
    var subnets = new ArrayList<String>();
    var networks = run("docker", "network", "ls", "-q");
    if (networks.succeeded() && !networks.output().isEmpty()) {
      var command =
          new ArrayList<>(
              List.of(
                  "docker",
                  "network",
                  "inspect",
                  "-f",
                  "{{range .IPAM.Config}}{{.Subnet}} {{end}}"));
      command.addAll(networks.output().lines().toList());
      words(run(command.toArray(String[]::new)).output()).forEach(subnets::add);
    }
    for (var family : List.of("-4", "-6")) {
      run("ip", family, "-o", "route", "show")
          .output()
          .lines()
          .map(line -> line.split(" ", 2)[0])
          .filter(word -> word.contains("/"))
          .forEach(subnets::add);
    }
    return subnets;
  }

  List<String> interfaces() throws IOException {
    return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).toList();
  }

  /** Addresses of this host that a client may use, loopback included, scope ids left off. */
  List<String> addresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLinkLocalAddress())
        .map(InetAddress::getHostAddress)
        .map(text -> text.replaceFirst("%.*", ""))
        .distinct()
        .sorted()
        .toList();
  }

  boolean portFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Distinct loopback ports that are free now. */
  List<Integer> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  /** Starts a long-lived program in a session of its own, its output going to a file. */
  void daemon(java.nio.file.Path log, String... command) throws IOException, InterruptedException {
    var whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(Arrays.asList(command));
    var process =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectInput(java.nio.file.Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile())
            .start();
    process.waitFor(100, TimeUnit.MILLISECONDS);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
