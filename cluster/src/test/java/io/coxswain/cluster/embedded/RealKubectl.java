package io.coxswain.cluster.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A kubectl of upstream that this machine has, run against one cluster in one folder. */
record RealKubectl(Path program, Path kubeconfig, Path directory) {

  private static final String SERVING = "Starting to serve on ";

  record Result(int code, String out, String err) {}

  /** All that there are beside the one of the PATH, the oldest first. */
  static List<Path> programs() {
    for (var folder : System.getenv("PATH").split(":")) {
      var kubectl = Path.of(folder, "kubectl");
      if (!Files.isExecutable(kubectl)) {
        continue;
      }
      try (var files = Files.list(kubectl.toRealPath().getParent())) {
        var versions =
            files
                .filter(file -> file.getFileName().toString().matches("kubectl\\.1\\.\\d+"))
                .sorted(Comparator.comparing(Path::toString))
                .toList();
        return versions.isEmpty() ? List.of(kubectl) : versions;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.of();
  }

  /** A running {@code kubectl proxy}; closing it ends it. */
  record Proxy(Process process, URI address) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
    }
  }

  /** Begins to proxy on a free port. */
  Proxy proxy() throws IOException {
    var builder = new ProcessBuilder(program.toString(), "proxy", "--port=0");
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    var process = builder.redirectErrorStream(true).start();
    var said = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (said == null || !said.startsWith(SERVING)) {
      process.destroy();
      throw new IOException("kubectl proxy said: " + said);
    }
    return new Proxy(process, URI.create("http://" + said.substring(SERVING.length())));
  }

  /** Begins a command that goes on until it is ended; what it says can be read meanwhile. */
  Process start(List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    return builder.redirectErrorStream(true).start();
  }

  Result run(List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    var out = Files.createTempFile(directory, "out", "");
    var err = Files.createTempFile(directory, "err", "");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    var process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Result(
        process.waitFor(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
