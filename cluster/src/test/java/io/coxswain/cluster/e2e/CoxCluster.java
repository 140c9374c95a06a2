package io.coxswain.cluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.client.ApiException;
import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A cluster started as a user starts it, through {@code ./cox}, and driven through {@code
 * bin/kubectl}.
 */
final class CoxCluster implements AutoCloseable {
  static final Path HOME = home();
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(9);

  private final Path dataDirectory;
  private final int port;
  private @Nullable KubernetesClient client;

  private CoxCluster(Path dataDirectory, int port) {
    this.dataDirectory = dataDirectory;
    this.port = port;
  }

  /** What a command printed and how it ended. */
  record Result(int code, String out, String err) {
    Result succeeds() {
      assertThat(code).as("exit code; stdout: %s; stderr: %s", out, err).isZero();
      return this;
    }

    Result fails() {
      assertThat(code).as("exit code; stdout: %s; stderr: %s", out, err).isEqualTo(1);
      return this;
    }
  }

  static CoxCluster in(Path dataDirectory) throws IOException {
    return new CoxCluster(dataDirectory, freePort());
  }

  Path dataDirectory() {
    return dataDirectory;
  }

  Result up(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "./cox",
                "up",
                "--yes",
                "--data-dir",
                dataDirectory.toString(),
                "--secure-port",
                Integer.toString(port)));
    command.addAll(Arrays.asList(arguments));
    return run(Map.of(), command);
  }

  Result cox(String verb, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("./cox", verb, "--data-dir", dataDirectory.toString()));
    command.addAll(Arrays.asList(arguments));
    return run(Map.of(), command);
  }

  Result kubectl(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of("bin/kubectl", "--kubeconfig", dataDirectory.resolve("kubeconfig").toString()));
    command.addAll(Arrays.asList(arguments));
    return run(Map.of(), command);
  }

  /** The pid of a component, as its pid file says. */
  long pid(String component) throws IOException {
    return Long.parseLong(
        Files.readAllLines(dataDirectory.resolve("run").resolve(component + ".pid")).getFirst());
  }

  /** kill -9 of a component's process; returns when it is gone. */
  void kill(String component) throws Exception {
    var process = ProcessHandle.of(pid(component));
    if (process.isPresent()) {
      process.get().destroyForcibly();
      var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (process.get().isAlive()) {
        assertThat(System.nanoTime()).as("%s does not end", component).isLessThan(deadline);
        Thread.sleep(10);
      }
    }
  }

  List<String> components() throws IOException {
    try (var files = Files.list(dataDirectory.resolve("run"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pid"))
          .map(name -> name.replace(".pid", ""))
          .sorted()
          .toList();
    }
  }

  /** Ids of this cluster's running containers by pod and container name. */
  Map<String, String> containers() throws Exception {
    var uid =
        Files.readString(dataDirectory.resolve("cluster.json"))
            .replaceAll("(?s).*\"uid\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    var listing =
        run(
                Map.of(),
                List.of(
                    "docker",
                    "ps",
                    "--no-trunc",
                    "--filter",
                    "label=io.coxswain.cluster-uid=" + uid,
                    "--format",
                    "{{.Names}} {{.ID}}"))
            .succeeds();
    var ids = new TreeMap<String, String>();
    listing
        .out()
        .lines()
        .map(line -> line.split(" "))
        .forEach(words -> ids.put(words[0], words[1]));
    return ids;
  }

  /** Running containers, once all of them are of pods that run and are to stay. */
  Map<String, String> settledContainers() throws Exception {
    return eventually(
        Duration.ofSeconds(60),
        () -> {
          var staying =
              items("/api/v1/pods")
                  .filter(pod -> pod.at("/status/phase").asString("").equals("Running"))
                  .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
                  .map(pod -> "_" + pod.at("/metadata/uid").asString("") + "_")
                  .toList();
          var containers = containers();
          assertThat(containers.keySet())
              .allSatisfy(name -> assertThat(staying).anyMatch(name::contains));
          return containers;
        });
  }

  /** A client of this process, as the administrator. */
  KubernetesClient connect() throws IOException {
    return KubernetesClient.connect(Kubeconfig.read(dataDirectory.resolve("kubeconfig")));
  }

  /** Asks the API server from this process: who polls does not start a program each time. */
  JsonNode read(String target) throws IOException {
    try {
      if (client == null) {
        client = connect();
      }
      return client.getJson(target);
    } catch (ApiException | UncheckedIOException e) {
      throw new IOException(e);
    }
  }

  Stream<JsonNode> items(String target) throws IOException {
    return read(target).path("items").valueStream();
  }

  /** What the objects of a list have at a JSON pointer, each once and in order. */
  Set<String> texts(String target, String pointer) throws IOException {
    return items(target)
        .map(item -> item.at(pointer).asString(""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** GETs a page of the cluster, on a connection of its own. */
  static String get(String url) throws IOException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(10_000);
    connection.setReadTimeout(30_000);
    connection.setRequestProperty("Connection", "close");
    var failed = connection.getResponseCode() != 200;
    try (var body = failed ? connection.getErrorStream() : connection.getInputStream()) {
      var text =
          body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (failed) {
        throw new IOException("HTTP " + connection.getResponseCode() + ": " + text);
      }
      return text;
    }
  }

  /**
   * Tries again until the assertion holds or the time is over; the last failure is what the test
   * shows.
   */
  static <T> T eventually(Duration limit, Callable<T> assertion) throws Exception {
    var deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return assertion.call();
      } catch (AssertionError | IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  static Result run(Map<String, String> environment, List<String> command) throws Exception {
    var out = Files.createTempFile("cox", ".out");
    var err = Files.createTempFile("cox", ".err");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(HOME.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      var process = builder.start();
      if (!process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end; stderr: " + Files.readString(err));
      }
      return new Result(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    if (!Files.exists(dataDirectory.resolve("cluster.json"))) {
      return;
    }
    try {
      cox("down", "--purge").succeeds();
    } catch (Exception e) {
      throw new IllegalStateException("cannot take down " + dataDirectory, e);
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Path home() {
    var path = Path.of("").toAbsolutePath();
    while (path != null && !Files.exists(path.resolve("cox"))) {
      path = path.getParent();
    }
    if (path == null) {
      throw new IllegalStateException("the tests run inside the project's tree");
    }
    return path;
  }
}
