package io.coxswain.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code cox} launcher. {@code ./cox test} and the build are in its start script. */
@Command(
    name = "cox",
    description = "Runs Coxswain clusters on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      KubeconfigCommand.class,
      RunCommand.class,
      ImageCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Also:",
      "  ./cox build       builds what changed",
      "  ./cox test        builds and runs every test, those on real engines included",
      "  ./cox bench NAME  runs a benchmark: startup or api"
    })
public final class CoxMain {
  CoxMain() {}

  /** Exit codes: 0 done, 1 a problem told on standard error, 2 a wrong command line. */
  public static void main(String[] arguments) {
    var commandLine = new CommandLine(new CoxMain());
    commandLine.setExecutionExceptionHandler(
        (exception, command, result) -> {
          if (exception instanceof CoxException || exception instanceof UncheckedIOException) {
            System.err.println("error: " + exception.getMessage());
          } else if (exception instanceof FileSystemException failed) {
            System.err.println("error: " + failed.getFile() + ": " + reason(failed));
          } else if (exception instanceof IOException) {
            System.err.println("error: " + exception.getMessage());
          } else {
            exception.printStackTrace(System.err);
          }
          return 1;
        });
    System.exit(commandLine.execute(arguments));
  }

  private static String reason(FileSystemException failed) {
    return switch (failed) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "no such file or directory";
      case FileAlreadyExistsException there -> "exists, and is not a directory";
      default -> failed.getReason() == null ? failed.toString() : failed.getReason();
    };
  }
}
