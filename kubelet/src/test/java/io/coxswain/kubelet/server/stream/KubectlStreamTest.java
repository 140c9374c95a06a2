package io.coxswain.kubelet.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real kubectl: 1.27 speaks SPDY, 1.33 WebSocket. Each is skipped where the machine has none. */
@Tag("engine")
class KubectlStreamTest {
  private static final String FOLDER = "/usr/lib/google-cloud-sdk/bin/kubectl.";

  private final List<AutoCloseable> open = new ArrayList<>();
  private StreamTestServer server;

  private record Result(int code, String output, String error) {}

  @BeforeEach
  void start() throws IOException {
    server = new StreamTestServer(port -> new Socket(InetAddress.getLoopbackAddress(), port));
    open.add(server);
  }

  @AfterEach
  void stop() throws Exception {
    for (var each : open) {
      each.close();
    }
  }

  private Process kubectl(String version, String... arguments) throws IOException {
    var binary = Path.of(FOLDER + version);
    assumeTrue(Files.isExecutable(binary), "no kubectl " + version);
    var command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "--server=http://127.0.0.1:" + server.port(),
                "--kubeconfig=/dev/null",
                "--cache-dir=" + System.getProperty("java.io.tmpdir") + "/kubectl-stream-test"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private Result run(String version, String input, String... arguments) throws Exception {
    var process = kubectl(version, arguments);
    var error =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () -> text(process.getErrorStream()), Thread::startVirtualThread);
    var output =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () -> text(process.getInputStream()), Thread::startVirtualThread);
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output.get(), error.get());
  }

  private static String text(java.io.InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.27", "1.30", "1.33"})
  void outputsAreKeptApartAndTheExitCodeArrives(String version) throws Exception {
    var result = run(version, "", "exec", "p", "--", "sh", "-c", "echo out; echo err >&2; exit 7");
    assertThat(result.output()).isEqualTo("out\n");
    assertThat(result.error()).isEqualTo("err\ncommand terminated with exit code 7\n");
    assertThat(result.code()).isEqualTo(7);
    assertThat(server.upgrades.getFirst())
        .isInstanceOf(
            version.equals("1.27") ? Negotiation.Spdy.class : Negotiation.WebSocket.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.27", "1.33"})
  void inputReachesTheCommandAndEnds(String version) throws Exception {
    var input = "line\n".repeat(200_000);
    var result = run(version, input, "exec", "-i", "p", "--", "wc", "-c");
    assertThat(result.error()).isEmpty();
    assertThat(result.output().strip()).isEqualTo("1000000");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.27", "1.33"})
  void muchOutputArrivesWhole(String version) throws Exception {
    var result =
        run(version, "", "exec", "p", "--", "sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' x");
    assertThat(result.output()).hasSize(5_000_000);
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.27", "1.33"})
  void aCommandIsDisconnectedWhenItsClientIsKilled(String version) throws Exception {
    ProcessSession.CLOSED.clear();
    var process = kubectl(version, "exec", "p", "--", "sh", "-c", "echo ready; sleep 600");
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    process.destroyForcibly();
    assertThat(ProcessSession.CLOSED.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.27", "1.33"})
  void portsAreForwardedForManyConnections(String version) throws Exception {
    var backend = shouter();
    var process = kubectl(version, "port-forward", "p", ":" + backend.getLocalPort());
    open.add(process::destroyForcibly);
    var line = process.inputReader().readLine();
    assertThat(line).startsWith("Forwarding from 127.0.0.1:");
    var local = Integer.parseInt(line.replaceAll(".*127.0.0.1:(\\d+) .*", "$1"));
    var large = "y".repeat(1_000_000);
    var answers =
        Stream.generate(
                () ->
                    java.util.concurrent.CompletableFuture.supplyAsync(
                        () -> ask(local, large), Thread::startVirtualThread))
            .limit(8)
            .toList();
    for (var answer : answers) {
      assertThat(answer.get(60, TimeUnit.SECONDS))
          .isEqualTo(large.toUpperCase(java.util.Locale.ROOT));
    }
    assertThat(ask(local, "again")).isEqualTo("AGAIN");
    assertThat(server.upgrades.getFirst())
        .isInstanceOf(
            version.equals("1.27") ? Negotiation.Spdy.class : Negotiation.WebSocket.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.27", "1.33"})
  void aPortNobodyListensOnIsReported(String version) throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var process = kubectl(version, "port-forward", "p", ":" + free);
    open.add(process::destroyForcibly);
    var local =
        Integer.parseInt(
            process.inputReader().readLine().replaceAll(".*127.0.0.1:(\\d+) .*", "$1"));
    assertThat(ask(local, "x")).isEmpty();
    assertThat(process.errorReader().readLine())
        .contains("error forwarding port " + free + " to pod default/p")
        .contains("Connection refused");
  }

  private ServerSocket shouter() throws IOException {
    var backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(backend);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!backend.isClosed()) {
                try {
                  var client = backend.accept();
                  Thread.ofVirtual().start(() -> shout(client));
                } catch (IOException e) {
                  // the test is over
                }
              }
            });
    return backend;
  }

  private static void shout(Socket client) {
    try (client) {
      var text = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      client
          .getOutputStream()
          .write(text.toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // the client has gone
    }
  }

  private static String ask(int port, String question) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
