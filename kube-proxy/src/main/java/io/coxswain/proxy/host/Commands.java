package io.coxswain.proxy.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the machine's network tools. */
public final class Commands {
  private static final long TIMEOUT_SECONDS = 30;

  private final List<String> prefix;

  private Commands(List<String> prefix) {
    this.prefix = prefix;
  }

  /** Tools run in this process's own network namespace. */
  public static Commands here() {
    return new Commands(List.of());
  }

  /** Tools run in a named network namespace ({@code ip netns}). */
  public static Commands in(String networkNamespace) {
    return new Commands(List.of("ip", "netns", "exec", networkNamespace));
  }

  /** What a command printed, and its exit code. */
  public record Outcome(int exitCode, String output, String error) {
    public boolean succeeded() {
      return exitCode == 0;
    }
  }

  /**
   * Runs a command to its end.
   *
   * @throws IOException when it can't be started or takes more than 30 seconds
   */
  public Outcome run(String... command) throws IOException {
    return run("", List.of(command));
  }

  public Outcome run(String input, List<String> command) throws IOException {
    var whole = new java.util.ArrayList<>(prefix);
    whole.addAll(command);
    var process = new ProcessBuilder(whole).start();
    try {
      var error =
          CompletableFuture.supplyAsync(
              () -> read(process.getErrorStream()), Thread::startVirtualThread);
      var output =
          CompletableFuture.supplyAsync(
              () -> read(process.getInputStream()), Thread::startVirtualThread);
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // the process ended without reading: its exit code and error output say why
      }
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(command.getFirst() + " took more than " + TIMEOUT_SECONDS + " s");
      }
      return new Outcome(process.exitValue(), output.join(), error.join().strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.getFirst() + " was running", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(java.io.InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
