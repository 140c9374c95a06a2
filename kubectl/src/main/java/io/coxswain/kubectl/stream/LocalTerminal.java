package io.coxswain.kubectl.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The user's terminal, in raw mode while a remote one is shown in it; put right again on closing.
 */
final class LocalTerminal implements AutoCloseable {
  private final @Nullable String saved;

  record Size(int columns, int rows) {}

  private LocalTerminal(@Nullable String saved) {
    this.saved = saved;
  }

  static LocalTerminal untouched() {
    return new LocalTerminal(null);
  }

  /** Raw mode; untouched where standard input is no terminal. */
  static LocalTerminal raw() {
    var console = System.console();
    var saved = console == null || !console.isTerminal() ? null : stty("-g");
    if (saved == null) {
      return untouched();
    }
    stty("raw -echo");
    var terminal = new LocalTerminal(saved.strip());
    Runtime.getRuntime().addShutdownHook(new Thread(terminal::close));
    return terminal;
  }

  @Nullable Size size() {
    var text = saved == null ? null : stty("size");
    var parts = text == null ? new String[0] : text.strip().split(" ", -1);
    return parts.length == 2
        ? new Size(Integer.parseInt(parts[1]), Integer.parseInt(parts[0]))
        : null;
  }

  /** Java can't change terminal modes; stty can. Null where it fails. */
  private static @Nullable String stty(String arguments) {
    try {
      var process =
          new ProcessBuilder("sh", "-c", "stty " + arguments + " < /dev/tty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    if (saved != null) {
      stty(saved);
    }
  }
}
