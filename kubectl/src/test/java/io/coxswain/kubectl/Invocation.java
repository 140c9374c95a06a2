package io.coxswain.kubectl;

import io.coxswain.kubectl.invocation.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What one run of kubectl in a folder of its own printed. */
record Invocation(int code, String out, String err) {
  private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

  /** Runs a command line as a shell would split it, against a server. */
  static Invocation run(String server, Path directory, String commandLine) {
    return run(server, directory, "", words(commandLine));
  }

  static Invocation run(String server, Path directory, String input, List<String> words) {
    return run(server, directory, input, words, Map.of());
  }

  static Invocation run(
      String server,
      Path directory,
      String input,
      List<String> words,
      Map<String, String> variables) {
    var environment = new HashMap<>(variables);
    environment.put("HOME", directory.toString());
    var arguments = new ArrayList<>(List.of("--server", server));
    arguments.addAll(words);
    var stdout = new ByteArrayOutputStream();
    var stderr = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(stdout, true, StandardCharsets.UTF_8),
            new PrintStream(stderr, true, StandardCharsets.UTF_8),
            environment,
            directory,
            directory,
            () -> Instant.parse("2026-01-01T00:00:00Z"));
    var code = new Kubectl(terminal).run(arguments.toArray(new String[0]));
    return new Invocation(
        code, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
  }

  private static List<String> words(String commandLine) {
    return WORD.matcher(commandLine)
        .results()
        .map(word -> word.group().replaceAll("['\"]", ""))
        .toList();
  }
}
