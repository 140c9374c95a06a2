package io.coxswain.kubectl.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether to write: not at all, on the server without persisting, or really. */
public final class DryRun {
  @Option(
      names = "--dry-run",
      arity = "0..1",
      fallbackValue = "unchanged",
      description = "none, client or server.")
  public String mode = "none";

  public boolean client() {
    return switch (mode) {
      // Deprecated, but still the meaning of a bare flag.
      case "client", "unchanged", "true" -> true;
      case "none", "server", "false" -> false;
      default ->
          throw KubectlException.error(
              "Invalid dry-run value (%s). Must be \"none\", \"server\", or \"client\"."
                  .formatted(mode));
    };
  }

  /** The value of the query parameter; null where the write is real. */
  public @Nullable String query() {
    return !client() && mode.equals("server") ? "All" : null;
  }

  /** What is printed after "created" and the like. */
  public String suffix() {
    return client() ? " (dry run)" : mode.equals("server") ? " (server dry run)" : "";
  }
}
