package io.coxswain.kubectl.command;

import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.invocation.KubectlException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the errors of several objects, so that one bad object does not stop the others. */
public final class Failures {
  private final List<String> messages = new ArrayList<>();
  private final List<String> amongOthers = new ArrayList<>();
  private final List<String> serverMessages = new ArrayList<>();
  private int exitCode;

  /** Runs; remembers the error if there is one. */
  public void attempt(Runnable action) {
    attempt(
        () -> {
          action.run();
          return Boolean.TRUE;
        });
  }

  /** The value, or null where an error was remembered instead. */
  public <T> @Nullable T attempt(Supplier<T> action) {
    try {
      return action.get();
    } catch (KubectlException e) {
      messages.add(String.valueOf(e.getMessage()));
      amongOthers.add(
          e instanceof ApiError refused ? refused.inOneLine() : String.valueOf(e.getMessage()));
      exitCode = Math.max(exitCode, e.exitCode());
      if (e instanceof ApiError refused) {
        serverMessages.add(refused.serverMessage());
      }
      return null;
    }
  }

  public void add(String message) {
    messages.add(message);
    amongOthers.add(message);
    exitCode = Math.max(exitCode, 1);
  }

  /** What the server said where it refused, without the reasons before it. */
  public List<String> serverMessages() {
    return List.copyOf(serverMessages);
  }

  public boolean none() {
    return messages.isEmpty();
  }

  /** Throws what was collected as one error of several lines. */
  public void raise() {
    if (!messages.isEmpty()) {
      var all = new LinkedHashSet<>(messages.size() > 1 ? amongOthers : messages);
      throw new KubectlException(String.join("\n", all), exitCode);
    }
  }
}
