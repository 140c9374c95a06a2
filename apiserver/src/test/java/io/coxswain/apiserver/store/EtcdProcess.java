package io.coxswain.apiserver.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An etcd server on free loopback ports, for tests. */
public final class EtcdProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private EtcdProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static EtcdProcess start(Path directory) throws IOException, InterruptedException {
    var client = freePort();
    var peer = freePort();
    var clientUrl = "http://127.0.0.1:" + client;
    var peerUrl = "http://127.0.0.1:" + peer;
    var process =
        new ProcessBuilder(
                "etcd",
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + clientUrl,
                "--advertise-client-urls=" + clientUrl,
                "--listen-peer-urls=" + peerUrl,
                "--initial-advertise-peer-urls=" + peerUrl,
                "--initial-cluster=default=" + peerUrl)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("etcd.log").toFile())
            .start();
    for (var attempt = 0; ; attempt++) {
      try {
        new Socket("127.0.0.1", client).close();
        return new EtcdProcess(process, client);
      } catch (IOException e) {
        if (attempt == 200 || !process.isAlive()) {
          process.destroyForcibly();
          throw new IOException("etcd does not start; see " + directory, e);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
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
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
