package io.coxswain.apiserver.consistency;

import io.coxswain.apiserver.ApiServerMain;
import io.coxswain.apiserver.TestPki;
import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.transport.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An API server as a process of its own, on one port for all its lives. */
final class ServerProcess implements AutoCloseable {
  private final Path directory;
  private final TestPki pki;
  private final List<String> storage;
  private final int port;
  private Process process;

  private ServerProcess(Path directory, TestPki pki, List<String> storage, int port)
      throws IOException {
    this.directory = directory;
    this.pki = pki;
    this.storage = storage;
    this.port = port;
    this.process = launch();
  }

  static ServerProcess start(Path directory, TestPki pki, String... storage) throws IOException {
    Files.createDirectories(directory);
    return new ServerProcess(directory, pki, List.of(storage), freePort());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ApiServerMain.class.getName(),
                "--secure-port=" + port,
                "--bind-address=127.0.0.1",
                "--tls-cert-file=" + pki.certificate("server"),
                "--tls-private-key-file=" + pki.key("server"),
                "--client-ca-file=" + pki.certificate("ca")));
    command.addAll(storage);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve("server-" + port + ".log").toFile()))
        .start();
  }

  /** A client of the administrator's. */
  KubernetesClient client() {
    var kubeconfig =
        """
        current-context: test
        clusters:
        - name: test
          cluster: {server: "https://127.0.0.1:%d", certificate-authority: %s}
        users:
        - name: admin
          user: {client-certificate: %s, client-key: %s}
        contexts:
        - name: test
          context: {cluster: test, user: admin}
        """
            .formatted(port, pki.certificate("ca"), pki.certificate("admin"), pki.key("admin"));
    return KubernetesClient.connect(Kubeconfig.parse(kubeconfig, null));
  }

  void awaitReady() throws InterruptedException {
    try (var client = client()) {
      for (var attempt = 0; attempt < 600; attempt++) {
        try {
          client.call(Request.get("/readyz"));
          return;
        } catch (RuntimeException e) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
      }
    }
    throw new AssertionError("the API server is not ready:\n" + log());
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  void restart() throws IOException {
    process = launch();
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("server-" + port + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
