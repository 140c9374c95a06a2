package io.coxswain.apiserver.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An etcd server on free loopback ports, for tests. */
public final class EtcdProcess implements AutoCloseable {
  private final List<String> command;
  private final Path log;
  private final int port;
  private Process process;

  private EtcdProcess(List<String> command, Path log, int port) throws IOException {
    this.command = command;
    this.log = log;
    this.port = port;
    this.process = launch();
  }

  public static EtcdProcess start(Path directory) throws IOException, InterruptedException {
    var client = freePort();
    var peer = freePort();
    var clientUrl = "http://127.0.0.1:" + client;
    var peerUrl = "http://127.0.0.1:" + peer;
    var etcd =
        new EtcdProcess(
            List.of(
                "etcd",
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + clientUrl,
                "--advertise-client-urls=" + clientUrl,
                "--listen-peer-urls=" + peerUrl,
                "--initial-advertise-peer-urls=" + peerUrl,
                "--initial-cluster=default=" + peerUrl),
            directory.resolve("etcd.log"),
            client);
    etcd.awaitListening();
    return etcd;
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void awaitListening() throws IOException, InterruptedException {
    for (var attempt = 0; ; attempt++) {
      try {
        new Socket("127.0.0.1", port).close();
        return;
      } catch (IOException e) {
        if (attempt == 200 || !process.isAlive()) {
          process.destroyForcibly();
          throw new IOException("etcd does not start; see " + log, e);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** As kill -9 does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Starts again on the same data and ports. */
  public void restart() throws IOException, InterruptedException {
    process = launch();
    awaitListening();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
