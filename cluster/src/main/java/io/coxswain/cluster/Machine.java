package io.coxswain.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the launcher asks this machine: networks in use, free ports, short commands. */
final class Machine {
  private static final int REACHABLE_MILLIS = 3000;

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

  /** Whether the search path has a program. */
  boolean has(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
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

  /** Why no connection to the URL's host and port can be made; empty where one can. */
  Optional<String> unreachable(URI url) {
    var port = url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), port), REACHABLE_MILLIS);
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("unknown host");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
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
  Process daemon(Path log, String... command) throws IOException {
    var whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(Arrays.asList(command));
    return new ProcessBuilder(whole)
        .redirectErrorStream(true)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(log.toFile())
        .start();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
