package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.stream.Streams;
import picocli.CommandLine.Option;

/** Which container of a pod, and which streams connect us with it: exec, attach and debug. */
final class StreamOptions {
  @Option(
      names = {"-c", "--container"},
      description = "Name of the container.")
  String container = "";

  @Option(
      names = {"-i", "--stdin"},
      description = "Pass standard input on.")
  boolean stdin;

  @Option(
      names = {"-t", "--tty"},
      description = "Standard input is a terminal.")
  boolean tty;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the remote output only.")
  boolean quiet;

  /** The streams asked for; no terminal, with a word about it, where we have none. */
  Streams open(Session session) {
    if (tty && System.console() == null) {
      session
          .err()
          .println("Unable to use a TTY - input is not a terminal or the right kind of file");
      tty = false;
    }
    return Streams.of(session, stdin, tty);
  }
}
