package io.coxswain.cluster.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real etcd from the machine's packages, on loopback ports of its own. */
final class Etcd implements AutoCloseable {
  private final Process process;
  private final String url;

  private Etcd(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static Etcd start(Path directory) throws Exception {
    Files.createDirectories(directory);
    var port = CoxCluster.freePort();
    var url = "http://127.0.0.1:" + port;
    var peer = "http://127.0.0.1:" + CoxCluster.freePort();
    var process =
        new ProcessBuilder(
                "etcd",
                "--data-dir=" + directory.resolve("data"),
                "--listen-client-urls=" + url,
                "--advertise-client-urls=" + url,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("etcd.log").toFile())
            .start();
    CoxCluster.eventually(java.time.Duration.ofSeconds(20), () -> connect(port));
    return new Etcd(process, url);
  }

  String url() {
    return url;
  }

  /** Keys with a prefix, as etcdctl sees them. */
  List<String> keys(String prefix) throws Exception {
    return CoxCluster.run(
            Map.of("ETCDCTL_API", "3"),
            List.of("etcdctl", "--endpoints", url, "get", "--prefix", prefix, "--keys-only"))
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
