package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.invocation.Terminal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Lists plugins: programs called {@code kubectl-NAME} in the folders of {@code PATH}. */
public final class PluginVerb extends Verb {
  @Option(names = "--name-only", description = "Print names instead of paths.")
  boolean nameOnly;

  @Override
  public int run(Session session) {
    var plugins = new ArrayList<Path>();
    for (var folder : folders(session.terminal())) {
      try (var files = Files.list(folder)) {
        files
            .filter(file -> file.getFileName().toString().startsWith("kubectl-"))
            .sorted()
            .forEach(plugins::add);
      } catch (IOException e) {
        throw KubectlException.error(
            "unable to read directory \"" + folder + "\" in your PATH: " + e.getMessage());
      }
    }
    if (plugins.isEmpty()) {
      throw KubectlException.error("unable to find any kubectl plugins in your PATH");
    }
    session.out().println("The following compatible plugins are available:\n");
    var seen = new HashSet<Path>();
    var warnings = 0;
    for (var plugin : plugins) {
      session.out().println(nameOnly ? plugin.getFileName() : plugin);
      if (!Files.isExecutable(plugin)) {
        warnings++;
        session
            .err()
            .println(
                "  - warning: "
                    + plugin
                    + " identified as a kubectl plugin, but it is not executable");
      } else if (!seen.add(plugin.getFileName())) {
        warnings++;
        session
            .err()
            .println("  - warning: " + plugin + " is overshadowed by a similarly named plugin");
      }
    }
    if (warnings > 0) {
      throw KubectlException.error(
          warnings == 1
              ? "one plugin warning was found"
              : warnings + " plugin warnings were found");
    }
    return 0;
  }

  /** The plugins' names as verbs. */
  public static List<String> names(Terminal terminal) {
    var names = new ArrayList<String>();
    for (var folder : folders(terminal)) {
      var files = folder.toFile().list();
      for (var file : files == null ? new String[0] : files) {
        if (file.startsWith("kubectl-") && Files.isExecutable(folder.resolve(file))) {
          // what follows another dash is a verb below this one
          names.add(file.substring("kubectl-".length()).split("-", 2)[0].replace('_', '-'));
        }
      }
    }
    return names;
  }

  private static List<Path> folders(Terminal terminal) {
    var folders = new ArrayList<Path>();
    for (var name : terminal.variable("PATH").split(File.pathSeparator, -1)) {
      var folder = Path.of(name);
      if (!name.isBlank() && Files.isDirectory(folder) && !folders.contains(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /**
   * Runs the plugin with the longest name that the words make and returns its exit code; -1 where
   * there is none.
   */
  public static int runFor(Terminal terminal, List<String> words) {
    var leading = words.stream().takeWhile(word -> !word.startsWith("-")).toList();
    for (var count = leading.size(); count > 0; count--) {
      // A dash within a word is an underscore in the program's name, as upstream has it.
      var name =
          leading.subList(0, count).stream()
              .map(word -> word.replace('-', '_'))
              .collect(Collectors.joining("-", "kubectl-", ""));
      for (var folder : folders(terminal)) {
        var candidate = folder.resolve(name);
        if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return run(candidate, words.subList(count, words.size()));
        }
      }
    }
    return -1;
  }

  private static int run(Path program, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw KubectlException.error("unable to run " + program + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KubectlException.error("interrupted");
    }
  }
}
