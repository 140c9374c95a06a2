package io.coxswain.kubelet.runtime.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A {@code sh -c} command of echo, sleep and exit parts separated by semicolons. */
record FakeScript(List<String> parts) {
  static Optional<FakeScript> of(List<String> command) {
    if (command.size() != 3 || !command.get(0).endsWith("sh") || !command.get(1).equals("-c")) {
      return Optional.empty();
    }
    var parts = new ArrayList<String>();
    for (var part : command.get(2).split(";")) {
      var trimmed = part.strip();
      if (!trimmed.matches("(echo .*|sleep \\d+|exit \\d+)")) {
        return Optional.empty();
      }
      parts.add(trimmed);
    }
    return Optional.of(new FakeScript(List.copyOf(parts)));
  }

  /** Runs to the end and returns the exit code. */
  int run(Consumer<String> output, FakeRuntime.Delay delay) throws InterruptedException {
    for (var part : parts) {
      var argument = part.substring(5);
      if (part.startsWith("echo ")) {
        output.accept(argument + "\n");
      } else if (part.startsWith("exit ")) {
        return Integer.parseInt(argument);
      } else {
        delay.pass(Duration.ofSeconds(Long.parseLong(part.substring(6))));
      }
    }
    return 0;
  }
}
