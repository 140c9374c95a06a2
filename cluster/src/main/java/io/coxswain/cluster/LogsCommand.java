package io.coxswain.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cox logs COMPONENT}: the component's log file, followed with {@code -f}. */
@Command(
    name = "logs",
    description = "Prints the log of a component.",
    mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
  @Mixin DataDirectory data = new DataDirectory();

  @Option(
      names = {"-f", "--follow"},
      description = "Keep printing what is added.")
  boolean follow;

  @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines (default: all).")
  int tail = -1;

  @Parameters(paramLabel = "COMPONENT", description = "As cox status names it.")
  String component = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    data.spec();
    var log = data.directory().log(component);
    if (!Files.exists(log)) {
      throw new CoxException(
          "no component \""
              + component
              + "\" has a log here; there are: "
              + String.join(", ", components()));
    }
    var command = new ArrayList<>(List.of("tail", "-n", tail < 0 ? "+1" : Integer.toString(tail)));
    if (follow) {
      command.add("-F");
    }
    command.add(log.toString());
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private List<String> components() throws IOException {
    try (var files = Files.list(data.directory().root().resolve("logs"))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.log$", ""))
          .sorted()
          .toList();
    }
  }
}
