package io.coxswain.cluster.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real etcd from the machine's packages, on loopback ports of its own. */
final class Etcd implements AutoCloseable {
  private final List<String> command;
  private final Path log;
  private final int port;
  private Process process;

  private Etcd(List<String> command, Path log, int port) throws Exception {
    this.command = command;
    this.log = log;
    this.port = port;
    this.process = start();
  }

  static Etcd start(Path directory) throws Exception {
    Files.createDirectories(directory);
    var port = CoxCluster.freePort();
    var url = "http://127.0.0.1:" + port;
    var peer = "http://127.0.0.1:" + CoxCluster.freePort();
    var command =
        List.of(
            "etcd",
            "--data-dir=" + directory.resolve("data"),
            "--listen-client-urls=" + url,
            "--advertise-client-urls=" + url,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer);
    return new Etcd(command, directory.resolve("etcd.log"), port);
  }

  private Process start() throws Exception {
    var started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    CoxCluster.eventually(Duration.ofMinutes(1), () -> connect(port));
    return started;
  }

  /** kill -9; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it again on the same data and the same ports. */
  void restart() throws Exception {
    process = start();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Keys with a prefix, as etcdctl sees them. */
  List<String> keys(String prefix) throws Exception {
    return CoxCluster.run(
            Map.of("ETCDCTL_API", "3"),
            List.of("etcdctl", "--endpoints", url(), "get", "--prefix", prefix, "--keys-only"))
        .succeeds()
        .out()
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static boolean connect(int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
